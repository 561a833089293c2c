import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor } from '#identity';
import { type Clock, CLOCK, month, monthOf } from '#kernel';
import { Treasury } from '#treasury';
import { ReasonInput } from '../billing/shared.views.js';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { DashboardFilter } from '../overview/dashboard.views.js';
import {
  AllocationsInput,
  NewPaymentInput,
  OpenDocumentFilter,
  OpenDocumentView,
  PaymentFilter,
  PaymentOverviewView,
  PaymentPage,
  PaymentView,
} from './payments.views.js';

/** Money that came in, written down by hand, and the documents that it pays. */
@ApiTags('payments')
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly treasury: Treasury,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les paiements / payments, newest first' })
  @ApiOkResponse({ type: PaymentPage })
  async list(@Query() filter: PaymentFilter): Promise<PaymentPage> {
    return PaymentPage.of(await this.treasury.listPayments(PaymentFilter.search(filter)));
  }

  @Get('overview')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Payé dans le mois, en retard, en attente / paid, overdue, waiting' })
  @ApiOkResponse({ type: PaymentOverviewView })
  async overview(@Query() filter: DashboardFilter): Promise<PaymentOverviewView> {
    const of = filter.month === undefined ? monthOf(this.clock.today()) : month(filter.month);
    return PaymentOverviewView.of(of, await this.treasury.overview(of));
  }

  @Get('open-documents')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qui reste à payer / what waits for money, the longest due first, at most 100',
  })
  @ApiOkResponse({ type: [OpenDocumentView] })
  async openDocuments(@Query() filter: OpenDocumentFilter): Promise<OpenDocumentView[]> {
    return (await this.treasury.openDocuments(filter)).map(OpenDocumentView.of);
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un paiement / one payment' })
  @ApiOkResponse({ type: PaymentView })
  async show(@Param('id', RecordId) id: number): Promise<PaymentView> {
    return PaymentView.ofRecord(await this.treasury.payment(id));
  }

  @Post()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Enregistrer un paiement / record a payment',
    description: 'Whole or part, of one invoice or several. The same payment again is refused.',
  })
  @ApiCreatedResponse({ type: PaymentView })
  async record(@CurrentActor() actor: Actor, @Body() input: NewPaymentInput): Promise<PaymentView> {
    return PaymentView.ofRecord(await this.treasury.recordPayment(actor, NewPaymentInput.payment(input)));
  }

  @Post(':id/allocations')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Affecter ce qui reste d’un paiement / allocate what is left of a payment' })
  @ApiCreatedResponse({ type: PaymentView })
  async allocate(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) payment: number,
    @Body() input: AllocationsInput,
  ): Promise<PaymentView> {
    const allocations = NewPaymentInput.allocations(input);
    return PaymentView.ofRecord(await this.treasury.allocate(actor, { payment, allocations }));
  }

  @Post(':id/allocations/:allocation/reversal')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Annuler une affectation, avec le motif / undo an allocation' })
  @ApiCreatedResponse({ type: PaymentView })
  async undoAllocation(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) payment: number,
    @Param('allocation', RecordId) allocation: number,
    @Body() { reason }: ReasonInput,
  ): Promise<PaymentView> {
    return PaymentView.ofRecord(await this.treasury.undoAllocation(actor, { payment, allocation, reason }));
  }

  @Post(':id/reversal')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Annuler un paiement, avec le motif / undo a payment',
    description: 'Nothing is deleted; it may be recorded again afterwards.',
  })
  @ApiCreatedResponse({ type: PaymentView })
  async reverse(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) payment: number,
    @Body() { reason }: ReasonInput,
  ): Promise<PaymentView> {
    return PaymentView.ofRecord(await this.treasury.reversePayment(actor, { payment, reason }));
  }
}
