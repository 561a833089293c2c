import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Billing, BillingReader, Deliveries } from '#billing';
import { type Act, type Actor, Identity } from '#identity';
import { DomainError } from '#kernel';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import {
  CreditNoteInput,
  CreditPreviewView,
  CreditScopeInput,
  InvoiceFilter,
  InvoicePage,
  InvoiceView,
  ResendInput,
  SettlementInput,
} from './invoices.views.js';
import { ReasonInput } from './shared.views.js';

function isNotArchived(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'DOCUMENTS.NOT_ARCHIVED';
}

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

/** Issued documents of every series. They never change: what was wrong is credited. */
@ApiTags('invoices')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly billing: Billing,
    private readonly reader: BillingReader,
    private readonly deliveries: Deliveries,
    private readonly identity: Identity,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Les factures et avoirs, du plus récent au plus ancien / documents, newest first',
  })
  @ApiOkResponse({ type: InvoicePage })
  async list(@Query() filter: InvoiceFilter): Promise<InvoicePage> {
    return InvoicePage.of(await this.reader.invoices(InvoiceFilter.searchOf(filter)));
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un document, ses lignes, ses avoirs, son envoi / one document' })
  @ApiOkResponse({ type: InvoiceView })
  async show(@Param('id', RecordId) id: number): Promise<InvoiceView> {
    return InvoiceView.ofRecord(await this.reader.invoice(id));
  }

  @Get(':id/pdf')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le PDF archivé (Factur-X) / the archived PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': FILE } })
  pdf(
    @Param('id', RecordId) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.file(id, 'pdf', response);
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
    return this.file(id, 'xml', response);
  }

  private async file(id: number, format: 'pdf' | 'xml', response: Response): Promise<StreamableFile> {
    const { number, foreignOrigin } = await this.reader.invoice(id);
    const { bytes, mediaType, sha256, size } = await this.reader
      .fileOf(id, format)
      .catch(async (error: unknown) => {
        if (!isNotArchived(error) || foreignOrigin) throw error;
        // Its turn has not come on the work list: whoever asks does not wait for it.
        await this.deliveries.render(id);
        return this.reader.fileOf(id, format);
      });
    // The hash of the archive, for who wants to compare what arrived.
    response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return new StreamableFile(bytes, {
      type: mediaType,
      length: size,
      disposition: `attachment; filename="${number.replace(/[^A-Za-z0-9._-]/g, '-')}.${format}"`,
    });
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
