import { type LocalDate } from '#kernel';

export const findingKinds = [
  'billed-ahead',
  'billed-twice',
  'never-sent',
  'never-billed',
  'amount-anomaly',
  'number-gap',
  'number-duplicate',
] as const;

export type FindingKind = (typeof findingKinds)[number];

/** What to do about a finding; nothing is done before a person chooses. Amounts are net, in cents. */
export type Correction =
  | {
      readonly action: 'creditNote';
      readonly invoice: string;
      readonly netCents: number;
      readonly keep?: string;
      readonly from?: LocalDate;
      readonly to?: LocalDate;
    }
  | { readonly action: 'keep'; readonly invoice: string; readonly reachedOn: LocalDate }
  | { readonly action: 'send'; readonly invoice: string }
  | {
      readonly action: 'issue';
      readonly subscription: string;
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly periods: number;
      readonly netCents: number;
      readonly drafts: readonly string[];
    }
  | {
      readonly action: 'creditAndReissue';
      readonly invoice: string;
      readonly creditNetCents: number;
      readonly netCents: number;
    }
  | { readonly action: 'justify'; readonly number: string; readonly before: string; readonly after: string }
  | { readonly action: 'renumber'; readonly keep: string; readonly invoices: readonly string[] };

interface Explained {
  /** Net amount at stake in cents; null where a finding is about numbers alone. */
  readonly amountCents: number | null;
  /** A French sentence for the person who decides; `explanationEn` says the same in English. */
  readonly explanation: string;
  readonly explanationEn: string;
  readonly correction: Correction;
}

export interface BilledAhead extends Explained {
  readonly kind: 'billed-ahead';
  readonly invoice: string;
  readonly subscription: string | null;
}

/** `invoices` in the order of issue; the days both bill, `to` excluded. */
export interface BilledTwice extends Explained {
  readonly kind: 'billed-twice';
  readonly invoices: readonly [string, string];
  readonly subscription: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface NeverSent extends Explained {
  readonly kind: 'never-sent';
  readonly invoice: string;
}

export interface NeverBilled extends Explained {
  readonly kind: 'never-billed';
  readonly subscription: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** `amountCents` is what was billed too much (negative: too little). */
export interface AmountAnomaly extends Explained {
  readonly kind: 'amount-anomaly';
  readonly invoice: string;
  readonly expectedCents: number;
}

export interface NumberGap extends Explained {
  readonly kind: 'number-gap';
  readonly number: string;
  /** Present when so many numbers are missing in a row that they are told as one: the last of them. */
  readonly through?: string;
}

export interface NumberDuplicate extends Explained {
  readonly kind: 'number-duplicate';
  readonly number: string;
  readonly invoices: readonly string[];
}

export type Finding =
  BilledAhead | BilledTwice | NeverSent | NeverBilled | AmountAnomaly | NumberGap | NumberDuplicate;

export interface AuditReport {
  readonly asOf: LocalDate;
  readonly horizonDays: number;
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly findings: readonly Finding[];
  /** French sentences about the report itself: what it counts and does not tell one by one. */
  readonly remarks: readonly string[];
}
