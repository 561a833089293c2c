import type { ForeignDocument, ForeignLine } from '#billing';
import type { LocalDate, Period } from '#kernel';
import type { AuditedSubscription } from '../audit/billing-history.js';

/** Of two documents that bill the same days, which one stays in coverage; by the ids of the export. */
export interface Choice {
  readonly keep: string;
  readonly over: string;
}

export const remarkKinds = [
  'billedTwice',
  'billedAhead',
  'neverSent',
  'neverBilled',
  'draftLeftOut',
  'cancelledLeftOut',
  'creditOfLeftOut',
  'withoutNumber',
  'amountsDisagree',
  'vatRateUnusual',
  'knownClient',
  'clientCodeTaken',
  'clientIncomplete',
  'emailLeftOut',
  'knownLine',
  'twinSubscription',
  'subscriptionWithoutDays',
  'subscriptionChanged',
] as const;

export type RemarkKind = (typeof remarkKinds)[number];

/** Something a person should know of what was or will be imported. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Ids of the export. */
  readonly documents?: readonly string[];
  readonly subscription?: string;
  readonly client?: string;
  /** French; `sentenceEn` says the same in English. */
  readonly sentence: string;
  readonly sentenceEn: string;
}

export interface PlannedClient {
  readonly key: string;
  /** Null where it has to be created. */
  readonly id: number | null;
  /** Whether the key was written by an earlier import. */
  readonly mapped: boolean;
  readonly name: string;
  /** Null leaves it to the default. */
  readonly code: string | null;
  readonly email: string | null;
}

export interface PlannedSubscription {
  readonly subscription: AuditedSubscription;
  /** Where the contract line exists already. */
  readonly line: { readonly id: number; readonly contractId: number } | null;
  readonly mapped: boolean;
  readonly client: string;
  readonly service: string;
  readonly code: string | null;
  readonly digest: string;
}

/** A line of a document, whose contract line may not exist yet. */
export interface PlannedLine extends Omit<ForeignLine, 'lineId' | 'charge'> {
  readonly subscription: string | null;
  readonly generation: number | null;
}

export interface PlannedDocument extends Omit<ForeignDocument, 'lines' | 'clientId' | 'contractReference'> {
  readonly client: string;
  readonly subscription: string | null;
  readonly documentPeriod: Period | null;
  readonly netCents: number;
  readonly lines: readonly PlannedLine[];
  /** Why it will not be sent any more, or null. */
  readonly excuse: string | null;
  readonly digest: string;
}

export interface PlannedAwaiting {
  readonly document: string;
  readonly subscription: string;
  readonly period: Period;
  /** The key of a new document, or the id of an invoice that exists. */
  readonly conflictsWith: string | number;
}

export interface PlannedExcuse {
  readonly subscription: string;
  readonly period: Period;
  readonly reason: string;
}

/** All that an import will write; nothing is decided later. */
export interface ImportPlan {
  readonly clients: readonly PlannedClient[];
  readonly subscriptions: readonly PlannedSubscription[];
  readonly documents: readonly PlannedDocument[];
  readonly awaiting: readonly PlannedAwaiting[];
  /** Documents imported earlier that the former tool has sent since. */
  readonly sentSince: readonly { readonly invoiceId: number; readonly sentOn: LocalDate }[];
  /** Documents imported earlier that were never sent and that a person excuses now. */
  readonly excusedSince: readonly { readonly invoiceId: number; readonly reason: string }[];
  /** Days that were never billed and are not to be. */
  readonly excuses: readonly PlannedExcuse[];
  /** Stretches never billed that are excused, as `subscription/first day`: also those that were before. */
  readonly excusedStretches: readonly string[];
  readonly unchangedDocuments: number;
  readonly remarks: readonly Remark[];
}

/** Whether it writes anything at all. */
export function isEmptyPlan(plan: ImportPlan): boolean {
  const { clients, subscriptions, documents, excuses, excusedSince } = plan;
  return (
    documents.length === 0 &&
    excuses.length === 0 &&
    excusedSince.length === 0 &&
    clients.every(({ mapped }) => mapped) &&
    subscriptions.every(({ mapped }) => mapped)
  );
}
