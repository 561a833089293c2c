import type { VatCategory } from '#documents';
import type { LocalDate, Period } from '#kernel';

/** One line of a document of the former issuer, as its file says it. */
export interface CaeLine {
  readonly label: string;
  /** Null where the file does not say; see `proposedPeriod`. */
  readonly period: Period | null;
  /** What the label, or the document as a whole, seems to say where the line itself says nothing. */
  readonly proposedPeriod: Period | null;
  readonly netCents: number;
}

/** A document of the former issuer. Amounts in positive cents, also on credit notes. */
export interface CaeDocument {
  readonly number: string;
  readonly type: 'invoice' | 'creditNote';
  readonly issuedOn: LocalDate;
  /** Of its client, as the file has it. */
  readonly client: { readonly name: string; readonly siren: string | null };
  /** The contract or order that it names. */
  readonly references: readonly string[];
  readonly lines: readonly CaeLine[];
  readonly netCents: number;
  readonly vatCents: number;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
  /** The number of what it credits. */
  readonly credits: string | null;
}

export interface ReadBilling {
  readonly format: 'csv' | 'facturX';
  readonly documents: readonly CaeDocument[];
}
