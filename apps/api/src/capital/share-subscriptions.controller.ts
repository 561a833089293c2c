import { Body, Controller, Delete, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import type { Actor } from '#identity';
import { Bulletins, Capital } from '#membership';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { BulletinSendingInput, centsOf } from './shares.views.js';
import {
  CancellationInput,
  NewSharePaymentInput,
  NewSubscriptionInput,
  OnDayInput,
  OneSubscriptionView,
  SignatureInput,
  UndoingInput,
  SubscriptionFilter,
  SubscriptionPage,
  SubscriptionView,
} from './subscriptions.views.js';

@ApiTags('capital')
@Controller('share-subscriptions')
export class ShareSubscriptionsController {
  constructor(
    private readonly capital: Capital,
    private readonly bulletins: Bulletins,
    private readonly contracts: Contracts,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les bulletins de souscription / the subscriptions' })
  @ApiOkResponse({ type: SubscriptionPage })
  async list(@Query() filter: SubscriptionFilter): Promise<SubscriptionPage> {
    const { items, total } = await this.capital.listSubscriptions(filter);
    return { items: items.map(SubscriptionView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un bulletin / one subscription' })
  @ApiOkResponse({ type: OneSubscriptionView })
  async show(@Param('id', RecordId) id: number): Promise<OneSubscriptionView> {
    return OneSubscriptionView.ofOne(await this.capital.readSubscription(id));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Établir un bulletin / make a subscription' })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async create(
    @CurrentActor() actor: Actor,
    @Body() { called, ...wish }: NewSubscriptionInput,
  ): Promise<OneSubscriptionView> {
    const calledCents = called === undefined ? {} : { calledCents: centsOf(called) };
    return this.show(await this.capital.subscribe(actor, { ...wish, ...calledCents }));
  }

  @Get(':id/bulletin')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le bulletin en PDF, deux exemplaires / the subscription as PDF, two copies' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async bulletin(@Param('id', RecordId) id: number): Promise<StreamableFile> {
    const { code } = await this.capital.readSubscription(id);
    const bytes = await this.bulletins.print(id, await this.contracts.readOwnLetterhead());
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      length: bytes.length,
      disposition: `inline; filename="${code}.pdf"`,
    });
  }

  @Post(':id/sending')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Envoyer le bulletin à signer / send the subscription to be signed' })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async send(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Body() { address }: BulletinSendingInput,
  ): Promise<OneSubscriptionView> {
    const letterhead = await this.contracts.readOwnLetterhead();
    await this.bulletins.send(actor, { subscription, letterhead, ...(address ? { address } : {}) });
    return this.show(subscription);
  }

  @Post(':id/signature')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Enregistrer la signature / record the signature' })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Body() signature: SignatureInput,
  ): Promise<OneSubscriptionView> {
    return this.show(await this.capital.recordSignature(actor, { subscription, ...signature }));
  }

  @Post(':id/signature/correction')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Annuler une signature saisie par erreur / take back a signature recorded by mistake',
  })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async correctSignature(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Body() { reason }: CancellationInput,
  ): Promise<OneSubscriptionView> {
    return this.show(await this.capital.correctSignature(actor, { subscription, reason }));
  }

  @Post(':id/cancellation')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Annuler un bulletin sans versement / cancel a subscription without payments' })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Body() { reason }: CancellationInput,
  ): Promise<OneSubscriptionView> {
    return this.show(await this.capital.cancelSubscription(actor, { subscription, reason }));
  }

  @Post(':id/payments')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Rapprocher un versement / reconcile a payment' })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async pay(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Body() { amount, ...payment }: NewSharePaymentInput,
  ): Promise<OneSubscriptionView> {
    await this.capital.pay(actor, { subscription, amountCents: centsOf(amount), ...payment });
    return this.show(subscription);
  }

  @Delete(':id/payments/:payment')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary:
      'Annuler un versement : erreur de saisie, ou rejet de la banque / undo a payment: a mistake, or taken back by the bank',
  })
  @ApiOkResponse({ type: OneSubscriptionView })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Param('payment', RecordId) payment: number,
    @Query() { because, day }: UndoingInput,
  ): Promise<OneSubscriptionView> {
    const of = { subscription, payment };
    const undoing =
      because === 'returned' ? ({ ...of, because, day: day! } as const) : ({ ...of, because } as const);
    await this.capital.undoPayment(actor, undoing);
    return this.show(subscription);
  }

  @Post(':id/payments/:payment/reconciliation')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Rapprocher de nouveau / reconcile again' })
  @ApiCreatedResponse({ type: OneSubscriptionView })
  async again(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) subscription: number,
    @Param('payment', RecordId) payment: number,
    @Body() { day }: OnDayInput,
  ): Promise<OneSubscriptionView> {
    await this.capital.payAgain(actor, { subscription, payment, day });
    return this.show(subscription);
  }
}
