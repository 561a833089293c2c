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
  readonly sentence: string;
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

/** All that an import will write; nothing is decided later. */
export interface ImportPlan {
  readonly clients: readonly PlannedClient[];
  readonly subscriptions: readonly PlannedSubscription[];
  readonly documents: readonly PlannedDocument[];
  readonly awaiting: readonly PlannedAwaiting[];
  /** Documents imported earlier that the former tool has sent since. */
  readonly sentSince: readonly { readonly invoiceId: number; readonly sentOn: LocalDate }[];
  readonly unchangedDocuments: number;
  readonly remarks: readonly Remark[];
}

/** Whether it writes anything at all. */
export function isEmptyPlan({ clients, subscriptions, documents }: ImportPlan): boolean {
  return (
    documents.length === 0 &&
    clients.every(({ mapped }) => mapped) &&
    subscriptions.every(({ mapped }) => mapped)
  );
}
