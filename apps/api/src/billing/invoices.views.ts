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
  type CreditEffect,
  type CreditPreview,
  type CreditScope,
  DELIVERY_STATES,
  INVOICE_SORTS,
  INVOICE_TYPES,
  type InvoiceLineRecord,
  type InvoicePage as InvoicesFound,
  type InvoicePlace,
  type InvoiceRecord,
  type InvoiceRow,
  type InvoiceSearch,
  type InvoiceSort,
} from '#billing';
import { decimalToCents, isLocalDate, type LocalDate } from '#kernel';
import { DaysView, IsDay, IsDecimalText, IsRecordIdText, MayBeAbsent } from '../contracts/input.js';
import { apiErrors } from '../http/api-errors.js';
import { CoverageSegmentView } from './coverage.views.js';
import { SealedContentView } from './sealed-content.views.js';
import {
  amountOf,
  CHANNELS,
  ClosedDaysInput,
  ContractRefView,
  InvoiceRefView,
  LineRefView,
  ReasonInput,
  ThingView,
} from './shared.views.js';
import { SentenceView } from '../http/sentence.view.js';

type InvoiceType = (typeof INVOICE_TYPES)[number];
type DeliveryState = (typeof DELIVERY_STATES)[number];

const DIRECTIONS = ['asc', 'desc'] as const;

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

  @ApiPropertyOptional({
    description:
      'Words, anywhere in the number or in the name of the client, whatever their case and accents',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional({ enum: INVOICE_SORTS, default: 'issuedOn' })
  @IsOptional()
  @IsIn(INVOICE_SORTS)
  sort?: InvoiceSort;

  @ApiPropertyOptional({ enum: DIRECTIONS, default: 'desc' })
  @IsOptional()
  @IsIn(DIRECTIONS)
  direction?: (typeof DIRECTIONS)[number];

  @ApiPropertyOptional({ description: 'The `next` of the previous page, of the same sort' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,2000}$/)
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  /** @throws API.REQUEST_MALFORMED when `after` is not the place of a page of this sort */
  static searchOf({ after, ...filter }: InvoiceFilter): InvoiceSearch {
    return after === undefined ? filter : { ...filter, after: placeOf(after, filter.sort ?? 'issuedOn') };
  }
}

const IS_VALUE_OF: Readonly<Record<InvoiceSort, (value: unknown) => boolean>> = {
  issuedOn: isLocalDate,
  dueOn: isLocalDate,
  gross: Number.isSafeInteger,
  number: isShortText,
  client: isShortText,
};

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 500 && !value.includes('\u0000');
}

/** A page ends at a value of what it is sorted by; the sort is part of the text, since no other can go on from there. */
function textOf({ value, id }: InvoicePlace, sort: InvoiceSort): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

