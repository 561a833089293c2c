import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { basisPointsToPercent, type LocalDate } from '#kernel';
import {
  type InterestForecast,
  type InterestRecord,
  type OneInterest,
  type TmoRate,
  WITHDRAWAL_STATES,
  type WithdrawalRow,
} from '#membership';
import { amountOf } from '../billing/shared.views.js';
import { DaysInput, DaysView, IsDay, IsRecordId } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';
import { IsQuantity, IsReason } from './shares.views.js';
import { Type } from 'class-transformer';
import { IsDefined, ValidateNested } from 'class-validator';

const OUTCOMES = ['approved', 'refused'] as const;

export class NewWithdrawalInput {
  @ApiProperty() @IsRecordId() person: number;
  @ApiProperty() @IsRecordId() classId: number;
  @IsQuantity() quantity: number;
  @IsDay() requestedOn: LocalDate;
  @IsReason() reason: string;
}

export class WithdrawalDecisionInput {
  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome: (typeof OUTCOMES)[number];

  @IsDay() decidedOn: LocalDate;
  @IsReason() reason: string;
}

export class AbandonmentInput {
  @IsReason() reason: string;
}

export class RefundInput {
  @IsDay() paidOn: LocalDate;

  @ApiProperty({ example: 'VIR-2026-077' })
  @IsString()
  @Length(1, 120)
  @Matches(/\S/)
  reference: string;
}

export class RefundView {
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ description: 'The part in losses' }) loss: string;
  @ApiProperty() amount: string;
  @ApiProperty({ description: 'Whether the closing of its financial year is still to come' })
  provisional: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) paidOn: string | null;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
}

export class WithdrawalView {
  @ApiProperty() id: number;
  @ApiProperty() personId: number;
  @ApiProperty() personCode: string;
  @ApiProperty() personName: string;
  @ApiProperty() classId: number;
  @ApiProperty() classCode: string;
  @ApiProperty() quantity: number;
  @ApiProperty() amount: string;
  @ApiProperty({ format: 'date' }) requestedOn: string;
  @ApiProperty() reason: string;
  @ApiProperty({ enum: WITHDRAWAL_STATES }) state: WithdrawalRow['state'];
  @ApiProperty({ type: String, format: 'date', nullable: true }) decidedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) decisionReason: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) doneOn: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Place in the queue' }) place: number | null;
  @ApiProperty({ type: SentenceView, nullable: true }) why: SentenceView | null;
  @ApiProperty({ type: RefundView, nullable: true }) refund: RefundView | null;

  static of(this: void, { amountCents, refund, ...row }: WithdrawalRow): WithdrawalView {
    return {
      ...row,
      amount: amountOf(amountCents),
      refund: refund && {
        dueOn: refund.dueOn,
        provisional: refund.provisional,
        paidOn: refund.paidOn,
        reference: refund.reference,
        loss: amountOf(refund.lossCents),
        amount: amountOf(refund.amountCents),
      },
    };
  }
}

export class WithdrawalList {
  @ApiProperty({ type: [WithdrawalView] }) items: readonly WithdrawalView[];
}

export class ServedView {
  @ApiProperty({ description: 'How many withdrawals took effect' }) served: number;
}

const RATE = /^\d{1,2}(\.\d{1,2})?$/;

export class InterestForecastInput {
  @ApiProperty({ type: DaysInput, description: 'The financial year' })
  @IsDefined()
  @ValidateNested()
  @Type(() => DaysInput)
  exercise: DaysInput;

  @ApiProperty({ example: '1.50', description: 'Percent' })
  @IsString()
  @Matches(RATE)
  rate: string;

  @IsDay() decidedOn: LocalDate;
}

export class NewInterestInput extends InterestForecastInput {
  @IsReason() reason: string;
}

export class InterestPartView {
  @ApiProperty() personId: number;
  @ApiProperty() personCode: string;
  @ApiProperty() personName: string;
  @ApiProperty() amount: string;
}

export class InterestForecastView {
  @ApiProperty({ example: '3.83' }) cap: string;
  @ApiProperty({ type: [InterestPartView] }) parts: readonly InterestPartView[];
  @ApiProperty() total: string;

  static of(this: void, { capBasisPoints, parts, totalCents }: InterestForecast): InterestForecastView {
    return {
      cap: basisPointsToPercent(capBasisPoints),
      total: amountOf(totalCents),
      parts: parts.map(({ amountCents, ...part }) => ({ ...part, amount: amountOf(amountCents) })),
    };
  }
}

export class InterestView {
  @ApiProperty() id: number;
  @ApiProperty({ type: DaysView }) exercise: DaysView;
  @ApiProperty() rate: string;
  @ApiProperty() cap: string;
  @ApiProperty({ format: 'date' }) decidedOn: string;
  @ApiProperty() reason: string;
  @ApiProperty() total: string;
  @ApiProperty() holders: number;

  static of(this: void, interest: InterestRecord): InterestView {
    const { rateBasisPoints, capBasisPoints, totalCents, exercise, ...row } = interest;
    return {
      ...row,
      exercise: DaysView.of(exercise),
      rate: basisPointsToPercent(rateBasisPoints),
      cap: basisPointsToPercent(capBasisPoints),
      total: amountOf(totalCents),
    };
  }
}

export class OneInterestView extends InterestView {
  @ApiProperty({ type: [InterestPartView] }) parts: readonly InterestPartView[];

  static ofOne(this: void, { parts, ...interest }: OneInterest): OneInterestView {
    return {
      ...InterestView.of(interest),
      parts: parts.map(({ amountCents, ...part }) => ({ ...part, amount: amountOf(amountCents) })),
    };
  }
}

export class InterestList {
  @ApiProperty({ type: [InterestView] }) items: readonly InterestView[];
}

export class TmoInput {
  @ApiProperty({ minimum: 2000, maximum: 2099 })
  @IsInt()
  @Min(2000)
  @Max(2099)
  year: number;

  @ApiProperty({ example: '3.26', description: 'Percent' })
  @IsString()
  @Matches(/^-?\d{1,2}(\.\d{1,2})?$/)
  rate: string;

  @ApiProperty({ description: 'Compared with the Journal officiel' })
  @IsBoolean()
  verified: boolean;

  @ApiProperty({ example: 'JO du 14 janvier 2026' })
  @IsString()
  @Length(1, 300)
  @Matches(/\S/)
  source: string;
}

export class TmoView {
  @ApiProperty() year: number;
  @ApiProperty() rate: string;
  @ApiProperty() verified: boolean;
  @ApiProperty() source: string;

  static of(this: void, { year, rateBasisPoints, verified, source }: TmoRate): TmoView {
    return { year, rate: basisPointsToPercent(rateBasisPoints), verified, source };
  }
}

export class TmoList {
  @ApiProperty({ type: [TmoView] }) items: readonly TmoView[];
}
