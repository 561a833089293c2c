import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  DELIVERY_STATES,
  INVOICE_TYPES,
  type OwnInvoiceLine,
  type OwnInvoicePage,
  type OwnInvoiceRecord,
  type OwnInvoiceRow,
} from '#billing';
import type { LocalDate } from '#kernel';
import { amountOf, ContractRefView, InvoiceRefView, ThingView } from '../billing/shared.views.js';
import { DaysView, IsDay, IsRecordIdText, ListFilter, MayBeAbsent } from '../contracts/input.js';

export class MyInvoiceFilter extends OmitType(ListFilter, ['search']) {
  @ApiPropertyOptional({ description: 'How the number begins' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  number?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  contract?: number;

  @ApiPropertyOptional({ enum: INVOICE_TYPES })
  @IsOptional()
  @IsIn(INVOICE_TYPES)
  type?: (typeof INVOICE_TYPES)[number];

  @ApiPropertyOptional({ format: 'date' })
  @MayBeAbsent()
  @IsDay()
  issuedFrom?: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'Included' })
  @MayBeAbsent()
  @IsDay()
  issuedTo?: LocalDate;
}

const WHOLE = { type: String, nullable: true, example: '120.00' } as const;
const NOT_WHOLE = 'Of the whole document; null where it bills other activities too';

export class MyInvoiceRowView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
  @ApiProperty({ enum: INVOICE_TYPES }) type: (typeof INVOICE_TYPES)[number];
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ type: ThingView }) issuer: ThingView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ description: 'Issued by a former tool and imported' }) foreignOrigin: boolean;
  @ApiProperty({ enum: DELIVERY_STATES }) delivery: (typeof DELIVERY_STATES)[number];
  @ApiProperty({ example: '100.00', description: 'My lines, without VAT; positive also on credit notes' })
  ownNet: string;
  @ApiProperty({ description: 'Whether all of its lines are mine' }) whole: boolean;
  @ApiProperty({ ...WHOLE, description: NOT_WHOLE }) net: string | null;
  @ApiProperty({ ...WHOLE, description: NOT_WHOLE }) vat: string | null;
  @ApiProperty({ ...WHOLE, description: NOT_WHOLE }) gross: string | null;

  static of(this: void, { ownNetCents, whole, ...row }: OwnInvoiceRow): MyInvoiceRowView {
    const { id, number, type, issuedOn, dueOn, issuer, client, foreignOrigin, delivery } = row;
    return {
      ...{ id, number, type, issuedOn, dueOn, issuer, client, foreignOrigin, delivery },
      ownNet: amountOf(ownNetCents),
      whole: whole !== null,
      net: amountOf(whole?.netCents ?? null),
      vat: amountOf(whole?.vatCents ?? null),
      gross: amountOf(whole?.grossCents ?? null),
    };
  }
}

export class MyInvoicePage {
  @ApiProperty({ type: [MyInvoiceRowView] }) items: readonly MyInvoiceRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ description: 'My lines on all pages, without VAT, credit notes taken off' }) ownNet: string;

  static of({ items, total, ownNetCents }: OwnInvoicePage): MyInvoicePage {
    return { items: items.map(MyInvoiceRowView.of), total, ownNet: amountOf(ownNetCents) };
  }
}

export class MyInvoiceLineView {
  @ApiProperty() position: number;
  @ApiProperty() label: string;
  @ApiProperty({ description: 'The contract line' }) line: number;
  @ApiProperty({ type: ContractRefView }) contract: ContractRefView;
  @ApiProperty({ type: DaysView, nullable: true }) period: DaysView | null;
  @ApiProperty() quantity: string;
  @ApiProperty() unitPrice: string;
  @ApiProperty() net: string;
  @ApiProperty() vatCategory: string;
  @ApiProperty() vatRateBasisPoints: number;

  static of(this: void, { lineId, netCents, period, ...line }: OwnInvoiceLine): MyInvoiceLineView {
    return { ...line, line: lineId, period: period && DaysView.of(period), net: amountOf(netCents) };
  }
}

export class MyLinkedInvoiceView extends InvoiceRefView {
  @ApiProperty({ format: 'date' }) issuedOn: string;
}

export class MyInvoiceView extends MyInvoiceRowView {
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When its arrival was known',
  })
  deliveredAt: string | null;
  @ApiProperty({ type: [MyInvoiceLineView], description: 'My lines of it' })
  lines: readonly MyInvoiceLineView[];
  @ApiProperty({ type: [MyLinkedInvoiceView] }) creditNotes: readonly MyLinkedInvoiceView[];
  @ApiProperty({ type: MyLinkedInvoiceView, nullable: true, description: 'What a credit note credits' })
  credited: MyLinkedInvoiceView | null;

  static ofRecord(this: void, invoice: OwnInvoiceRecord): MyInvoiceView {
    const { deliveredAt, lines, creditNotes, credited } = invoice;
    return {
      ...MyInvoiceRowView.of(invoice),
      deliveredAt: deliveredAt?.toISOString() ?? null,
      lines: lines.map(MyInvoiceLineView.of),
      creditNotes,
      credited,
    };
  }
}
