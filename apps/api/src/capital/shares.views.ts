import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { decimalToCents, type LocalDate } from '#kernel';
import {
  type CapitalDay,
  type ClosingRecord,
  type Foreseen,
  type Holder,
  MOVEMENT_KINDS,
  type MovementKind,
  type RegisterRow,
  type RegisterSide,
  type ShareClass,
  type ShareLedgerEntry,
  type Standing,
} from '#membership';
import { amountOf } from '../billing/shared.views.js';
import {
  IsBooleanText,
  IsDay,
  IsDecimalText,
  IsRecordId,
  IsRecordIdText,
  ListFilter,
  MayBeAbsent,
} from '../contracts/input.js';

const MOST_SHARES = 1_000_000;

/** How many shares: 1 to 1,000,000. */
export function IsQuantity(): PropertyDecorator {
  return (target, key) => {
    ApiProperty({ minimum: 1, maximum: MOST_SHARES })(target, key);
    IsInt()(target, key);
    Min(1)(target, key);
    Max(MOST_SHARES)(target, key);
  };
}

/** Why, in a sentence or two. */
export function IsReason(): PropertyDecorator {
  return (target, key) => {
    ApiProperty({ example: 'Décision du conseil du 4 juin' })(target, key);
    IsString()(target, key);
    Length(1, 500)(target, key);
    Matches(/\S/)(target, key);
  };
}

export const centsOf = (amount: string): number => decimalToCents(amount);

export class NewShareClassInput {
  @ApiProperty({ example: 'A', description: '1 to 8 capital letters and digits' })
  @IsString()
  @Matches(/^[A-Z0-9]{1,8}$/)
  code: string;

  @ApiProperty({ example: 'Parts ordinaires' })
  @IsString()
  @Length(1, 120)
  @Matches(/\S/)
  name: string;

  @IsDecimalText(2, { example: '50.00' })
  nominal: string;

  @IsDay()
  from: LocalDate;
}

export class ShareClassView {
  @ApiProperty() id: number;
  @ApiProperty({ example: 'A' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({ example: '50.00' }) nominal: string;
  @ApiProperty({ format: 'date' }) from: string;

  static of(this: void, { nominalCents, ...shareClass }: ShareClass): ShareClassView {
    return { ...shareClass, nominal: amountOf(nominalCents) };
  }
}

export class HoldingView {
  @ApiProperty() classId: number;
  @ApiProperty() classCode: string;
  @ApiProperty() className: string;
  @ApiProperty() nominal: string;
  @ApiProperty() quantity: number;
  @ApiProperty() subscribed: string;
  @ApiProperty() paid: string;
  @ApiProperty({ format: 'date', description: 'Of the first share of the class' }) since: string;
}

export class HolderView {
  @ApiProperty() personId: number;
  @ApiProperty() personCode: string;
  @ApiProperty() personName: string;
  @ApiProperty({ type: [HoldingView] }) holdings: readonly HoldingView[];
  @ApiProperty() quantity: number;
  @ApiProperty() subscribed: string;
  @ApiProperty() paid: string;

  static of(this: void, { subscribedCents, paidCents, holdings, ...holder }: Holder): HolderView {
    return {
      ...holder,
      subscribed: amountOf(subscribedCents),
      paid: amountOf(paidCents),
      holdings: holdings.map(
        ({ nominalCents, subscribedCents: subscribed, paidCents: paid, ...holding }) => ({
          ...holding,
          nominal: amountOf(nominalCents),
          subscribed: amountOf(subscribed),
          paid: amountOf(paid),
        }),
      ),
    };
  }
}

export class HoldersView {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ type: [HolderView] }) items: readonly HolderView[];
}

export class CapitalStandingView {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty() subscribed: string;
  @ApiProperty() called: string;
  @ApiProperty() paid: string;
  @ApiProperty({ description: 'The highest ever reached' }) highest: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where the bylaws say nothing of capital' })
  floor: string | null;
  @ApiProperty({ type: String, nullable: true }) minimum: string | null;
  @ApiProperty() shares: number;
  @ApiProperty() holders: number;

