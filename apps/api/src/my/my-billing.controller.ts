import { Controller, Get, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { billingErrors, BillingReader, Deliveries } from '#billing';
import { CLOCK, type Clock } from '#kernel';
import { CoverageFilter, CoveragePage, LineCoverageView, WindowFilter } from '../billing/coverage.views.js';
import { invoiceFile } from '../billing/invoice-file.js';
import { RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { MyInvoiceFilter, MyInvoicePage, MyInvoiceView } from './my-billing.views.js';
import { OwnAccountId } from './own-account.js';

/**
 * What was billed on the contracts of the activities of whoever asks. What is another's answers as what does not
 * exist; of a document that bills several activities, each member sees their own lines.
 */
@ApiTags('my')
@Controller('my')
export class MyBillingController {
  constructor(
    readonly reader: BillingReader,
    readonly deliveries: Deliveries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('coverage')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'La couverture de mes contrats / the billed days of my contracts' })
  @ApiOkResponse({ type: CoveragePage })
  async coverage(@OwnAccountId() account: number, @Query() filter: CoverageFilter): Promise<CoveragePage> {
    const { from: _from, to: _to, ...asked } = filter;
    const window = WindowFilter.windowOf(filter, this.clock.today());
    return CoveragePage.of(window, await this.reader.coverage({ ...asked, window, account }));
  }

  @Get('coverage/:line')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Les jours d’une ligne de mes contrats / the days of one of my lines' })
  @ApiOkResponse({ type: LineCoverageView })
  async coverageOf(
    @OwnAccountId() account: number,
    @Param('line', RecordId) line: number,
    @Query() filter: WindowFilter,
  ): Promise<LineCoverageView> {
    const window = WindowFilter.windowOf(filter, this.clock.today());
    return LineCoverageView.of(await this.reader.coverageOf(line, window, account));
  }

  @Get('invoices')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Les factures de mes contrats / documents about my contracts, newest first' })
  @ApiOkResponse({ type: MyInvoicePage })
  async invoices(@OwnAccountId() account: number, @Query() filter: MyInvoiceFilter): Promise<MyInvoicePage> {
    return MyInvoicePage.of(await this.reader.ownInvoices({ ...filter, account }));
  }

  @Get('invoices/:id')
  @RolesAllowed('member')
  @ApiOperation({ summary: 'Une facture de mes contrats, mes lignes / one document, my lines of it' })
  @ApiOkResponse({ type: MyInvoiceView })
  async invoice(@OwnAccountId() account: number, @Param('id', RecordId) id: number): Promise<MyInvoiceView> {
    return MyInvoiceView.ofRecord(await this.reader.ownInvoice(id, account));
  }

  @Get('invoices/:id/pdf')
  @RolesAllowed('member')
  @ApiOperation({
    summary: 'Le PDF archivé, quand toutes les lignes sont miennes / the PDF, when all its lines are mine',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  async pdf(
    @OwnAccountId() account: number,
    @Param('id', RecordId) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const invoice = await this.reader.ownInvoice(id, account);
    if (!invoice.whole) throw billingErrors.DOCUMENT_OF_SEVERAL_ACTIVITIES({ number: invoice.number });
    return invoiceFile(this, invoice, 'pdf', response);
  }
}
