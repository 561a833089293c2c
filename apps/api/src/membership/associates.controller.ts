import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#identity';
import { type Clock, CLOCK } from '#kernel';
import { legalBoundsOn, Membership } from '#membership';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  AdmissionInput,
  AssociateFilter,
  AssociatePage,
  AssociateView,
  AssociateCorrectionInput,
  ExitInput,
  PlacementInput,
} from './associates.views.js';
import { MembershipStandingView } from './bylaws.views.js';

@ApiTags('membership')
@Controller()
export class AssociatesController {
  constructor(
    private readonly membership: Membership,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('associates')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les associés, présents ou sortis / the associates, present or former' })
  @ApiOkResponse({ type: AssociatePage })
  async list(@Query() filter: AssociateFilter): Promise<AssociatePage> {
    return AssociatePage.of(await this.membership.listAssociates(filter));
  }

  @Get('associates/:id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Une inscription au registre / one entry of the register' })
  @ApiOkResponse({ type: AssociateView })
  async show(@Param('id', RecordId) id: number): Promise<AssociateView> {
    return AssociateView.of(await this.membership.readAssociate(id));
  }

  @Post('associates')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Admettre un associé / admit an associate' })
  @ApiCreatedResponse({ type: AssociateView })
  async admit(@CurrentActor() actor: Actor, @Body() admission: AdmissionInput): Promise<AssociateView> {
    return AssociateView.of(await this.membership.admit(actor, admission));
  }

  @Post('associates/:id/exit')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer une sortie / record an exit' })
  @ApiCreatedResponse({ type: AssociateView })
  async leave(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) associate: number,
    @Body() exit: ExitInput,
  ): Promise<AssociateView> {
    return AssociateView.of(await this.membership.leave(actor, { ...exit, associate }));
  }

  @Post('associates/:id/correction')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Annuler une admission saisie par erreur / take back an admission recorded by mistake',
  })
  @ApiCreatedResponse({ type: AssociateView })
  async correctAdmission(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) associate: number,
    @Body() { reason }: AssociateCorrectionInput,
  ): Promise<AssociateView> {
    return AssociateView.of(await this.membership.correctAdmission(actor, { associate, reason }));
  }

  @Post('associates/:id/exit/correction')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Annuler une sortie saisie par erreur / take back an exit recorded by mistake' })
  @ApiCreatedResponse({ type: AssociateView })
  async correctExit(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) associate: number,
    @Body() { reason }: AssociateCorrectionInput,
  ): Promise<AssociateView> {
    return AssociateView.of(await this.membership.correctExit(actor, { associate, reason }));
  }

  @Post('associates/:id/placements')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Changer de catégorie ou de collège / change category or college' })
  @ApiCreatedResponse({ type: AssociateView })
  async place(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) associate: number,
    @Body() change: PlacementInput,
  ): Promise<AssociateView> {
    return AssociateView.of(await this.membership.replace(actor, { ...change, associate }));
  }

  @Get('membership-standing')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Poids des collèges face aux bornes légales / weights of colleges against legal bounds',
  })
  @ApiOkResponse({ type: MembershipStandingView })
  async standing(): Promise<MembershipStandingView> {
    const today = this.clock.today();
    const standing = await this.membership.standingOn(today);
    const bounds = standing.bylaws ? legalBoundsOn({ ...standing.bylaws, day: today }) : [];
    return MembershipStandingView.of(today, standing, bounds);
  }
}
