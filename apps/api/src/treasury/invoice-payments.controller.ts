import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Treasury, treasuryErrors } from '#treasury';
import { RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { InvoicePaymentsView, InvoicePaymentView, StandingFilter, StandingView } from './payments.views.js';

/** What is paid of documents, beside what billing says of them. */
@ApiTags('payments')
@Controller()
export class InvoicePaymentsController {
  constructor(private readonly treasury: Treasury) {}

  @Get('invoice-standings')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Payé ou non / where documents stand; those that do not exist are left out' })
  @ApiOkResponse({ type: [StandingView] })
  async standings(@Query() filter: StandingFilter): Promise<StandingView[]> {
    return (await this.treasury.standings(StandingFilter.ids(filter))).map(StandingView.of);
  }

  @Get('invoices/:id/payments')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les paiements d’une facture / the payments of an invoice and its credit notes' })
  @ApiOkResponse({ type: InvoicePaymentsView })
  async payments(@Param('id', RecordId) id: number): Promise<InvoicePaymentsView> {
    const [standing] = await this.treasury.standings([id]);
    if (!standing) throw treasuryErrors.INVOICE_UNKNOWN({ invoice: String(id) });
    const payments = await this.treasury.paymentsOfInvoice(id);
    return { standing: StandingView.of(standing), payments: payments.map(InvoicePaymentView.of) };
  }
}
