import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#identity';
import { type Clock, CLOCK } from '#kernel';
import { Membership } from '#membership';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { AlertView } from './alerts.views.js';
import {
  CooperativeRevisionView,
  InterviewSignatureInput,
  InterviewView,
  NewRevisionInput,
  StatusEndInput,
  StatusWithdrawalInput,
  WorkerStatusView,
} from './careers.views.js';

/** Steps of careers, and what falls due. */
@ApiTags('membership')
@Controller()
export class CareersController {
  constructor(
    private readonly membership: Membership,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('membership-alerts')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qui arrive à échéance, le plus urgent d’abord / what falls due, the most urgent first',
  })
  @ApiOkResponse({ type: [AlertView] })
  async alerts(): Promise<AlertView[]> {
    return (await this.membership.alerts(this.clock.today())).map(AlertView.of);
  }

  @Post('worker-statuses/:id/end')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Terminer un statut / end a status' })
  @ApiCreatedResponse({ type: WorkerStatusView })
  async endStatus(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { on }: StatusEndInput,
  ): Promise<WorkerStatusView> {
    return WorkerStatusView.of(await this.membership.endStatus(actor, id, on));
  }

  @Post('worker-statuses/:id/withdrawal')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Annuler un statut saisi par erreur / take back a status recorded by mistake' })
  @ApiCreatedResponse({ type: WorkerStatusView })
  async withdrawStatus(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { reason }: StatusWithdrawalInput,
  ): Promise<WorkerStatusView> {
    return WorkerStatusView.of(await this.membership.withdrawStatus(actor, id, reason));
  }

  @Post('interviews/:id/signature')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer la signature d’un entretien / record the signature of an interview' })
  @ApiCreatedResponse({ type: InterviewView })
  async signInterview(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { signedOn }: InterviewSignatureInput,
  ): Promise<InterviewView> {
    return InterviewView.of(await this.membership.signInterview(actor, id, signedOn));
  }

  @Get('cooperative-revisions')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les révisions coopératives / the révisions coopératives' })
  @ApiOkResponse({ type: [CooperativeRevisionView] })
  async revisions(): Promise<CooperativeRevisionView[]> {
    return (await this.membership.readRevisions()).map(CooperativeRevisionView.of);
  }

  @Post('cooperative-revisions')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer une révision coopérative / record a révision coopérative' })
  @ApiCreatedResponse({ type: CooperativeRevisionView })
  async recordRevision(
    @CurrentActor() actor: Actor,
    @Body() revision: NewRevisionInput,
  ): Promise<CooperativeRevisionView> {
    return CooperativeRevisionView.of(await this.membership.recordRevision(actor, revision));
  }
}
