import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  ContractFilter,
  ContractPage,
  ContractView,
  NewCarriage,
  NewContractInput,
  RevisionFilter,
} from './contracts.views.js';

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(private readonly contracts: Contracts) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les contrats, leurs lignes et leur portage / contracts with lines and carriage' })
  @ApiOkResponse({ type: ContractPage })
  async list(@Query() filter: ContractFilter): Promise<ContractPage> {
    const { items, total } = await this.contracts.listContracts(filter);
    return { items: items.map(ContractView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un contrat / one contract', description: '`revision` is that of its carriage.' })
  @ApiOkResponse({ type: ContractView })
  async show(
    @Param('id', RecordId) id: number,
    @Query() { revision }: RevisionFilter,
  ): Promise<ContractView> {
    return ContractView.of(await this.contracts.readContract(id, revision));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Créer un contrat / create a contract' })
  @ApiCreatedResponse({ type: ContractView })
  async create(@CurrentActor() actor: Actor, @Body() contract: NewContractInput): Promise<ContractView> {
    return ContractView.of(await this.contracts.createContract(actor, contract));
  }

  @Post(':id/carriages')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Changer l’émetteur qui porte le contrat / have another issuer carry it' })
  @ApiCreatedResponse({ type: ContractView })
  async moveCarriage(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) contract: number,
    @Body() move: NewCarriage,
  ): Promise<ContractView> {
    return ContractView.of(await this.contracts.moveCarriage(actor, { contract, ...move }));
  }
}