  static of(
    this: void,
    {
      day,
      shares,
      holders,
      subscribedCents,
      calledCents,
      paidCents,
      highestCents,
      floorCents,
      minimumCents,
    }: Standing,
  ): CapitalStandingView {
    return {
      day,
      shares,
      holders,
      subscribed: amountOf(subscribedCents),
      called: amountOf(calledCents),
      paid: amountOf(paidCents),
      highest: amountOf(highestCents),
      floor: amountOf(floorCents),
      minimum: amountOf(minimumCents),
    };
  }
}

export class CapitalDayView {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty() capital: string;
  @ApiProperty() withdrawn: string;
  @ApiProperty() highest: string;
  @ApiProperty() floor: string;

  static of(this: void, of: CapitalDay): CapitalDayView {
    return {
      day: of.day,
      capital: amountOf(of.capitalCents),
      withdrawn: amountOf(of.withdrawnCents),
      highest: amountOf(of.highestCents),
      floor: amountOf(of.floorCents),
    };
  }
}

export class CapitalView {
  @ApiProperty({ type: CapitalStandingView }) standing: CapitalStandingView;
  @ApiProperty({ type: [CapitalDayView], description: 'Each day on which capital moved' })
  history: readonly CapitalDayView[];
}

export class OnDayQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Today by default' })
  @IsOptional()
  @IsDay()
  on?: LocalDate;
}

export class MovementFilter extends ListFilter {
  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  person?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsRecordIdText()
  classId?: number;

  @ApiPropertyOptional({ enum: MOVEMENT_KINDS })
  @IsOptional()
  @IsIn(MOVEMENT_KINDS)
  kind?: MovementKind;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  from?: LocalDate;

  @ApiPropertyOptional({ format: 'date', description: 'Excluded' })
  @IsOptional()
  @IsDay()
  to?: LocalDate;

  @ApiPropertyOptional({ default: false })
  @IsBooleanText()
  descending?: boolean;
}

export class MovementSideView {
  @ApiProperty() personId: number;
  @ApiProperty() personCode: string;
  @ApiProperty() personName: string;
  @ApiProperty() classId: number;
  @ApiProperty() classCode: string;
  @ApiProperty() quantity: number;
  @ApiProperty() amount: string;

  static of(this: void, { amountCents, ...side }: RegisterSide): MovementSideView {
    return { ...side, amount: amountOf(amountCents) };
  }
}

export class MovementView {
  @ApiProperty({ description: 'In the register, from 1 without gaps' }) number: number;
  @ApiProperty({ enum: MOVEMENT_KINDS }) kind: MovementKind;
  @ApiProperty({ description: 'Takes back the movement of the same cause and generation' }) reversal: boolean;
  @ApiProperty() generation: number;
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ example: 'BS-2026-0042' }) causeCode: string;
  @ApiProperty() causeId: number;
  @ApiProperty({ type: MovementSideView, nullable: true }) from: MovementSideView | null;
  @ApiProperty({ type: MovementSideView, nullable: true }) to: MovementSideView | null;
  @ApiProperty({ type: Number, nullable: true }) reversedBy: number | null;
  @ApiProperty() recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;

  static of(this: void, { cause: _, from, to, recordedAt, ...row }: RegisterRow): MovementView {
    return {
      ...row,
      from: from && MovementSideView.of(from),
      to: to && MovementSideView.of(to),
      recordedAt: recordedAt.toISOString(),
    };
  }
}

export class MovementPage {
  @ApiProperty({ type: [MovementView] }) items: readonly MovementView[];
  @ApiProperty() total: number;
}

export class ShareLedgerLineView {
  @ApiProperty({ example: '1013' }) account: string;
  @ApiProperty() personId: number;
  @ApiProperty() debit: string;
  @ApiProperty() credit: string;
}

