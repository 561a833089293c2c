import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { ListFilter } from './input.js';
import { IssuerChange, IssuerPage, IssuerView, NewIssuerInput } from './parties.views.js';

@ApiTags('contracts')
@Controller('issuers')
export class IssuersController {
  constructor(private readonly contracts: Contracts) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les émetteurs / the issuers' })
  @ApiOkResponse({ type: IssuerPage })
  async list(@Query() filter: ListFilter): Promise<IssuerPage> {
    const { items, total } = await this.contracts.listIssuers(filter);
    return { items: items.map(IssuerView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un émetteur / one issuer' })
  @ApiOkResponse({ type: IssuerView })
  async show(@Param('id', RecordId) id: number): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.readIssuer(id));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter un émetteur / add an issuer' })
  @ApiCreatedResponse({ type: IssuerView })
  async create(@CurrentActor() actor: Actor, @Body() issuer: NewIssuerInput): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.createIssuer(actor, issuer));
  }

  @Patch(':id')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Modifier un émetteur / change an issuer' })
  @ApiOkResponse({ type: IssuerView })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { version, ...values }: IssuerChange,
  ): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.updateIssuer(actor, { id, version, values }));
  }
}
