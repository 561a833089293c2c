import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { decimalToCents, type LocalDate } from '#kernel';
import {
  type AllocationRecord,
  type InvoicePayment,
  type InvoiceStanding,
  type NewPayment,
  type OpenDocument,
  PAYMENT_MEANS,
  PAYMENT_SORTS,
  PAYMENT_STATES,
  type PaymentList,
  type PaymentMeans,
  type PaymentOverview,
  type PaymentRecord,
  type PaymentRow,
  type PaymentSearch,
  STANDINGS,
  type StandingState,
} from '#treasury';
import { amountOf, InvoiceRefView, ThingView } from '../billing/shared.views.js';
import { IsContractDay, IsDay, IsRecordId, IsRecordIdText, MayBeAbsent } from '../contracts/input.js';
import { asBoolean, PagingQuery } from '../http/paging.js';

/** An amount as text, of either sign. */
export function IsSignedAmount(options: ApiPropertyOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, example: '120.00', ...options } as ApiPropertyOptions),
    Matches(/^-?\d{1,9}(\.\d{1,2})?$/, {
      message: (context) => `« ${context.property} » : il faut un montant en texte, comme "120.00".`,
    }),
  );
}

export class AllocationInput {
  @ApiProperty()
  @IsRecordId()
  invoice: number;

  @IsSignedAmount({ description: 'With VAT; negative on what is paid back' })
  amount: string;
}

export class AllocationsInput {
  @ApiProperty({ type: [AllocationInput] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AllocationInput)
  allocations: AllocationInput[];
}

const allocationOf = ({ invoice, amount }: AllocationInput) => ({
  invoice,
  amountCents: decimalToCents(amount),
});

export class NewPaymentInput {
  @ApiPropertyOptional({ description: 'Whose claim is paid; that of the invoices where it is our own' })
  @MayBeAbsent()
  @IsRecordId()
  issuer?: number;

  @ApiPropertyOptional({ description: 'On whose account it arrived; on the issuer’s unless said' })
  @MayBeAbsent()
  @IsRecordId()
  arrivedWith?: number;

  @ApiPropertyOptional({ description: 'That of the invoices unless said' })
  @MayBeAbsent()
  @IsRecordId()
  client?: number;

  @IsContractDay()
  receivedOn: LocalDate;

  @IsSignedAmount({ description: 'With VAT; negative for what is paid back to the client' })
  amount: string;

  @ApiProperty({ enum: PAYMENT_MEANS })
  @IsIn(PAYMENT_MEANS)
  means: PaymentMeans;

  @ApiPropertyOptional({ maxLength: 140, description: 'What the bank or the client calls it' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(140)
  reference?: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  note?: string | null;

  @ApiPropertyOptional({ type: [AllocationInput], description: 'What is left over waits for a document' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AllocationInput)
  allocations?: AllocationInput[];

  @ApiPropertyOptional({ description: 'It is another payment than the one that looks the same' })
  @MayBeAbsent()
  @IsBoolean()
  another?: boolean;

  static payment(this: void, { amount, allocations = [], ...rest }: NewPaymentInput): NewPayment {
    return { ...rest, amountCents: decimalToCents(amount), allocations: allocations.map(allocationOf) };
  }

  static allocations(this: void, { allocations }: AllocationsInput) {
    return allocations.map(allocationOf);
  }
}

/** An act and its undo both tell who, when and why. */
export class UndoneView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty() reason: string;
  @ApiProperty() by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

const undoneOf = (undone: PaymentRow['reversal']): UndoneView | null =>
  undone && { ...undone, at: undone.at.toISOString() };

export class PaymentRowView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'PA-1042' }) code: string;
  @ApiProperty({ type: ThingView, description: 'Whose claim is paid' }) issuer: ThingView;
  @ApiProperty({ type: ThingView, description: 'On whose account it arrived' }) arrivedWith: ThingView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty({ format: 'date' }) receivedOn: string;
  @ApiProperty({ description: 'With VAT; negative for what was paid back' }) amount: string;
  @ApiProperty() allocated: string;
  @ApiProperty({ description: 'What waits for a document' }) unallocated: string;
  @ApiProperty({ enum: PAYMENT_MEANS }) means: PaymentMeans;
  @ApiProperty() reference: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: [InvoiceRefView], description: 'To which it is allocated now' })
  invoices: readonly InvoiceRefView[];
  @ApiProperty({ type: UndoneView, nullable: true, description: 'Null while the payment counts' })
  reversal: UndoneView | null;

  static of(this: void, row: PaymentRow): PaymentRowView {
    const { amountCents, allocatedCents, unallocatedCents, recordedAt, reversal, ...rest } = row;
    return {
      ...rest,
      amount: amountOf(amountCents),
      allocated: amountOf(allocatedCents),
      unallocated: amountOf(unallocatedCents),
      recordedAt: recordedAt.toISOString(),
      reversal: undoneOf(reversal),
    };
  }
}

