import type { LocalDate } from '#kernel';
import type { ExplainedLine } from '../schemes/explained-line.js';
import type { Nature, Scheme } from '../schemes/scheme.js';

interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** The issuer that keeps the contribution. */
export interface KeepingIssuer extends Named {
  /** Whether it bills with a tool of its own. */
  readonly outside: boolean;
}

/** A statement as a list shows it: closed, or open and computed now. */
export interface StatementRow {
  /** Null while it is open. */
  readonly id: number | null;
  readonly number: string | null;
  readonly issuer: KeepingIssuer;
  /** By the scheme of its month. */
  readonly nature: Nature;
  readonly activity: Named & { readonly holder: string | null };
  /** First day of the month. */
  readonly month: LocalDate;
  /** Of the month, in cents without VAT: what the lines were taken on. */
  readonly basisCents: number;
  /** In cents; negative where more is given back than kept. */
  readonly amountCents: number;
  readonly closing: { readonly on: LocalDate; readonly by: string; readonly at: Date } | null;
}

export interface StatementRecord extends StatementRow {
  /** What counted, and since when; null where no scheme is on record. */
  readonly scheme: {
    readonly scheme: Scheme;
    readonly from: LocalDate;
    readonly scope: 'activity' | 'issuer';
  } | null;
  readonly lines: readonly ExplainedLine[];
  /** Of the facts of its civil year, this month included, in cents. */
  readonly year: { readonly basisCents: number; readonly keptCents: number };
  /** What this statement settles of the facts of earlier years, in cents. */
  readonly earlierYears: readonly { readonly year: string; readonly amountCents: number }[];
}
