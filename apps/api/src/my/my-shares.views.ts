import { ApiProperty } from '@nestjs/swagger';
import type { LocalDate } from '#kernel';
import {
  type AssociateRecord,
  type Bylaws,
  type Holding,
  MOVEMENT_KINDS,
  type MovementKind,
  type PersonRecord,
  type RegisterRow,
} from '#membership';
import { amountOf } from '../billing/shared.views.js';
import { DaysView } from '../contracts/input.js';

export class MyHoldingView {
  @ApiProperty({ example: 'A' }) classCode: string;
  @ApiProperty() className: string;
  @ApiProperty({ example: '50.00' }) nominal: string;
  @ApiProperty() quantity: number;
  @ApiProperty({ example: '200.00' }) subscribed: string;
  @ApiProperty({ example: '200.00' }) paid: string;
  @ApiProperty({ format: 'date' }) since: string;

  static of(this: void, holding: Holding): MyHoldingView {
    const { classCode, className, quantity, since } = holding;
    return {
      classCode,
      className,
      quantity,
      since,
      nominal: amountOf(holding.nominalCents),
      subscribed: amountOf(holding.subscribedCents),
      paid: amountOf(holding.paidCents),
    };
  }
}

/** A movement as one of its two sides sees it: who the other is stays with them. */
export class MyMovementView {
  @ApiProperty({ description: 'In the register' }) number: number;
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ enum: MOVEMENT_KINDS }) kind: MovementKind;
  @ApiProperty({ description: 'Takes an earlier movement back' }) reversal: boolean;
  @ApiProperty({ description: 'Shares that came, or went when negative' }) quantity: number;
  @ApiProperty({ example: 'A' }) classCode: string;
  @ApiProperty({ example: '200.00', description: 'Negative when they went' }) amount: string;
  @ApiProperty({ example: 'BS-2026-0042' }) causeCode: string;

  /** A conversion has two sides of one person: one row each. */
  static of(this: void, row: RegisterRow, person: number): MyMovementView[] {
    const { number, day, kind, reversal, causeCode } = row;
    const way = reversal ? -1 : 1;
    return [
      ...(row.from?.personId === person ? [{ side: row.from, sign: -way }] : []),
      ...(row.to?.personId === person ? [{ side: row.to, sign: way }] : []),
    ].map(({ side, sign }) => ({
      number,
      day,
      kind,
      reversal,
      causeCode,
      classCode: side.classCode,
      quantity: sign * side.quantity,
      amount: amountOf(sign * side.amountCents),
    }));
  }
}

export class MyMembershipView {
  @ApiProperty({ description: 'In the register of associates' }) number: number;
  @ApiProperty({ type: DaysView }) period: DaysView;
  @ApiProperty({ type: String, nullable: true, description: 'The name of the category today' })
  category: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The name of the college today' })
  college: string | null;

  static of(
    this: void,
    associate: AssociateRecord,
    bylaws: Bylaws | null,
    today: LocalDate,
  ): MyMembershipView {
    const { number, period, categories, colleges } = associate;
    const on = (
      placed: AssociateRecord['categories'],
      rules: readonly { code: string; name: string }[] = [],
    ) => {
      const code = placed.find((each) => each.period.from <= today && today < each.period.to)?.code ?? null;
      return rules.find((rule) => rule.code === code)?.name ?? code;
    };
    return {
      number,
      period: DaysView.of(period),
      category: on(categories, bylaws?.categories),
      college: on(colleges, bylaws?.colleges),
    };
  }
}

export class MySharesView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where the account is linked to nobody' })
  name: string | null;
  @ApiProperty({ type: MyMembershipView, nullable: true, description: 'The newest admission' })
  membership: MyMembershipView | null;
  @ApiProperty({ type: [MyHoldingView] }) holdings: readonly MyHoldingView[];
  @ApiProperty() quantity: number;
  @ApiProperty({ example: '200.00' }) subscribed: string;
  @ApiProperty({ example: '200.00' }) paid: string;
  @ApiProperty({ type: [MyMovementView], description: 'The newest first' })
  movements: readonly MyMovementView[];

  static of(this: void, read: MySharesRead): MySharesView {
    const { today, person, associate, bylaws, holdings, movements } = read;
    const sum = (of: (holding: Holding) => number) => holdings.reduce((total, each) => total + of(each), 0);
    return {
      on: today,
      name: person?.fullName ?? null,
      membership: associate && MyMembershipView.of(associate, bylaws, today),
      holdings: holdings.map(MyHoldingView.of),
      quantity: sum(({ quantity }) => quantity),
      subscribed: amountOf(sum(({ subscribedCents }) => subscribedCents)),
      paid: amountOf(sum(({ paidCents }) => paidCents)),
      movements: person ? movements.flatMap((row) => MyMovementView.of(row, person.id)) : [],
    };
  }
}

export interface MySharesRead {
  readonly today: LocalDate;
  readonly person: PersonRecord | null;
  readonly associate: AssociateRecord | null;
  readonly bylaws: Bylaws | null;
  readonly holdings: readonly Holding[];
  readonly movements: readonly RegisterRow[];
}