export class AllocationView {
  @ApiProperty() id: number;
  @ApiProperty({ type: InvoiceRefView }) invoice: InvoiceRefView;
  @ApiProperty() amount: string;
  @ApiProperty({ format: 'date', description: 'The day that counts as that of collection' })
  collectedOn: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: UndoneView, nullable: true, description: 'Null while it counts' })
  undone: UndoneView | null;

  static of(this: void, allocation: AllocationRecord): AllocationView {
    const { amountCents, madeAt, undone, ...rest } = allocation;
    return {
      ...rest,
      amount: amountOf(amountCents),
      madeAt: madeAt.toISOString(),
      undone: undoneOf(undone),
    };
  }
}

export class PaymentView extends PaymentRowView {
  @ApiProperty({ type: [AllocationView] }) allocations: readonly AllocationView[];

  static ofRecord(this: void, { allocations, ...row }: PaymentRecord): PaymentView {
    return { ...PaymentRowView.of(row), allocations: allocations.map(AllocationView.of) };
  }
}

export class PaymentFilter extends PagingQuery {
  @ApiPropertyOptional({ description: 'Words in the code, the reference, the client or an invoice number' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  client?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  issuer?: number;

  @ApiPropertyOptional({ enum: PAYMENT_MEANS })
  @IsOptional()
  @IsIn(PAYMENT_MEANS)
  means?: PaymentMeans;

  @ApiPropertyOptional({ enum: PAYMENT_STATES, description: 'All of them unless said' })
  @IsOptional()
  @IsIn(PAYMENT_STATES)
  state?: (typeof PAYMENT_STATES)[number];

  @IsOptional()
  @IsDay()
  @ApiPropertyOptional({ type: String, format: 'date' })
  receivedFrom?: LocalDate;

  @IsOptional()
  @IsDay()
  @ApiPropertyOptional({ type: String, format: 'date', description: 'Included' })
  receivedTo?: LocalDate;

  @ApiPropertyOptional({ enum: PAYMENT_SORTS, default: 'receivedOn' })
  @IsOptional()
  @IsIn(PAYMENT_SORTS)
  sort?: (typeof PAYMENT_SORTS)[number];

  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  descending?: boolean;

  static search(this: void, { page = 1, size = 50, ...filter }: PaymentFilter): PaymentSearch {
    return { ...filter, limit: size, offset: (page - 1) * size };
  }
}

export class PaymentPage {
  @ApiProperty({ type: [PaymentRowView] }) items: readonly PaymentRowView[];
  @ApiProperty() total: number;
  @ApiProperty({ description: 'Of all that was found, undone ones left out' }) amount: string;
  @ApiProperty({ description: 'Of all that was found, what waits for a document' }) unallocated: string;

  static of(this: void, { items, total, amountCents, unallocatedCents }: PaymentList): PaymentPage {
    return {
      items: items.map(PaymentRowView.of),
      total,
      amount: amountOf(amountCents),
      unallocated: amountOf(unallocatedCents),
    };
  }
}

export class IssuerOfClaimView extends ThingView {
  @ApiProperty({ description: 'A CAE outside of the cooperative: what is paid is owed to it' })
  outside: boolean;
}

export class OpenDocumentView {
  @ApiProperty() id: number;
  @ApiProperty() number: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ type: IssuerOfClaimView }) issuer: IssuerOfClaimView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty() creditNote: boolean;
  @ApiProperty() gross: string;
  @ApiProperty({ description: 'What is left to pay; negative where the client is to be paid back' })
  balance: string;

  static of(this: void, { grossCents, balanceCents, ...rest }: OpenDocument): OpenDocumentView {
    return { ...rest, gross: amountOf(grossCents), balance: amountOf(balanceCents) };
  }
}

