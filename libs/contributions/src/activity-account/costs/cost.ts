import type { LocalDate } from '#kernel';

export const COST_KINDS = [
  'purchase',
  'subcontracting',
  'equipment',
  'insurance',
  'travel',
  'training',
  'other',
] as const;

export type CostKind = (typeof COST_KINDS)[number];

export interface ActivityRef {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

export interface NewDirectCost {
  readonly activity: number;
  readonly spentOn: LocalDate;
  readonly kind: CostKind;
  readonly label: string;
  readonly supplier?: string | null;
  /** In cents, without recoverable VAT; more than 0. */
  readonly netCents: number;
  /** In cents, recoverable; 0 or more, and no more than the highest rate of that day on the net. */
  readonly vatCents: number;
  /** Whether a scheme that gives back on purchases counts it; not by default. */
  readonly eligible?: boolean;
}

export interface NewPayCost {
  readonly activity: number;
  /** First day of a month that has begun. */
  readonly month: LocalDate;
  readonly label: string;
  /** In cents; more than 0. */
  readonly grossPayCents: number;
  /** What the employer owes beside it, in cents; 0 or more. */
  readonly employerChargesCents: number;
}

/** A record of either kind and what became of it. */
interface Recorded {
  readonly id: number;
  readonly activity: ActivityRef;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** The record that this one takes back. */
  readonly reverses: number | null;
  /** The record that takes this one back. */
  readonly reversedBy: number | null;
  readonly reason: string | null;
}

export interface DirectCostRecord
  extends Omit<NewDirectCost, 'activity' | 'supplier' | 'eligible'>, Recorded {
  readonly supplier: string | null;
  readonly eligible: boolean;
}

export interface PayCostRecord extends Omit<NewPayCost, 'activity'>, Recorded {
  readonly costCents: number;
}

/** Who writes, and when. */
export interface Hand {
  readonly madeBy: string;
  readonly at: Date;
  readonly today: LocalDate;
}

export interface CostSearch {
  readonly activity?: number;
  readonly from?: LocalDate;
  /** Excluded. */
  readonly to?: LocalDate;
  readonly search?: string;
  /** From 1. */
  readonly page?: number;
  /** 50 by default. */
  readonly size?: number;
}

export interface CostPage<T> {
  readonly items: readonly T[];
  readonly total: number;
  /** Of all pages, in cents: without VAT, or of the pay costs. */
  readonly sumCents: number;
}
