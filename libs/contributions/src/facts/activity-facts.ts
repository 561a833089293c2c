import type { LocalDate } from '#kernel';

/** The fact that another takes back: an undone payment, or the invoice of a credit note. */
export interface TakenBack {
  readonly on: LocalDate;
  /** How a closed statement counted it; null while none did. */
  readonly counted: {
    /** The rate that the document had of its own then; null where it was counted by the bands. */
    readonly ownRateBasisPoints: number | null;
    readonly reason: string | null;
  } | null;
}

/** A document that bills an activity: its lines of that activity together. Credit notes are negative. */
export interface BilledFact {
  readonly activity: number;
  readonly issuer: number;
  readonly invoice: { readonly id: number; readonly number: string };
  readonly client: { readonly id: number; readonly name: string };
  readonly issuedOn: LocalDate;
  /** In cents, without VAT. */
  readonly netCents: number;
  readonly grossCents: number;
  readonly takesBack?: TakenBack | null;
}

/** Money that a client paid on such a document: the part of it that falls to the activity's lines. */
export interface CollectedFact {
  readonly activity: number;
  readonly issuer: number;
  readonly invoice: { readonly id: number; readonly number: string };
  readonly client: { readonly id: number; readonly name: string };
  readonly payment: number;
  readonly collectedOn: LocalDate;
  /** In cents, without VAT: the part of the net that this payment stands for. */
  readonly netCents: number;
  readonly grossCents: number;
  readonly takesBack?: TakenBack | null;
}

/** What was kept of an activity in a month, as its statement says it. */
export interface ContributionFact {
  readonly activity: number;
  readonly issuer: number;
  /** First day of the month. */
  readonly month: LocalDate;
  /** In cents; negative where more was given back than kept. */
  readonly amountCents: number;
}

/** What an activity bought for its own work: a direct cost. */
export interface PurchaseFact {
  readonly activity: number;
  readonly id: number;
  readonly label: string;
  readonly boughtOn: LocalDate;
  /** In cents, without VAT; negative where it was taken back. */
  readonly netCents: number;
  /** Whether the scheme gives a part of the contribution back on it. */
  readonly eligible: boolean;
}
