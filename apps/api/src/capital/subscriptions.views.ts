import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches, ValidateIf } from 'class-validator';
import type { LocalDate } from '#kernel';
import {
  type OneSubscription,
  SENDING_STATES,
  SUBSCRIPTION_STATES,
  type SubscriptionRow,
  UNDONE_BECAUSE,
} from '#membership';
import { amountOf } from '../billing/shared.views.js';
import {
  IsDay,
  IsDecimalText,
  IsRecordId,
  IsRecordIdText,
  ListFilter,
  MayBeAbsent,
} from '../contracts/input.js';
import { IsQuantity, IsReason } from './shares.views.js';

export class NewSubscriptionInput {
  @ApiProperty() @IsRecordId() person: number;
  @ApiProperty() @IsRecordId() classId: number;
  @IsQuantity() quantity: number;
  @IsDay() subscribedOn: LocalDate;

  @ApiPropertyOptional({ description: 'Called when subscribing; all of it by default' })
  @MayBeAbsent()
  @IsDecimalText(2)
  called?: string;
}

export class SubscriptionFilter extends ListFilter {
  @ApiPropertyOptional({ enum: SUBSCRIPTION_STATES })
  @IsOptional()
  @IsIn(SUBSCRIPTION_STATES)
  state?: (typeof SUBSCRIPTION_STATES)[number];

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  person?: number;
}

export class SubscriptionView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'BS-2026-0042' }) code: string;
  @ApiProperty() personId: number;
  @ApiProperty() personCode: string;
  @ApiProperty() personName: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty() classId: number;
  @ApiProperty() classCode: string;
  @ApiProperty() nominal: string;
  @ApiProperty() quantity: number;
  @ApiProperty() amount: string;
  @ApiProperty({ description: 'Paid before there are shares' }) required: string;
  @ApiProperty() called: string;
  @ApiProperty() paid: string;
  @ApiProperty({ format: 'date' }) subscribedOn: string;
  @ApiProperty({ format: 'date' }) releaseDueOn: string;
  @ApiProperty({ enum: SUBSCRIPTION_STATES }) state: SubscriptionRow['state'];
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) signedBy: string | null;
  @ApiProperty({ enum: SENDING_STATES, nullable: true }) sending: SubscriptionRow['sending'];
  @ApiProperty({ type: String, nullable: true }) sentTo: string | null;

  static of(
    this: void,
    { nominalCents, amountCents, requiredCents, calledCents, paidCents, ...row }: SubscriptionRow,
  ): SubscriptionView {
    return {
      ...row,
      nominal: amountOf(nominalCents),
      amount: amountOf(amountCents),
      required: amountOf(requiredCents),
      called: amountOf(calledCents),
      paid: amountOf(paidCents),
    };
  }
}

export class SubscriptionPage {
  @ApiProperty({ type: [SubscriptionView] }) items: readonly SubscriptionView[];
  @ApiProperty() total: number;
}

export class SharePaymentView {
  @ApiProperty() id: number;
  @ApiProperty() reference: string;
  @ApiProperty() amount: string;
  @ApiProperty({ format: 'date' }) paidOn: string;
  @ApiProperty({ description: 'False once its reconciliation was undone' }) reconciled: boolean;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Its own day where it never came: it counts on no day',
  })
  undoneOn: string | null;
  @ApiProperty({ enum: UNDONE_BECAUSE, nullable: true })
  undoneBecause: (typeof UNDONE_BECAUSE)[number] | null;
  @ApiProperty({ description: 'How many times it was reconciled' }) generation: number;
  @ApiProperty() recordedBy: string;
}

export class ShareCallView {
  @ApiProperty() id: number;
  @ApiProperty({ format: 'date' }) calledOn: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty() amount: string;
  @ApiProperty() reason: string;
}

export class OneSubscriptionView extends SubscriptionView {
  @ApiProperty({ type: [SharePaymentView] }) payments: readonly SharePaymentView[];
  @ApiProperty({ type: [ShareCallView] }) calls: readonly ShareCallView[];

  static ofOne(this: void, { payments, calls, ...row }: OneSubscription): OneSubscriptionView {
    return {
      ...SubscriptionView.of(row),
      payments: payments.map(({ amountCents, ...payment }) => ({
        ...payment,
        amount: amountOf(amountCents),
      })),
      calls: calls.map(({ amountCents, ...call }) => ({ ...call, amount: amountOf(amountCents) })),
    };
  }
}

export class NewSharePaymentInput {
  @IsDecimalText(2) amount: string;
  @IsDay() paidOn: LocalDate;

  @ApiPropertyOptional({ description: 'Under one reference a payment counts once', example: 'REL-2026-118' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 120)
  @Matches(/\S/)
  reference?: string;
}

export class OnDayInput {
  @IsDay() day: LocalDate;
}

export class UndoingInput {
  @ApiProperty({
    enum: UNDONE_BECAUSE,
    description: 'Entered by mistake: it counts on no day. Taken back by the bank: it counts until that day',
  })
  @IsIn(UNDONE_BECAUSE)
  because: (typeof UNDONE_BECAUSE)[number];

  @ApiPropertyOptional({ format: 'date', description: 'On which the money went; of what the bank took back' })
  @ValidateIf(({ because }: UndoingInput) => because === 'returned')
  @IsDay()
  day?: LocalDate;
}

export class SignatureInput {
  @IsDay() signedOn: LocalDate;

  @ApiProperty({ example: 'Alice Martin' })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/)
  signedBy: string;
}

export class CancellationInput {
  @IsReason() reason: string;
}
