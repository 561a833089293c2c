import type { LocatedFinding } from '../audit/locate-findings.js';
import { effectOfImport, type ImportEffect } from './import-effect.js';
import { digestOf } from './plan-parties.js';
import { type ImportPlan, isEmptyPlan, type Remark, type RemarkKind, remarkKinds } from './plan.js';

/** What an import wrote, or would write. */
export interface ImportSummary {
  readonly audit: number;
  readonly issuer: string;
  readonly source: string;
  readonly preview: boolean;
  /** False where everything was there already. */
  readonly writes: boolean;
  /** Of all that it decides; an import given the digest of its preview does that and nothing else. */
  readonly digest: string;
  readonly created: {
    readonly clients: number;
    readonly contracts: number;
    readonly invoices: number;
    readonly creditNotes: number;
    readonly charges: number;
    readonly credits: number;
    readonly awaitingCredits: number;
  };
  /** Clients and lines that existed and that the export now refers to. */
  readonly adopted: { readonly clients: number; readonly contracts: number };
  readonly unchanged: {
    readonly clients: number;
    readonly subscriptions: number;
    readonly documents: number;
  };
  /** Documents that the former tool has sent since an earlier import. */
  readonly sentSince: number;
  /** Days that enter coverage. */
  readonly coveredDays: number;
  readonly effect: ImportEffect;
  readonly remarkCounts: Readonly<Record<RemarkKind, number>>;
  /** The first ones of each kind. */
  readonly remarks: readonly Remark[];
}

const MOST_REMARKS_OF_A_KIND = 500;

export interface SummaryOf {
  readonly audit: number;
  readonly issuer: string;
  readonly source: string;
  readonly preview: boolean;
}

export function summarise(
  plan: ImportPlan,
  findings: readonly LocatedFinding[],
  of: SummaryOf,
): ImportSummary {
  const { clients, subscriptions, documents, awaiting, excuses, excusedSince, remarks } = plan;
  const effect = effectOfImport(plan, findings);
  const lines = documents.flatMap((document) => document.lines);
  const charged = lines.filter(({ generation }) => generation !== null);
  const given = lines.filter(({ credit }) => credit !== null && credit.generation !== null);
  const counts = Object.fromEntries(remarkKinds.map((kind) => [kind, 0])) as Record<RemarkKind, number>;
  const told = remarks.filter(({ kind }) => (counts[kind] += 1) <= MOST_REMARKS_OF_A_KIND);
  return {
    ...of,
    writes: !isEmptyPlan(plan),
    digest: digestOf(
      of.issuer,
      of.source,
      clients,
      subscriptions,
      documents,
      awaiting,
      excuses,
      excusedSince,
    ),
    created: {
      clients: clients.filter(({ id }) => id === null).length,
      contracts: subscriptions.filter(({ line }) => line === null).length,
      invoices: documents.filter(({ type }) => type === 'invoice').length,
      creditNotes: documents.filter(({ type }) => type === 'creditNote').length,
      charges: charged.length,
      credits: given.length,
      awaitingCredits: awaiting.length,
    },
    adopted: {
      clients: clients.filter(({ id, mapped }) => id !== null && !mapped).length,
      contracts: subscriptions.filter(({ line, mapped }) => line !== null && !mapped).length,
    },
    unchanged: {
      clients: clients.filter(({ mapped }) => mapped).length,
      subscriptions: subscriptions.filter(({ mapped }) => mapped).length,
      documents: plan.unchangedDocuments,
    },
    sentSince: plan.sentSince.length,
    coveredDays: effect.coveredDays,
    effect,
    remarkCounts: counts,
    remarks: told,
  };
}