export class ShareLedgerEntryView {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ example: 'movement/12' }) cause: string;
  @ApiProperty() what: string;
  @ApiProperty({ type: [ShareLedgerLineView] }) lines: readonly ShareLedgerLineView[];

  static of(this: void, { day, cause, what, lines }: ShareLedgerEntry): ShareLedgerEntryView {
    return {
      day,
      cause,
      what,
      lines: lines.map(({ account, person, debitCents, creditCents }) => ({
        account,
        personId: person,
        debit: amountOf(debitCents),
        credit: amountOf(creditCents),
      })),
    };
  }
}

export class ShareLedgerView {
  @ApiProperty({ type: [ShareLedgerEntryView] }) entries: readonly ShareLedgerEntryView[];
}

export class NewShareTransferInput {
  @ApiProperty() @IsRecordId() from: number;
  @ApiProperty() @IsRecordId() to: number;
  @ApiProperty() @IsRecordId() classId: number;
  @IsQuantity() quantity: number;
  @IsDay() agreedOn: LocalDate;
  @IsReason() reason: string;
}

export class NewShareConversionInput {
  @ApiProperty() @IsRecordId() person: number;
  @ApiProperty() @IsRecordId() fromClassId: number;
  @ApiProperty() @IsRecordId() toClassId: number;
  @IsQuantity() quantity: number;
  @IsDay() agreedOn: LocalDate;
  @IsReason() reason: string;
}

export class ReversalInput {
  @IsDay() day: LocalDate;
  @IsReason() reason: string;
}

export class ShareActView {
  @ApiProperty() id: number;
}

/** What an act would change: it was done and rolled back. */
export class ForeseenView {
  @ApiProperty({ type: [HolderView] }) before: readonly HolderView[];
  @ApiProperty({ type: [HolderView] }) after: readonly HolderView[];
  @ApiProperty({ type: CapitalStandingView }) standingBefore: CapitalStandingView;
  @ApiProperty({ type: CapitalStandingView }) standingAfter: CapitalStandingView;

  static of(this: void, { before, after, standingBefore, standingAfter }: Foreseen): ForeseenView {
    return {
      before: before.map(HolderView.of),
      after: after.map(HolderView.of),
      standingBefore: CapitalStandingView.of(standingBefore),
      standingAfter: CapitalStandingView.of(standingAfter),
    };
  }
}

export class NewCallInput {
  @ApiProperty() @IsRecordId() classId: number;

  @ApiProperty({ example: '25', description: 'Percent of the nominal, at most 2 decimals' })
  @IsString()
  @Matches(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)
  percent: string;

  @IsDay() calledOn: LocalDate;
  @IsDay() dueOn: LocalDate;
  @IsReason() reason: string;
}

export class CalledView {
  @ApiProperty({ description: 'How many bulletins are called' }) bulletins: number;
}

export class NewClosingInput {
  @IsDay() closingOn: LocalDate;

  @IsDecimalText(2, { description: 'Losses that shares bear, after reserves' })
  losses: string;
}

export class CapitalClosingView {
  @ApiProperty({ format: 'date' }) closingOn: string;
  @ApiProperty({ description: 'That shares bear, after reserves' }) losses: string;
  @ApiProperty({ description: 'Nominal of the shares that bear them' }) bearing: string;
  @ApiProperty() recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;

  static of(this: void, closing: ClosingRecord): CapitalClosingView {
    const { closingOn, lossesCents, bearingCents, recordedBy, recordedAt } = closing;
    return {
      closingOn,
      losses: amountOf(lossesCents),
      bearing: amountOf(bearingCents),
      recordedBy,
      recordedAt: recordedAt.toISOString(),
    };
  }
}

export class CapitalClosingList {
  @ApiProperty({ type: [CapitalClosingView] }) items: readonly CapitalClosingView[];
}

export class BulletinSendingInput {
  @ApiPropertyOptional({ description: 'Another address than the person’s' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(254)
  @Matches(/^[^@\s]+@[^@\s]+$/)
  address?: string;
}
