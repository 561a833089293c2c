import type { InvoiceDocument, VatCategory } from '#documents';
import type { Period } from '#kernel';

/** The days that one line of a document bills, with all that the database compares with the agreed terms. */
export interface ChargeToMake {
  readonly position: number;
  readonly lineId: number;
  readonly contractId: number;
  readonly generation: number;
  readonly period: Period;
  readonly termId: number;
  readonly termRevision: number;
  readonly carriageRevision: number;
  readonly cycle: Period;
  readonly cycleNetCents: number;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
  readonly priceKey: string;
  readonly horizonDays: number;
  readonly longestSpanDays: number;
  readonly netCents: number;
}

/** The days that one line of a credit note takes back. */
export interface CreditToMake {
  readonly position: number;
  readonly lineId: number;
  readonly generation: number;
  readonly period: Period;
  readonly creditedPosition: number;
  readonly netCents: number;
}

/** A deposit that one line of a balance invoice deducts. */
export interface DeductionToMake {
  readonly position: number;
  readonly depositInvoiceId: number;
  readonly depositPosition: number;
  readonly generation: number;
}

/** A document ready to be numbered and sealed: everything of it but its number. */
export interface DocumentToIssue {
  /** `number` is empty; it is given in the issuing transaction. */
  readonly document: InvoiceDocument;
  readonly clientId: number;
  readonly runId: number | null;
  readonly creditsInvoiceId: number | null;
  readonly channel: 'email' | 'platform' | 'post';
  readonly deliveryAddress: string | null;
  readonly charges: readonly ChargeToMake[];
  readonly credits: readonly CreditToMake[];
  /** Which line of the credited document each line of a credit note is about, by position. */
  readonly creditedPositions: Readonly<Record<number, number>>;
  readonly deductions: readonly DeductionToMake[];
  readonly reversals: readonly Omit<DeductionToMake, 'position'>[];
}

export interface IssuedDocument {
  readonly invoiceId: number;
  readonly number: string;
  readonly toIssue: DocumentToIssue;
}
