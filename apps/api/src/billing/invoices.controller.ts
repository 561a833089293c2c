import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Billing, BillingReader, Deliveries } from '#billing';
import { History } from '#history';
import { type Act, type Actor, Identity } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { AmountOriginView, InvoiceEventView } from './invoice-facts.views.js';
import { invoiceFile } from './invoice-file.js';
import {
  CreditNoteInput,
  CreditPreviewView,
  CreditScopeInput,
  InlineFilter,
  InvoiceFilter,
  InvoicePage,
  InvoiceView,
  ResendInput,
  SettlementInput,
} from './invoices.views.js';
import { ReasonInput } from './shared.views.js';

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

/** Issued documents of every series. They never change: what was wrong is credited. */
@ApiTags('invoices')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly billing: Billing,
    readonly reader: BillingReader,
    readonly deliveries: Deliveries,
    private readonly identity: Identity,
    private readonly history: History,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary:
      'Les factures et avoirs, du plus récent au plus ancien sauf autre tri / documents, newest first unless sorted',
  })
  @ApiOkResponse({ type: InvoicePage })
  async list(@Query() filter: InvoiceFilter): Promise<InvoicePage> {
    return InvoicePage.of(await this.reader.invoices(InvoiceFilter.searchOf(filter)), filter.sort);
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un document, ses lignes, ses avoirs, son envoi / one document' })
  @ApiOkResponse({ type: InvoiceView })
  async show(@Param('id', RecordId) id: number): Promise<InvoiceView> {
    return InvoiceView.ofRecord(await this.reader.invoice(id));
  }

  @Get(':id/timeline')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Ce qui est arrivé à un document, depuis sa proposition / what happened to a document',
  })
  @ApiOkResponse({ type: [InvoiceEventView] })
  async timeline(@Param('id', RecordId) id: number): Promise<InvoiceEventView[]> {
    return (await this.reader.timeline(id)).map(InvoiceEventView.of);
  }

  @Get(':id/lines/:position/origin')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'D’où vient le montant d’une ligne / where the amount of a line comes from' })
  @ApiOkResponse({ type: AmountOriginView })
  async origin(
    @Param('id', RecordId) id: number,
    @Param('position', RecordId) position: number,
  ): Promise<AmountOriginView> {
    const origin = await this.reader.originOf(id, position);
    return AmountOriginView.of(origin, origin.invoice.foreignOrigin ? await this.history.importOf(id) : null);
  }

  @Get(':id/pdf')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le PDF archivé (Factur-X) / the archived PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': FILE } })
  async pdf(
    @Param('id', RecordId) id: number,
    @Query() { inline }: InlineFilter,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.file(id, 'pdf', response, inline ? 'inline' : 'attachment');
    // The console shows the document beside its figures; nobody else may frame it, and no other page may be framed.
    if (inline) {
      response.setHeader('X-Frame-Options', 'SAMEORIGIN');
      response.setHeader('Content-Security-Policy', "frame-ancestors 'self'");
    }
    return file;
  }

  @Get(':id/xml')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le XML archivé (CII) / the archived XML' })
  @ApiProduces('application/xml')
  @ApiOkResponse({ content: { 'application/xml': FILE } })
  xml(
    @Param('id', RecordId) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.file(id, 'xml', response, 'attachment');
  }

  private async file(
    id: number,
    format: 'pdf' | 'xml',
    response: Response,
    disposition: 'inline' | 'attachment',
  ): Promise<StreamableFile> {
    return invoiceFile(this, await this.reader.invoice(id), format, response, disposition);
  }

  @Post(':id/credit-notes/preview')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'L’avoir tel qu’il serait émis, sans numéro / the credit note, without its number',
  })
  @ApiOkResponse({ type: CreditPreviewView })
  async previewCredit(
    @Param('id', RecordId) id: number,
    @Body() { scopes, reason }: CreditNoteInput,
  ): Promise<CreditPreviewView> {
    const request = { invoiceId: id, scopes: scopes.map(CreditScopeInput.scopeOf), reason };
    return CreditPreviewView.of(await this.billing.previewCredit(request));
  }

  @Post(':id/credit-notes')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Émettre un avoir / issue a credit note',
    description:
      'Send an Idempotency-Key: an amount, unlike days, could be credited twice by a request sent twice.',
  })
  @ApiCreatedResponse({ type: InvoiceView })
  async credit(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { scopes, reason }: CreditNoteInput,
  ): Promise<InvoiceView> {
    const request = { invoiceId: id, scopes: scopes.map(CreditScopeInput.scopeOf), reason };
    const issued = await this.billing.creditInvoice(request, actor.name, (tx, { invoiceId, number }) =>
      this.identity.recordAct(
        tx,
        actor,
        actOn(id, 'credit', { scopes, reason, creditNote: invoiceId, number }),
      ),
    );
    return this.show(issued.invoiceId);
  }

  @Post(':id/deliveries')
  @RolesAllowed('administrator')
  @ApiOperation({
    summary: 'Renvoyer un document / send a document again',
    description: 'What may have arrived is sent again only when `confirmed` is true.',
  })
  @ApiCreatedResponse({ type: InvoiceView })
  async resend(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { confirmed, address }: ResendInput,
  ): Promise<InvoiceView> {
    await this.deliveries.resend(id, { confirmed, address, madeBy: actor.name }, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'resend', { confirmed, address: address ?? null })),
    );
    return this.show(id);
  }

  @Post(':id/delivery-settlement')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Dire si un document est arrivé / say whether a document arrived' })
  @ApiOkResponse({ type: InvoiceView })
  async settle(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { arrived, detail }: SettlementInput,
  ): Promise<InvoiceView> {
    await this.deliveries.settle(id, { arrived, detail, madeBy: actor.name }, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'settleDelivery', { arrived, detail })),
    );
    return this.show(id);
  }

  @Post(':id/delivery-excuse')
  @HttpCode(200)
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Renoncer à un envoi, par écrit / nothing will be delivered, in writing' })
  @ApiOkResponse({ type: InvoiceView })
  async excuse(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { reason }: ReasonInput,
  ): Promise<InvoiceView> {
    await this.deliveries.excuse(id, reason, actor.name, (tx) =>
      this.identity.recordAct(tx, actor, actOn(id, 'excuseDelivery', { reason })),
    );
    return this.show(id);
  }
}

function actOn(invoice: number, act: string, facts: Act['facts']): Act {
  return { action: `billing.invoice.${act}`, subject: { kind: 'invoice', id: invoice }, facts };
}
