import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Forecasts } from '#billing';
import { Contracts } from '#contracts';
import { type Actor } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  ClientChange,
  ClientFilter,
  ClientPage,
  ClientView,
  NewClientInput,
  OneClientView,
} from './parties.views.js';

@ApiTags('contracts')
@Controller('clients')
export class ClientsController {
  constructor(
    private readonly contracts: Contracts,
    private readonly forecasts: Forecasts,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les clients / the clients' })
  @ApiOkResponse({ type: ClientPage })
  async list(@Query() filter: ClientFilter): Promise<ClientPage> {
    return ClientPage.of(await this.contracts.listClients(filter));
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un client / one client' })
  @ApiOkResponse({ type: OneClientView })
  async show(@Param('id', RecordId) id: number): Promise<OneClientView> {
    const client = await this.contracts.readClient(id);
    return { ...ClientView.of(client), completeness: await this.forecasts.lacksOfClient(id) };
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter un client / add a client' })
  @ApiCreatedResponse({ type: ClientView })
  async create(@CurrentActor() actor: Actor, @Body() client: NewClientInput): Promise<ClientView> {
    return ClientView.of(await this.contracts.createClient(actor, client));
  }

  @Patch(':id')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Modifier un client / change a client' })
  @ApiOkResponse({ type: ClientView })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { version, ...values }: ClientChange,
  ): Promise<ClientView> {
    return ClientView.of(await this.contracts.updateClient(actor, { id, version, values }));
  }

  @Post(':id/archival')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Archiver un client / archive a client' })
  @ApiCreatedResponse({ type: ClientView })
  async archive(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<ClientView> {
    return ClientView.of(await this.contracts.archiveClient(actor, id, true));
  }

  @Delete(':id/archival')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Désarchiver un client / bring a client back' })
  @ApiOkResponse({ type: ClientView })
  async bringBack(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<ClientView> {
    return ClientView.of(await this.contracts.archiveClient(actor, id, false));
  }
}