function placeOf(text: string, sort: InvoiceSort): InvoicePlace {
  try {
    const [of, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (of === sort && IS_VALUE_OF[sort](value) && Number.isSafeInteger(id)) {
      return { value: value as InvoicePlace['value'], id: id as number };
    }
  } catch {
    // Said below, as for any other text that is no place.
  }
  throw apiErrors.REQUEST_MALFORMED({});
}

export class InlineFilter {
  @ApiPropertyOptional({ enum: ['1'], description: 'To be shown in the page rather than kept as a file' })
  @IsOptional()
  @IsIn(['1'])
  inline?: '1';
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
  @ApiProperty({ description: 'Credit notes taken off' }) vat: string;
  @ApiProperty({ description: 'Credit notes taken off' }) gross: string;
}

export class InvoicePage {
  @ApiProperty({ type: [InvoiceRowView] }) invoices: readonly InvoiceRowView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty({ type: InvoiceTotalsView, nullable: true, description: 'On the first page' })
  totals: InvoiceTotalsView | null;

  static of(
    this: void,
    { invoices, next, totals }: InvoicesFound,
    sort: InvoiceSort = 'issuedOn',
  ): InvoicePage {
    return {
      invoices: invoices.map(InvoiceRowView.of),
      next: next && textOf(next, sort),
      totals: totals && {
        documents: totals.documents,
        creditNotes: totals.creditNotes,
        net: amountOf(totals.netCents),
        vat: amountOf(totals.vatCents),
        gross: amountOf(totals.grossCents),
      },
    };
  }
}

export class CreditedLineView extends InvoiceRefView {
  @ApiProperty({ description: 'The line of that document' }) position: number;
}

export class InvoiceLineView {
  @ApiProperty() position: number;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true, description: 'As printed: the pro rata, the days credited' })
  detail: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The contract line' }) line: number | null;
  @ApiProperty({ type: String, nullable: true }) lineCode: string | null;
  @ApiProperty({ type: ContractRefView, nullable: true }) contract: ContractRefView | null;
  @ApiProperty({ type: DaysView, nullable: true }) period: DaysView | null;
  @ApiProperty() quantity: string;
  @ApiProperty({ description: 'UN/ECE Rec 20', example: 'MON' }) unit: string;
  @ApiProperty() unitPrice: string;
  @ApiProperty() net: string;
  @ApiProperty() vatCategory: string;
  @ApiProperty() vatRateBasisPoints: number;
  @ApiProperty({ type: [DaysView], description: 'Days billed here that no credit note took back' })
  liveDays: readonly DaysView[];
  @ApiProperty({ description: 'Net credited so far' }) credited: string;
  @ApiProperty({
    type: CreditedLineView,
    nullable: true,
    description: 'What a line of a credit note takes back',
  })
  credits: CreditedLineView | null;

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
  @ApiProperty({ enum: CHANNELS }) channel: string;
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
  @ApiProperty({ type: SealedContentView, description: 'What the document says, as sealed' })
  content: SealedContentView;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The whole, as sealed, amounts in cents',
  })
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
      content: SealedContentView.of(document),
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

/** What a credit note does to the coverage of one line of the invoice. */
export class CreditEffectView {
  @ApiProperty({ description: 'The line of the invoice' }) position: number;
  @ApiProperty({ type: LineRefView }) line: LineRefView;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ description: 'Credited on this line, without sign' }) net: string;
  @ApiProperty({ type: DaysView, description: 'The days that `before` and `after` draw' }) window: DaysView;
  @ApiProperty({ type: [CoverageSegmentView] }) before: readonly CoverageSegmentView[];
  @ApiProperty({ type: [CoverageSegmentView] }) after: readonly CoverageSegmentView[];
  @ApiProperty({ type: [DaysView], description: 'Days taken back; none where an amount is credited' })
  days: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Of these, due: they will be proposed again' })
  unbilled: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Of these, not due: they stay credited' })
  stayCredited: readonly DaysView[];
  @ApiProperty({ type: [DaysView], description: 'Of these, held by an excuse or a control' })
  held: readonly DaysView[];
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;

  static of(this: void, effect: CreditEffect, creditNote: number): CreditEffectView {
    const { position, line, contract, netCents, sentence } = effect;
    const drawn = (segments: CreditEffect['after']) =>
      segments.map((segment) => {
        const view = CoverageSegmentView.of(segment);
        // The credit note of a preview is undone: nothing of its number can be opened.
        return view.invoice === creditNote ? { ...view, invoice: null } : view;
      });
    return {
      ...{ position, line, contract, sentence },
      net: amountOf(netCents),
      window: DaysView.of(effect.window),
      before: drawn(effect.before),
      after: drawn(effect.after),
      days: effect.days.map(DaysView.of),
      unbilled: effect.unbilled.map(DaysView.of),
      stayCredited: effect.stayCredited.map(DaysView.of),
      held: effect.held.map(DaysView.of),
    };
  }
}

/** A credit note as it would be issued, without its number. */
export class CreditPreviewView {
  @ApiProperty() net: string;
  @ApiProperty() vat: string;
  @ApiProperty() gross: string;
  @ApiProperty({ type: [CreditEffectView], description: 'By line of the invoice that bills days' })
  effects: readonly CreditEffectView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As it would be sealed, amounts in cents',
  })
  document: object;

  static of(this: void, { toIssue: { document }, effects, invoiceId }: CreditPreview): CreditPreviewView {
    const { netCents, vatCents, grossCents } = document;
    return {
      net: amountOf(netCents),
      vat: amountOf(vatCents),
      gross: amountOf(grossCents),
      effects: effects.map((effect) => CreditEffectView.of(effect, invoiceId)),
      document,
    };
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
