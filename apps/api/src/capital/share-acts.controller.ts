import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#identity';
import { percentToBasisPoints } from '#kernel';
import { Capital } from '#membership';
import { FAR_FUTURE } from '#persistence';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  ForeseenView,
  NewShareConversionInput,
  NewShareTransferInput,
  ReversalInput,
  ShareActView,
} from './shares.views.js';
import {
  AbandonmentInput,
  InterestForecastInput,
  InterestForecastView,
  InterestList,
  InterestView,
  NewInterestInput,
  NewWithdrawalInput,
  OneInterestView,
  RefundInput,
  ServedView,
  TmoInput,
  TmoList,
  TmoView,
  WithdrawalDecisionInput,
  WithdrawalList,
  WithdrawalView,
} from './withdrawals.views.js';

/** Transfers, conversions, withdrawals and interest. */
@ApiTags('capital')
@Controller()
export class ShareActsController {
  constructor(private readonly capital: Capital) {}

  @Post('share-transfers')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer une cession / record a transfer' })
  @ApiCreatedResponse({ type: ShareActView })
  async transfer(@CurrentActor() actor: Actor, @Body() wish: NewShareTransferInput): Promise<ShareActView> {
    return { id: await this.capital.transfer(actor, wish) };
  }

  @Post('share-transfers/forecast')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ce qu’une cession changerait / what a transfer would change' })
  @ApiCreatedResponse({ type: ForeseenView })
  async foreseeTransfer(
    @CurrentActor() actor: Actor,
    @Body() wish: NewShareTransferInput,
  ): Promise<ForeseenView> {
    const persons = [wish.from, wish.to];
    return ForeseenView.of(
      await this.capital.foresee((tx) => this.capital.transfer(actor, wish, tx), persons),
    );
  }

  @Post('share-transfers/:id/reversal')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Annuler une cession par le mouvement inverse / take a transfer back' })
  @ApiCreatedResponse({ type: ShareActView })
  async reverseTransfer(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) transfer: number,
    @Body() wish: ReversalInput,
  ): Promise<ShareActView> {
    return { id: await this.capital.reverse(actor, { cause: { transfer }, ...wish }) };
  }

  @Post('share-conversions')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer une conversion / record a conversion' })
  @ApiCreatedResponse({ type: ShareActView })
  async convert(@CurrentActor() actor: Actor, @Body() wish: NewShareConversionInput): Promise<ShareActView> {
    return { id: await this.capital.convert(actor, wish) };
  }

  @Post('share-conversions/forecast')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ce qu’une conversion changerait / what a conversion would change' })
  @ApiCreatedResponse({ type: ForeseenView })
  async foreseeConversion(
    @CurrentActor() actor: Actor,
    @Body() wish: NewShareConversionInput,
  ): Promise<ForeseenView> {
    const act = this.capital.foresee((tx) => this.capital.convert(actor, wish, tx), [wish.person]);
    return ForeseenView.of(await act);
  }

  @Post('share-conversions/:id/reversal')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Annuler une conversion par le mouvement inverse / take a conversion back' })
  @ApiCreatedResponse({ type: ShareActView })
  async reverseConversion(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) conversion: number,
    @Body() wish: ReversalInput,
  ): Promise<ShareActView> {
    return { id: await this.capital.reverse(actor, { cause: { conversion }, ...wish }) };
  }

  @Get('share-withdrawals')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les retraits et leur file / the withdrawals and their queue' })
  @ApiOkResponse({ type: WithdrawalList })
  async withdrawals(): Promise<WithdrawalList> {
    return { items: (await this.capital.listWithdrawals()).map(WithdrawalView.of) };
  }

  @Post('share-withdrawals')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer une demande de retrait / record a request to leave' })
  @ApiCreatedResponse({ type: ShareActView })
  async request(@CurrentActor() actor: Actor, @Body() wish: NewWithdrawalInput): Promise<ShareActView> {
    return { id: await this.capital.requestWithdrawal(actor, wish) };
  }

  @Post('share-withdrawals/service')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Servir la file / serve the queue' })
  @ApiCreatedResponse({ type: ServedView })
  async serve(@CurrentActor() actor: Actor): Promise<ServedView> {
    return { served: await this.capital.serveWithdrawals(actor) };
  }

  @Post('share-withdrawals/:id/decision')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Décider d’un retrait / decide on a withdrawal' })
  @ApiCreatedResponse({ type: WithdrawalList })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) withdrawal: number,
    @Body() decision: WithdrawalDecisionInput,
  ): Promise<WithdrawalList> {
    await this.capital.decideWithdrawal(actor, { withdrawal, ...decision });
    return this.withdrawals();
  }

  @Post('share-withdrawals/:id/abandonment')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer l’abandon d’une demande / record that a request is abandoned' })
  @ApiCreatedResponse({ type: WithdrawalList })
  async abandon(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) withdrawal: number,
    @Body() { reason }: AbandonmentInput,
  ): Promise<WithdrawalList> {
    await this.capital.abandonWithdrawal(actor, { withdrawal, reason });
    return this.withdrawals();
  }

  @Post('share-withdrawals/:id/refund')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Enregistrer un remboursement / record a refund' })
  @ApiCreatedResponse({ type: WithdrawalList })
  async refund(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) withdrawal: number,
    @Body() wish: RefundInput,
  ): Promise<WithdrawalList> {
    await this.capital.refund(actor, { withdrawal, ...wish });
    return this.withdrawals();
  }

  @Get('share-interests')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les intérêts aux parts / the interest on shares' })
  @ApiOkResponse({ type: InterestList })
  async interests(): Promise<InterestList> {
    return { items: (await this.capital.listInterests()).map(InterestView.of) };
  }

  @Get('share-interests/:id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un intérêt décidé, par personne / interest decided, by person' })
  @ApiOkResponse({ type: OneInterestView })
  async interest(@Param('id', RecordId) id: number): Promise<OneInterestView> {
    return OneInterestView.ofOne(await this.capital.readInterest(id));
  }

  @Post('share-interests')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer l’intérêt décidé / record the interest decided' })
  @ApiCreatedResponse({ type: ShareActView })
  async decideInterest(
    @CurrentActor() actor: Actor,
    @Body() { reason, ...wish }: NewInterestInput,
  ): Promise<ShareActView> {
    return { id: await this.capital.decideInterest(actor, { ...wishOf(wish), reason }) };
  }

  @Post('share-interests/forecast')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Ce qu’un taux donnerait / what a rate would give' })
  @ApiCreatedResponse({ type: InterestForecastView })
  async forecastInterest(@Body() wish: InterestForecastInput): Promise<InterestForecastView> {
    return InterestForecastView.of(await this.capital.forecastInterest(wishOf(wish)));
  }

  @Get('tmo-rates')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le TMO par année / the TMO by year' })
  @ApiOkResponse({ type: TmoList })
  async tmo(): Promise<TmoList> {
    return { items: (await this.capital.listTmo()).map(TmoView.of) };
  }

  @Post('tmo-rates')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Saisir le TMO d’une année / enter the TMO of a year' })
  @ApiCreatedResponse({ type: TmoList })
  async enterTmo(@CurrentActor() actor: Actor, @Body() { rate, ...of }: TmoInput): Promise<TmoList> {
    await this.capital.enterTmo(actor, { ...of, rateBasisPoints: percentToBasisPoints(rate) });
    return this.tmo();
  }
}

function wishOf({ exercise: { from, to }, rate, decidedOn }: InterestForecastInput) {
  return { exercise: { from, to: to ?? FAR_FUTURE }, rateBasisPoints: percentToBasisPoints(rate), decidedOn };
}
