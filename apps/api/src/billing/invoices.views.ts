import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  type CreditScope,
  DELIVERY_STATES,
  type DocumentToIssue,
  INVOICE_TYPES,
  type InvoiceLineRecord,
  type InvoicePage as InvoicesFound,
  type InvoicePlace,
  type InvoiceRecord,
  type InvoiceRow,
  type InvoiceSearch,
} from '#billing';
import { decimalToCents, isLocalDate, type LocalDate } from '#kernel';
import { DaysView, IsDay, IsDecimalText, IsRecordIdText, MayBeAbsent } from '../contracts/input.js';
import { apiErrors } from '../http/api-errors.js';
import { amountOf, ClosedDaysInput, InvoiceRefView, ReasonInput, ThingView } from './shared.views.js';

type InvoiceType = (typeof INVOICE_TYPES)[number];
type DeliveryState = (typeof DELIVERY_STATES)[number];

export class InvoiceFilter {
  @ApiPropertyOptional({ description: 'How the number begins' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  number?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  client?: number;

  @ApiPropertyOptional({ description: 'Code of the issuer' })
  @IsOptional()
  @IsString()
  @MaxLength(12)
  issuer?: string;

  @ApiPropertyOptional({ enum: INVOICE_TYPES })
  @IsOptional()
  @IsIn(INVOICE_TYPES)
  type?: InvoiceType;

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  issuedFrom?: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'Included' })
  @MayBeAbsent()
  @IsDay()
  issuedTo?: LocalDate;

  @ApiPropertyOptional({ enum: DELIVERY_STATES })
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  delivery?: DeliveryState;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  run?: number;

  @ApiPropertyOptional({ description: 'The `next` of the previous page', example: '2026-11-01.123' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** @throws API.REQUEST_MALFORMED when `after` names a day that does not exist */
  static searchOf({ after, ...filter }: InvoiceFilter): InvoiceSearch {
    if (after === undefined) return filter;
    const [issuedOn, id] = after.split('.') as [string, string];
    if (!isLocalDate(issuedOn)) throw apiErrors.REQUEST_MALFORMED({});
    return { ...filter, after: { issuedOn, id: Number(id) } };
  }
}

export class InvoiceRowView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
  @ApiProperty({ enum: INVOICE_TYPES }) type: InvoiceType;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ example: '100.00', description: 'Positive also on credit notes' }) net: string;
  @ApiProperty({ example: '20.00' }) vat: string;
  @ApiProperty({ example: '120.00' }) gross: string;
  @ApiProperty({ description: 'Issued by a former tool and imported' }) foreignOrigin: boolean;
  @ApiProperty({ enum: DELIVERY_STATES }) delivery: DeliveryState;

  static of(this: void, row: InvoiceRow): InvoiceRowView {
    const { id, number, type, issuedOn, dueOn, issuer, client, foreignOrigin, delivery } = row;
    return {
      ...{ id, number, type, issuedOn, dueOn, issuer, client, foreignOrigin, delivery },
      net: amountOf(row.netCents),
      vat: amountOf(row.vatCents),
      gross: amountOf(row.grossCents),
    };
  }
}

export class InvoiceTotalsView {
  @ApiProperty() documents: number;
  @ApiProperty() creditNotes: number;
  @ApiProperty({ description: 'Credit notes taken off' }) net: string;
  @ApiProperty({ description: 'Credit notes taken off' }) gross: string;
}

export class InvoicePage {
  @ApiProperty({ type: [InvoiceRowView] }) invoices: readonly InvoiceRowView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty({ type: InvoiceTotalsView, nullable: true, description: 'On the first page' })
  totals: InvoiceTotalsView | null;

  static of(this: void, { invoices, next, totals }: InvoicesFound): InvoicePage {
    return {
      invoices: invoices.map(InvoiceRowView.of),
      next: next && textOf(next),
      totals: totals && {
        documents: totals.documents,
        creditNotes: totals.creditNotes,
        net: amountOf(totals.netCents),
        gross: amountOf(totals.grossCents),
      },
    };
  }
}

function textOf({ issuedOn, id }: InvoicePlace): string {
  return `${issuedOn}.${id}`;
}

export class InvoiceLineView {
  @ApiProperty() position: number;
  @ApiProperty() label: string;
  @ApiProperty({ type: Number, nullable: true, description: 'The contract line' }) line: number | null;
  @ApiProperty({ type: DaysView, nullable: true }) period: DaysView | null;
  @ApiProperty() quantity: string;
  @ApiProperty() unitPrice: string;
  @ApiProperty() net: string;
  @ApiProperty() vatCategory: string;
  @ApiProperty() vatRateBasisPoints: number;
  @ApiProperty({ type: [DaysView], description: 'Days billed here that no credit note took back' })
  liveDays: readonly DaysView[];
  @ApiProperty({ description: 'Net credited so far' }) credited: string;
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true }) credits: object | null;

  static of(this: void, line: InvoiceLineRecord): InvoiceLineView {
    const { lineId, netCents, creditedCents, period, liveDays, ...rest } = line;
    return {
      ...rest,
      line: lineId,
      period: period && DaysView.of(period),
      liveDays: liveDays.map(DaysView.of),
      net: amountOf(netCents),
      credited: amountOf(creditedCents),
    };
  }
}

export class LinkedInvoiceView extends InvoiceRefView {
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty() gross: string;
}

