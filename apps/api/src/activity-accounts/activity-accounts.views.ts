import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  type ActivityAccount,
  type ActivityAccountRow,
  type ActivityMonth,
  DEFINITIONS,
  type Definition,
  FIGURES,
  type OpeningRecord,
} from '#contributions';
import { decimalToCents, type LocalDate } from '#kernel';
import { amountOf, ThingView } from '../billing/shared.views.js';
import { IsContractDay } from '../contracts/input.js';
import { SentenceView } from '../http/sentence.view.js';

/** An amount that may be negative. */
export const SIGNED_AMOUNT = /^-?\d{1,8}(\.\d{1,2})?$/;

const AMOUNT = { example: '1234.56' } as const;

export class AccountFilter {
  @ApiPropertyOptional({ description: 'Anywhere in the code, the name, or the name of the entrepreneur' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}

export class StatementQuery {
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  language?: 'fr' | 'en';
}

export class EntrepreneurView {
  @ApiProperty({ description: 'Number of the account' }) account: number;
  @ApiProperty() name: string;
}

export class MonthFlowsView {
  @ApiProperty(AMOUNT) billed: string;
  @ApiProperty(AMOUNT) collected: string;
  @ApiProperty(AMOUNT) contribution: string;
  @ApiProperty(AMOUNT) directCosts: string;
  @ApiProperty(AMOUNT) expenses: string;
  @ApiProperty(AMOUNT) payCost: string;
}

/** Assets (receivables, cash) and liabilities (all that follows) at the end of the month; both totals are equal. */
export class ActivityBalanceView {
  @ApiProperty(AMOUNT) receivables: string;
  @ApiProperty(AMOUNT) cash: string;
  @ApiProperty(AMOUNT) assets: string;
  @ApiProperty(AMOUNT) available: string;
  @ApiProperty(AMOUNT) uncollected: string;
  @ApiProperty(AMOUNT) vatWaiting: string;
  @ApiProperty(AMOUNT) vatDue: string;
  @ApiProperty(AMOUNT) expensesDue: string;
  @ApiProperty(AMOUNT) liabilities: string;
}

export class ActivityMonthView {
  @ApiProperty({ format: 'date', description: 'First day of the month' }) month: string;
  @ApiProperty({ type: MonthFlowsView }) flows: MonthFlowsView;
  @ApiProperty({ description: 'Its contribution is not closed and may still change' }) provisional: boolean;
  @ApiProperty(AMOUNT) result: string;
  @ApiProperty({ ...AMOUNT, description: 'Available for pay when the month began' }) openingAvailable: string;
  @ApiProperty({ ...AMOUNT, description: 'Available for pay when it ended' }) available: string;
  @ApiProperty(AMOUNT) cumulatedResult: string;
  @ApiProperty({ type: ActivityBalanceView }) balance: ActivityBalanceView;

  static of(
    this: void,
    { month, flows, provisional, balance, ...figures }: ActivityMonth,
  ): ActivityMonthView {
    return {
      month,
      flows: {
        billed: amountOf(flows.billedCents),
        collected: amountOf(flows.collectedCents),
        contribution: amountOf(flows.contributionCents),
        directCosts: amountOf(flows.directCostsCents),
        expenses: amountOf(flows.expensesCents),
        payCost: amountOf(flows.payCostCents),
      },
      provisional,
      result: amountOf(figures.resultCents),
      openingAvailable: amountOf(figures.openingAvailableCents),
      available: amountOf(figures.availableCents),
      cumulatedResult: amountOf(figures.cumulatedResultCents),
      balance: {
        receivables: amountOf(balance.receivablesCents),
        cash: amountOf(balance.cashCents),
        assets: amountOf(balance.assetsCents),
        available: amountOf(balance.availableCents),
        uncollected: amountOf(balance.uncollectedCents),
        vatWaiting: amountOf(balance.vatWaitingCents),
        vatDue: amountOf(balance.vatDueCents),
        expensesDue: amountOf(balance.expensesDueCents),
        liabilities: amountOf(balance.liabilitiesCents),
      },
    };
  }
}

/** What a figure is, in words. */
export class DefinitionView {
  @ApiProperty({ enum: FIGURES }) figure: Definition['figure'];
  @ApiProperty({ type: SentenceView }) label: SentenceView;
  @ApiProperty({ type: SentenceView }) words: SentenceView;
  @ApiProperty({ type: String, nullable: true, description: 'Article; null where it is a convention' })
  source: string | null;
  @ApiProperty({ description: 'Whether the source was checked against the official publication' })
  verified: boolean;
}

export class ActivityAccountRowView {
  @ApiProperty({ type: ThingView }) activity: ThingView;
  @ApiProperty({ type: EntrepreneurView, nullable: true }) entrepreneur: EntrepreneurView | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'First month of the account' })
  since: string | null;
  @ApiProperty({
    type: ActivityMonthView,
    nullable: true,
    description: 'The current month; null where nothing moved',
  })
  current: ActivityMonthView | null;

