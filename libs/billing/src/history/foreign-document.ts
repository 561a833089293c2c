import type { VatCategory } from '#documents';
import type { LocalDate, Period } from '#kernel';

/** One line of a document of a former tool. Lines that bill days say which contract line they bill. */
export interface ForeignLine {
  readonly label: string;
  readonly period: Period | null;
  readonly netCents: number;
  /** The contract line that it is about, also where its days are not charged. */
  readonly lineId: number | null;
  /** The days of `period` enter coverage, under this generation. */
  readonly charge: ForeignCharge | null;
  /** What this line of a credit note takes back. */
  readonly credit: ForeignCredit | null;
}

export interface ForeignCharge {
  readonly contractId: number;
  readonly generation: number;
  /** Of the whole document, which a charge may be a part of. */
  readonly documentPeriod: Period;
  readonly documentNetCents: number;
  /** What the subscription costs: `cents/months/basis points`. */
  readonly priceKey: string;
}

export interface ForeignCredit {
  /** Line of the credited document. */
  readonly position: number;
  /** Where the days of `period` are given back: the generation of the charge that held them. */
  readonly generation: number | null;
}

/** A document as a former tool issued it. Amounts are positive cents, also on credit notes. */
export interface ForeignDocument {
  /** The caller's name for it. */
  readonly key: string;
  readonly number: string;
  readonly type: 'invoice' | 'creditNote';
  readonly clientId: number;
  readonly issuedOn: LocalDate;
  /** Null for a document that was never sent: its delivery stays open. */
  readonly sentOn: LocalDate | null;
  /** True where the export does not tell and the day of issue stands in. */
  readonly sentAssumed: boolean;
  readonly paid: boolean;
  readonly contractReference: string | null;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
  /** As the former tool has it. */
  readonly vatCents: number;
  readonly credits: CreditedDocument | null;
  /** At least one; in the order of their positions. */
  readonly lines: readonly ForeignLine[];
}

export interface CreditedDocument {
  /** The key of a document recorded together with this one, or the id of an invoice that exists. */
  readonly document: string | number;
  readonly number: string;
  readonly issuedOn: LocalDate;
}
