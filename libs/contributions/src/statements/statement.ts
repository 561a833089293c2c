import type { LocalDate } from '#kernel';
import type { ExplainedLine } from '../schemes/contribution-of.js';
import type { Scheme } from '../schemes/scheme.js';

interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** The issuer that keeps the contribution. */
export interface KeepingIssuer extends Named {
  /**
   * A commission paid to an outside CAE; inside our own, an internal analytic transfer, which is not a sale.
   */
  readonly outside: boolean;
}

/** A statement as a list shows it: closed, or open and computed now. */
export interface StatementRow {
  /** Null while it is open. */
  readonly id: number | null;
  readonly number: string | null;
  readonly issuer: KeepingIssuer;
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
  /** Since 1 January, this month included, in cents. */
  readonly year: { readonly basisCents: number; readonly keptCents: number };
}