export class DeliveryEventView {
  @ApiProperty() attempt: number;
  @ApiProperty() outcome: string;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class InvoiceDeliveryView {
  @ApiProperty() channel: string;
  @ApiProperty({ type: String, nullable: true }) address: string | null;
  @ApiProperty({ enum: DELIVERY_STATES }) state: DeliveryState;
  @ApiProperty({ format: 'date' }) deadlineOn: string;
  @ApiProperty() attempt: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) settledAt: string | null;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty({ type: [DeliveryEventView] }) events: readonly DeliveryEventView[];
}

export class SeriesPlaceView {
  @ApiProperty() prefix: string;
  @ApiProperty() year: number;
  @ApiProperty() sequence: number;
}

export class InvoiceView extends InvoiceRowView {
  @ApiProperty({ format: 'date-time' }) issuedAt: string;
  @ApiProperty() issuedBy: string;
  @ApiProperty({ type: Number, nullable: true }) run: number | null;
  @ApiProperty({ type: SeriesPlaceView }) series: SeriesPlaceView;
  @ApiProperty({ description: 'The seal, SHA-256 in hexadecimal' }) hash: string;
  @ApiProperty({ type: String, nullable: true }) previousHash: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As sealed, amounts in cents' })
  document: object;
  @ApiProperty({ type: [InvoiceLineView] }) lines: readonly InvoiceLineView[];
  @ApiProperty({ type: [LinkedInvoiceView] }) creditNotes: readonly LinkedInvoiceView[];
  @ApiProperty({ type: LinkedInvoiceView, nullable: true, description: 'What a credit note credits' })
  credited: LinkedInvoiceView | null;
  @ApiProperty({ type: InvoiceDeliveryView }) deliveryDetails: InvoiceDeliveryView;

  static ofRecord(this: void, invoice: InvoiceRecord): InvoiceView {
    const linked = ({ grossCents, ...each }: InvoiceRecord['creditNotes'][number]) => ({
      ...each,
      gross: amountOf(grossCents),
    });
    const { series, hash, previousHash, document, issuedBy, deliveryDetails: delivery } = invoice;
    return {
      ...InvoiceRowView.of(invoice),
      ...{ series, hash, previousHash, document, issuedBy, run: invoice.runId },
      issuedAt: invoice.issuedAt.toISOString(),
      lines: invoice.lines.map(InvoiceLineView.of),
      creditNotes: invoice.creditNotes.map(linked),
      credited: invoice.credited && linked(invoice.credited),
      deliveryDetails: {
        ...delivery,
        settledAt: delivery.settledAt?.toISOString() ?? null,
        events: delivery.events.map((event) => ({ ...event, at: event.at.toISOString() })),
      },
    };
  }
}

const SCOPES = ['whole', 'days', 'amount'] as const;

export class CreditScopeInput {
  @ApiProperty({ enum: SCOPES, description: 'All that is left; days of a line; an amount of a line' })
  @IsIn(SCOPES)
  kind: (typeof SCOPES)[number];

  @ApiPropertyOptional({ description: 'days, amount: the line of the invoice' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(100_000)
  position?: number;

  @ApiPropertyOptional({ type: ClosedDaysInput, description: 'days' })
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => ClosedDaysInput)
  period?: ClosedDaysInput;

  @MayBeAbsent()
  @IsDecimalText(2, { required: false, description: 'amount: without VAT' })
  net?: string;

  /** @throws API.INPUT_REFUSED when the kind needs another field */
  static scopeOf(this: void, { kind, position, period, net }: CreditScopeInput, index: number): CreditScope {
    if (kind === 'whole') return { kind };
    if (position === undefined) throw missing(index, 'position', kind);
    if (kind === 'days') {
      if (!period || period.from >= period.to) throw missing(index, 'period', kind);
      return { kind, position, period };
    }
    if (net === undefined) throw missing(index, 'net', kind);
    return { kind, position, netCents: decimalToCents(net) };
  }
}

function missing(index: number, name: string, kind: string): Error {
  const field = `scopes.${index}.${name}`;
  return apiErrors.INPUT_REFUSED({
    fields: [
      {
        field,
        rule: 'isDefined',
        fr: `« ${field} » : ce champ est attendu pour « ${kind} ».`,
        en: `${field} is needed for ${kind}.`,
      },
    ],
  });
}

export class CreditNoteInput extends ReasonInput {
  @ApiProperty({ type: [CreditScopeInput] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CreditScopeInput)
  scopes: CreditScopeInput[];
}

/** A credit note as it would be issued, without its number. */
export class CreditPreviewView {
  @ApiProperty() net: string;
  @ApiProperty() vat: string;
  @ApiProperty() gross: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As it would be sealed, amounts in cents',
  })
  document: object;

  static of(this: void, { document }: DocumentToIssue): CreditPreviewView {
    const { netCents, vatCents, grossCents } = document;
    return { net: amountOf(netCents), vat: amountOf(vatCents), gross: amountOf(grossCents), document };
  }
}

export class ResendInput {
  @ApiProperty({ description: 'Says that it may arrive twice' })
  @IsBoolean()
  confirmed: boolean;

  @ApiPropertyOptional({ description: 'Another e-mail address' })
  @MayBeAbsent()
  @IsEmail()
  @MaxLength(200)
  address?: string;
}

export class SettlementInput {
  @ApiProperty({ description: 'Whether the document arrived' })
  @IsBoolean()
  arrived: boolean;

  @ApiProperty({ description: 'What was found out or done', minLength: 5, maxLength: 500 })
  @IsString()
  @Length(5, 500)
  detail: string;
}
