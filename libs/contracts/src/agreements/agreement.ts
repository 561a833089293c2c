import type { LocalDate, Period } from '#kernel';
import type { Conditions, Term } from '../terms/term.js';

/** The stretch of days on which an issuer carries a contract. */
export interface Carriage {
  readonly issuer: number;
  /** Without end it runs to `NO_END`. */
  readonly period: Period;
}

export type LineKind = 'subscription' | 'oneOff' | 'time' | 'deposit';

export interface LineRecord {
  readonly id: number;
  readonly code: string;
  readonly contract: number;
  readonly kind: LineKind;
  /** What is supplied, by the name under which twins are refused (letter case aside). */
  readonly service: string;
  readonly label: string;
  readonly nature: 'goods' | 'services';
  /** UN/ECE Rec 20: C62 unit, HUR hour, DAY. */
  readonly unit: string;
  /** The line that a deposit prepays. */
  readonly depositOf: number | null;
  /** The current revision, or the one that was asked for. */
  readonly revision: number;
  /** Sorted by day, never overlapping. */
  readonly terms: readonly Term[];
}

export interface ContractRecord {
  readonly id: number;
  readonly code: string;
  readonly client: { readonly id: number; readonly code: string; readonly name: string };
  readonly activity: { readonly id: number; readonly code: string; readonly name: string } | null;
  readonly title: string;
  readonly purchaseOrder: string | null;
  readonly carriageRevision: number;
  /** Sorted by day, never overlapping. */
  readonly carriage: readonly Carriage[];
  readonly lines: readonly LineRecord[];
}

export type AmendmentKind =
  'creation' | 'change' | 'pause' | 'resumption' | 'cancellation' | 'usage' | 'import';

export interface AmendmentRecord {
  readonly line: number;
  readonly revision: number;
  readonly kind: AmendmentKind;
  readonly effectiveOn: LocalDate;
  readonly reason: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** What is said of a term; the rest follows from the client, the issuer and the kind of line. */
export interface TermInput {
  /** Without `to` it has no end. */
  readonly period: { readonly from: LocalDate; readonly to?: LocalDate | null };
  /** 1 by default, 0 for items owed once. */
  readonly months?: number;
  /** In advance by default; worked time in arrears. */
  readonly billing?: 'advance' | 'arrears';
  /** The first day by default. */
  readonly anchor?: LocalDate;
  /** 1 by default; worked time says it when it is recorded. */
  readonly quantity?: string;
  readonly unitPrice: string;
  /** See `defaultVat`. */
  readonly vatCategory?: Term['vatCategory'];
  /** 2000 by default where VAT is due. */
  readonly vatRateBasisPoints?: number;
  /** 31 by default. */
  readonly horizonDays?: number;
}

export interface NewLine {
  readonly contract: number;
  readonly kind: LineKind;
  readonly service: string;
  readonly label: string;
  readonly code?: string;
  readonly nature?: 'goods' | 'services';
  readonly unit?: string;
  readonly depositOf?: number | null;
  readonly terms: readonly TermInput[];
}

export interface NewContract {
  readonly client: number;
  readonly title: string;
  readonly activity?: number | null;
  readonly purchaseOrder?: string | null;
  readonly code?: string;
  /** The issuer that carries it. */
  readonly carriedBy: number;
  readonly from: LocalDate;
  /** Without end by default. */
  readonly to?: LocalDate | null;
}

/** Other conditions from a day on, and perhaps a later end. */
export interface LineChange {
  readonly from: LocalDate;
  /** Excluded; to the end by default. */
  readonly to?: LocalDate | null;
  /** A change of cadence without an anchor counts its billing periods from `from`. */
  readonly conditions?: Partial<Omit<Conditions, 'billable'>>;
  /** Goes on with the last conditions up to this day (excluded), or without end (null). */
  readonly prolongTo?: LocalDate | null;
}
