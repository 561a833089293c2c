import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Contracts, contractsErrors } from '#contracts';
import { RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { amountOf } from '../billing/shared.views.js';
import { MyContractFilter, MyContractPage, MyContractRowView, MyContractView } from './my-contracts.views.js';
import { OwnAccountId } from './own-account.js';

/** The contracts of the activities of whoever asks. Another's contract answers as one that does not exist. */
@ApiTags('my')
@Controller('my/contracts')
export class MyContractsController {
  constructor(private readonly contracts: Contracts) {}

  @Get()
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Mes contrats / my contracts' })
  @ApiOkResponse({ type: MyContractPage })
  async list(@OwnAccountId() account: number, @Query() filter: MyContractFilter): Promise<MyContractPage> {
    const { items, total, monthlyNetCents } = await this.contracts.listContracts({ ...filter, account });
    return { items: items.map(MyContractRowView.of), total, monthlyNet: amountOf(monthlyNetCents) };
  }

  @Get(':id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Un de mes contrats / one of my contracts' })
  @ApiOkResponse({ type: MyContractView })
  async show(@OwnAccountId() account: number, @Param('id', RecordId) id: number): Promise<MyContractView> {
    const contract = await this.contracts.readContract(id);
    const activity = contract.activity && (await this.contracts.readActivity(contract.activity.id));
    if (activity?.accountId !== account) throw contractsErrors.NOT_FOUND({ thing: 'contract', key: id });
    const carriers = new Set(contract.carriage.map(({ issuer }) => issuer));
    const issuers = await Promise.all([...carriers].map((issuer) => this.contracts.readIssuer(issuer)));
    return MyContractView.of(contract, issuers);
  }
}
