import type { LineKind, Term } from '#contracts';
import type { LocalDate, Period, Sentence } from '#kernel';

export interface IssuerName {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** Bills with a tool of its own: what it billed is known by its documents only. */
  readonly outside: boolean;
}

/** Days of a line that one document bills. */
export interface BilledDays {
  readonly issuer: number;
  readonly invoice: { readonly id: number; readonly number: string; readonly issuedOn: LocalDate };
  readonly position: number;
  readonly generation: number;
  readonly period: Period;
  /** In cents, of the whole period. */
  readonly netCents: number;
  /** Those that no credit note took back. */
  readonly live: readonly Period[];
}

/** A document of the former issuer that bills days which another document bills already. */
export interface DoubleBilled {
  readonly invoice: { readonly id: number; readonly number: string };
  readonly period: Period;
  readonly over: { readonly id: number; readonly number: string };
}

/** One contract line with all that bears on its move. */
export interface LineFacts {
  readonly id: number;
  readonly code: string;
  readonly service: string;
  readonly label: string;
  readonly kind: LineKind;
  readonly contract: {
    readonly id: number;
    readonly code: string;
    readonly title: string;
    readonly purchaseOrder: string | null;
  };
  readonly client: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly siren: string | null;
  };
  readonly terms: readonly Term[];
  readonly billed: readonly BilledDays[];
  /** Due by today, whoever is to bill them. */
  readonly due: readonly Period[];
  /** A written reason keeps them from being billed. */
  readonly excused: readonly Period[];
  readonly doubles: readonly DoubleBilled[];
}

/** What of a line one issuer has billed and not credited. */
export interface BilledSide {
  readonly issuer: number;
  readonly days: readonly Period[];
  readonly dayCount: number;
  readonly netCents: number;
  readonly invoices: readonly {
    readonly id: number;
    readonly number: string;
    readonly issuedOn: LocalDate;
  }[];
}

export const CONFLICT_CODES = [
  'FORMER_BILLED_AHEAD',
  'FORMER_INVOICE_UNKNOWN',
  'UNBILLED_BEFORE',
  'BILLED_BY_BOTH',
  'NEW_BILLED_BEFORE',
  'NEW_BILLED_ALREADY',
  'PERIOD_CUT',
  'NOTHING_AFTER',
] as const;
export type ConflictCode = (typeof CONFLICT_CODES)[number];

/** `decide` stops the switch until somebody acts; `correct` is to be set right after it; `know` asks for nothing. */
export const CONFLICT_SEVERITIES = ['decide', 'correct', 'know'] as const;
export type ConflictSeverity = (typeof CONFLICT_SEVERITIES)[number];

/** The one thing to do. */
export const CONFLICT_ACTIONS = [
  'requestCredit',
  'importBilling',
  'decideWhoBills',
  'settleDouble',
  'correct',
  'none',
] as const;
export type ConflictAction = (typeof CONFLICT_ACTIONS)[number];

export interface Conflict {
  readonly code: ConflictCode;
  readonly severity: ConflictSeverity;
  readonly line: number;
  readonly period: Period;
  readonly invoice: { readonly id: number; readonly number: string; readonly issuedOn: LocalDate } | null;
  /** In cents; null where no document says an amount. */
  readonly netCents: number | null;
  readonly sentence: Sentence;
  readonly action: ConflictAction;
  /** What to do, as a label of the button or a sentence where there is none. */
  readonly advice: Sentence;
}

export interface MoveOf {
  readonly from: IssuerName;
  readonly to: IssuerName;
  readonly movesOn: LocalDate;
  readonly today: LocalDate;
}
