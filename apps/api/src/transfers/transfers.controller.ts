import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Actor } from '#identity';
import { type Dossier, type Step, STEPS, Transfers, TransferSavings } from '#transfers';
import { ReasonInput } from '../billing/shared.views.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { oneOf } from '../http/one-of.js';
import { RecordId } from '../http/record-id.js';
import {
  ChangedChoiceInput,
  NewTransferInput,
  TransferDigestInput,
  TransferStepChargeInput,
  TransferFilter,
  TransferNoteInput,
  TransferPage,
  TransferRowView,
  TransferView,
} from './dossiers.views.js';
import {
  TransferDecisionInput,
  TransferSwitchView,
  TransferPictureView,
  TransferSavingsView,
} from './picture.views.js';

/** Contracts that move from the issuer that carries them to the cooperative: the dossier and its steps. */
@ApiTags('contract transfers')
@Controller('contract-transfers')
export class TransfersController {
  constructor(
    private readonly transfers: Transfers,
    private readonly savings: TransferSavings,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les dossiers de rapatriement / the transfers' })
  @ApiOkResponse({ type: TransferPage })
  async list(@Query() filter: TransferFilter): Promise<TransferPage> {
    const { items, total } = await this.transfers.list(filter);
    const rows: TransferRowView[] = [];
    for (const row of items) rows.push(TransferRowView.of(row, await this.savings.savingsOf(row)));
    return { items: rows, total };
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ouvrir un dossier / open a transfer' })
  @ApiCreatedResponse({ type: TransferView })
  async open(
    @CurrentActor() actor: Actor,
    @Body() wish: NewTransferInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TransferView> {
    const dossier = await this.transfers.open(actor, wish);
    response.setHeader('Location', `/api/contract-transfers/${dossier.id}`);
    return TransferView.from(dossier);
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un dossier, ses étapes et ses notes / one transfer, its steps and notes' })
  @ApiOkResponse({ type: TransferView })
  async read(@Param('id', RecordId) id: number): Promise<TransferView> {
    return this.view(await this.transfers.read(id));
  }

  @Put(':id/choice')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Choisir d’autres contrats ou une autre date / choose other contracts or another day',
    description: 'Before the switch; what was read is to be read again.',
  })
  @ApiOkResponse({ type: TransferView })
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() wish: ChangedChoiceInput,
  ): Promise<TransferView> {
    return this.view(await this.transfers.choose(actor, id, wish));
  }

  @Get(':id/picture')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ce que chaque côté a facturé, et les conflits / what each side has billed' })
  @ApiOkResponse({ type: TransferPictureView })
  async picture(@Param('id', RecordId) id: number): Promise<TransferPictureView> {
    return TransferPictureView.of(await this.transfers.picture(id));
  }

  @Post(':id/decisions')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Dire qui facture des jours que personne n’a facturés / say who bills days' })
  @ApiCreatedResponse({ type: TransferView })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { from, to, ...wish }: TransferDecisionInput,
  ): Promise<TransferView> {
    return this.view(await this.transfers.decide(actor, id, { ...wish, period: { from, to } }));
  }

  @Post(':id/reading-confirmation')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Confirmer la lecture des conflits / confirm that conflicts were read' })
  @ApiCreatedResponse({ type: TransferView })
  async confirmRead(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { digest }: TransferDigestInput,
  ): Promise<TransferView> {
    return this.view(await this.transfers.confirmRead(actor, id, digest));
  }

  @Post(':id/switch/preview')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Ce que changerait la bascule / what the switch would change',
    description: 'The switch done and undone. Nothing is kept.',
  })
  @ApiOkResponse({ type: TransferSwitchView })
  async previewSwitch(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
  ): Promise<TransferSwitchView> {
    return TransferSwitchView.of(await this.transfers.previewSwitch(actor, id));
  }

  @Post(':id/switch')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Basculer le portage de tous les contrats / switch the carriage of all contracts',
  })
  @ApiCreatedResponse({ type: TransferView })
  async switchCarriage(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { digest }: TransferDigestInput,
  ): Promise<TransferView> {
    return this.view(await this.transfers.switchCarriage(actor, id, digest));
  }

  @Post(':id/undoing')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Annuler la bascule, ou le dossier / undo the switch, or give the transfer up' })
  @ApiCreatedResponse({ type: TransferView })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { reason }: ReasonInput,
  ): Promise<TransferView> {
    return this.view(await this.transfers.undo(actor, id, reason));
  }

  @Post(':id/closing')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Clore le dossier / close the transfer' })
  @ApiCreatedResponse({ type: TransferView })
  async close(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<TransferView> {
    return this.view(await this.transfers.close(actor, id));
  }

  @Post(':id/notes')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ajouter une note / add a note' })
  @ApiCreatedResponse({ type: TransferView })
  async addNote(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { text }: TransferNoteInput,
  ): Promise<TransferView> {
    return this.view(await this.transfers.addNote(actor, id, text));
  }

  @Put(':id/steps/:step/person')
  @ApiParam({ name: 'step', enum: STEPS })
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Confier une étape / put somebody in charge of a step' })
  @ApiOkResponse({ type: TransferView })
  async putInCharge(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Param('step', oneOf(STEPS)) step: Step,
    @Body() { person, dueOn }: TransferStepChargeInput,
  ): Promise<TransferView> {
    const charge = { step, person: person ?? null, dueOn: dueOn ?? null };
    return this.view(await this.transfers.putInCharge(actor, id, charge));
  }

  @Get(':id/savings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'La commission qui n’est plus payée / the commission no longer paid' })
  @ApiOkResponse({ type: TransferSavingsView })
  async saved(@Param('id', RecordId) id: number): Promise<TransferSavingsView> {
    return TransferSavingsView.of(await this.savings.of(id));
  }

  private async view(dossier: Dossier): Promise<TransferView> {
    return TransferView.from(dossier, await this.savings.savingsOf(dossier));
  }
}
