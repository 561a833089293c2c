import type { LocalDate } from '#kernel';
import type { BilledFact, CollectedFact, ContributionFact } from '../facts/activity-facts.js';

/** What an activity spent through the cooperative, which paid it the same day; a reversal is negative. In cents. */
export interface DirectCostFact {
  readonly activity: number;
  readonly spentOn: LocalDate;
  /** Without the VAT that is recovered. */
  readonly netCents: number;
  readonly vatCents: number;
}

/** An expense sheet that was approved: the activity's charge from that day on, the entrepreneur's money until it is paid back. */
export interface ExpenseFact {
  readonly activity: number;
  readonly approvedOn: LocalDate;
  readonly reimbursedOn: LocalDate | null;
  /** In cents, without the VAT that is recovered. */
  readonly netCents: number;
  readonly vatCents: number;
}

/** What the pay of a month cost the cooperative: gross pay and employer's contributions; a reversal is negative. */
export interface PayCostFact {
  readonly activity: number;
  /** First day of the month. */
  readonly month: LocalDate;
  readonly costCents: number;
}

/** With what an account begins. Facts of earlier days are in it. In cents; cash is what makes both sides equal. */
export interface OpeningBalance {
  readonly openedOn: LocalDate;
  /** What clients owe, with VAT. */
  readonly receivablesCents: number;
  /** The part of it that is the activity's income, without VAT. */
  readonly uncollectedCents: number;
  /** VAT on it that is not yet due. */
  readonly vatWaitingCents: number;
  readonly vatDueCents: number;
  readonly expensesDueCents: number;
  /** Collected and not yet spent. */
  readonly availableCents: number;
}

/** All that the account of one activity is made of, in any order. */
export interface ActivityAccountFacts {
  readonly opening: OpeningBalance | null;
  readonly billed: readonly BilledFact[];
  readonly collected: readonly CollectedFact[];
  /** One of a month that is not closed is computed, and may still change. */
  readonly contributions: readonly (ContributionFact & { readonly closed: boolean })[];
  readonly directCosts: readonly DirectCostFact[];
  readonly expenses: readonly ExpenseFact[];
  readonly payCosts: readonly PayCostFact[];
  /** Issuers that owe VAT when they bill; the others owe it when they are paid (CGI art. 269, 2, c). */
  readonly issuersOnDebits: ReadonlySet<number>;
}