export class OpenDocumentFilter {
  @ApiPropertyOptional({ description: 'Words in the number or in the name of the client' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  client?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  issuer?: number;
}

export class StandingView {
  @ApiProperty() invoice: number;
  @ApiProperty({ enum: STANDINGS }) state: StandingState;
  @ApiProperty({ description: 'With VAT, credit notes taken off' }) owed: string;
  @ApiProperty({ description: 'Refunds taken off' }) paid: string;
  @ApiProperty({ description: 'What is left to pay; negative where the client is to be paid back' })
  balance: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of the newest payment' })
  lastPaidOn: string | null;

  static of(this: void, standing: InvoiceStanding): StandingView {
    const { owedCents, paidCents, balanceCents, ...rest } = standing;
    return {
      ...rest,
      owed: amountOf(owedCents),
      paid: amountOf(paidCents),
      balance: amountOf(balanceCents),
    };
  }
}

const MOST_ASKED = 500;

/** `invoices=12,13,14` */
export class StandingFilter {
  @ApiPropertyOptional({ example: '12,13,14', description: `At most ${MOST_ASKED} numbers of records` })
  @IsOptional()
  @IsString()
  @MaxLength(8_000)
  @Matches(/^\d{1,15}(,\d{1,15}){0,499}$/)
  invoices?: string;

  static ids(this: void, { invoices }: StandingFilter): number[] {
    return invoices === undefined ? [] : invoices.split(',').map(Number);
  }
}

export class PaymentRefView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
}

export class InvoicePaymentView {
  @ApiProperty({ type: PaymentRefView }) payment: PaymentRefView;
  @ApiProperty({ type: InvoiceRefView, description: 'The invoice, or a credit note of it' })
  invoice: InvoiceRefView;
  @ApiProperty({ description: 'Negative where it was taken back or paid back' }) amount: string;
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ enum: PAYMENT_MEANS }) means: PaymentMeans;
  @ApiProperty() reference: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was taken back' })
  undoneFor: string | null;
  @ApiProperty() by: string;

  static of(this: void, { amountCents, ...rest }: InvoicePayment): InvoicePaymentView {
    return { ...rest, amount: amountOf(amountCents) };
  }
}

export class InvoicePaymentsView {
  @ApiProperty({ type: StandingView }) standing: StandingView;
  @ApiProperty({ type: [InvoicePaymentView] }) payments: readonly InvoicePaymentView[];
}

export class DocumentsPaidView {
  @ApiProperty() documents: number;
  @ApiProperty({ description: 'With VAT' }) gross: string;
}

export class UnallocatedView {
  @ApiProperty() payments: number;
  @ApiProperty() amount: string;
}

export class OverdueView {
  @ApiProperty() documents: number;
  @ApiProperty() balance: string;
}

export class PaymentOverviewView {
  @ApiProperty({ example: '2026-11' }) month: string;
  @ApiProperty({ type: DocumentsPaidView, description: 'Issued in the month, credit notes taken off' })
  issued: DocumentsPaidView;
  @ApiProperty({ type: DocumentsPaidView, description: 'Paid of these until now; those paid in full' })
  paid: DocumentsPaidView;
  @ApiProperty({ description: 'What came in during the month, for whatever document' }) received: string;
  @ApiProperty({ type: UnallocatedView }) unallocated: UnallocatedView;
  @ApiProperty({ type: OverdueView, description: 'Due before today' }) overdue: OverdueView;
  @ApiProperty({ description: 'What came in on our account for an outside issuer' }) owedToOthers: string;

  static of(this: void, month: string, overview: PaymentOverview): PaymentOverviewView {
    const { issued, paid, receivedCents, unallocated, overdue, owedToOthersCents } = overview;
    return {
      month,
      issued: { documents: issued.documents, gross: amountOf(issued.grossCents) },
      paid: { documents: paid.documents, gross: amountOf(paid.grossCents) },
      received: amountOf(receivedCents),
      unallocated: { payments: unallocated.payments, amount: amountOf(unallocated.amountCents) },
      overdue: { documents: overdue.documents, balance: amountOf(overdue.balanceCents) },
      owedToOthers: amountOf(owedToOthersCents),
    };
  }
}