  static of(
    this: void,
    { activity, entrepreneur, since, current }: ActivityAccountRow,
  ): ActivityAccountRowView {
    return { activity, entrepreneur, since, current: current && ActivityMonthView.of(current) };
  }
}

export class ActivityAccountsView {
  @ApiProperty({ type: [ActivityAccountRowView] }) items: readonly ActivityAccountRowView[];
  @ApiProperty({ type: [DefinitionView] }) definitions: readonly DefinitionView[];

  static of(rows: readonly ActivityAccountRow[]): ActivityAccountsView {
    return { items: rows.map(ActivityAccountRowView.of), definitions: DEFINITIONS };
  }
}

export class OpeningView {
  @ApiProperty() id: number;
  @ApiProperty({ format: 'date' }) openedOn: string;
  @ApiProperty(AMOUNT) receivables: string;
  @ApiProperty(AMOUNT) uncollected: string;
  @ApiProperty(AMOUNT) vatWaiting: string;
  @ApiProperty(AMOUNT) vatDue: string;
  @ApiProperty(AMOUNT) expensesDue: string;
  @ApiProperty(AMOUNT) available: string;
  @ApiProperty({ ...AMOUNT, description: 'What makes both sides equal' }) cash: string;
  @ApiProperty() reason: string;
  @ApiProperty() madeBy: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;

  static of(this: void, { id, openedOn, reason, madeBy, madeAt, ...figures }: OpeningRecord): OpeningView {
    return {
      ...{ id, openedOn, reason, madeBy, madeAt: madeAt.toISOString() },
      receivables: amountOf(figures.receivablesCents),
      uncollected: amountOf(figures.uncollectedCents),
      vatWaiting: amountOf(figures.vatWaitingCents),
      vatDue: amountOf(figures.vatDueCents),
      expensesDue: amountOf(figures.expensesDueCents),
      available: amountOf(figures.availableCents),
      cash: amountOf(figures.cashCents),
    };
  }
}

export class ActivityAccountView {
  @ApiProperty({ type: ThingView }) activity: ThingView;
  @ApiProperty({ type: EntrepreneurView, nullable: true }) entrepreneur: EntrepreneurView | null;
  @ApiProperty({ type: OpeningView, nullable: true }) opening: OpeningView | null;
  @ApiProperty({ type: [ActivityMonthView], description: 'From the first to the current one' })
  months: readonly ActivityMonthView[];
  @ApiProperty({ type: [DefinitionView] }) definitions: readonly DefinitionView[];

  static of({ activity, entrepreneur, opening, months }: ActivityAccount): ActivityAccountView {
    return {
      activity,
      entrepreneur,
      opening: opening && OpeningView.of(opening),
      months: months.map(ActivityMonthView.of),
      definitions: DEFINITIONS,
    };
  }
}

/** With what an account begins; cash follows from it. */
export class OpeningInput {
  @IsContractDay()
  openedOn: LocalDate;

  @ApiProperty(AMOUNT) @Matches(SIGNED_AMOUNT) receivables: string;
  @ApiProperty(AMOUNT) @Matches(SIGNED_AMOUNT) uncollected: string;
  @ApiProperty(AMOUNT) @Matches(SIGNED_AMOUNT) vatWaiting: string;
  @ApiProperty(AMOUNT) @Matches(SIGNED_AMOUNT) vatDue: string;
  @ApiProperty(AMOUNT) @Matches(SIGNED_AMOUNT) expensesDue: string;
  @ApiProperty(AMOUNT) @Matches(SIGNED_AMOUNT) available: string;

  @ApiProperty({ minLength: 5, maxLength: 500, description: 'Where the figures come from' })
  @IsString()
  @Length(5, 500)
  reason: string;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description: 'The opening that is replaced; none for the first',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  replaces?: number | null;

  static cents(this: void, { openedOn, reason, replaces = null, ...amounts }: OpeningInput) {
    return {
      ...{ openedOn, reason, replaces },
      receivablesCents: decimalToCents(amounts.receivables),
      uncollectedCents: decimalToCents(amounts.uncollected),
      vatWaitingCents: decimalToCents(amounts.vatWaiting),
      vatDueCents: decimalToCents(amounts.vatDue),
      expensesDueCents: decimalToCents(amounts.expensesDue),
      availableCents: decimalToCents(amounts.available),
    };
  }
}
