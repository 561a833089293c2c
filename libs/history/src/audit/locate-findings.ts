import { daysOf, type LocalDate, type Period } from '#kernel';
import type { ParsedTable, TableFile } from '../reading/parse-table.js';
import type { Finding } from './audit-report.js';
import type {
  AuditedDocument,
  AuditedSubscription,
  BillingHistory,
  DocumentStatus,
  DocumentType,
} from './billing-history.js';

/** A row of an export, as the file has it. */
interface LocatedRow {
  /** Physical line of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface LocatedDocument extends LocatedRow {
  readonly id: string;
  readonly number: string | null;
  readonly type: DocumentType;
  readonly label: string;
  readonly issuedOn: LocalDate | null;
  readonly period: Period | null;
  readonly netCents: number;
  readonly status: DocumentStatus;
  readonly sent: boolean | null;
  readonly sentOn: LocalDate | null;
}

export interface LocatedSubscription extends LocatedRow {
  readonly id: string;
  readonly service: string;
  /** Price of one period, net, in cents. */
  readonly netCents: number;
  readonly cadence: AuditedSubscription['cadence'];
}

/** A finding with what a person needs to judge it: whom it concerns, and the rows it was read from. */
export type LocatedFinding = Finding & {
  readonly client: { readonly code: string; readonly name: string } | null;
  readonly agreement: LocatedSubscription | null;
  /** In the order of the finding; the first 50. */
  readonly documents: readonly LocatedDocument[];
  /** The days at stake; null where a finding is not about days. */
  readonly days: Period | null;
  readonly dayCount: number | null;
};

/** A number borne by more documents than that is a fault of the export as a whole. */
const MOST_DOCUMENTS = 50;

/** Ids of the documents that a finding is about; of a missing number, those around it. */
function documentsOf(finding: Finding, byNumber: ReadonlyMap<string, string>): readonly string[] {
  switch (finding.kind) {
    case 'billed-ahead':
    case 'never-sent':
    case 'amount-anomaly':
      return [finding.invoice];
    case 'billed-twice':
    case 'number-duplicate':
      return finding.invoices;
    case 'never-billed':
      return finding.correction.action === 'issue' ? finding.correction.drafts : [];
    case 'number-gap': {
      if (finding.correction.action !== 'justify') return [];
      const { before, after } = finding.correction;
      return [before, after].flatMap((number) => byNumber.get(number) ?? []);
    }
  }
}

function daysAtStake(finding: Finding, document: AuditedDocument | undefined): Period | null {
  switch (finding.kind) {
    case 'billed-twice':
    case 'never-billed':
      return { from: finding.from, to: finding.to };
    case 'billed-ahead':
    case 'never-sent':
    case 'amount-anomaly':
      return document?.period ?? null;
    default:
      return null;
  }
}

/** Says of each finding whom it concerns and which rows of the files it was read from. Pure. */
export function locateFindings(
  findings: readonly Finding[],
  { subscriptions, invoices }: BillingHistory,
  tables: Readonly<Record<TableFile, ParsedTable>>,
): LocatedFinding[] {
  const documentAt = new Map(invoices.map(({ id }, at) => [id, at]));
  const subscriptionAt = new Map(subscriptions.map(({ id }, at) => [id, at]));
  const byNumber = new Map(invoices.flatMap(({ id, number }) => (number === null ? [] : [[number, id]])));
  const locate = (id: string): LocatedDocument => {
    const at = documentAt.get(id)!;
    const { number, type, label, issuedOn, period, netCents, status, sent, sentOn } = invoices[at]!;
    const { line, cells } = tables.invoices.rows[at]!;
    return { id, number, type, label, issuedOn, period, netCents, status, sent, sentOn, line, cells };
  };
  const agreementOf = (id: string | null): LocatedSubscription | null => {
    const at = id === null ? undefined : subscriptionAt.get(id);
    if (at === undefined) return null;
    const { service, netCents, cadence } = subscriptions[at]!;
    const { line, cells } = tables.subscriptions.rows[at]!;
    return { id: id!, service, netCents, cadence, line, cells };
  };
  return findings.map((finding): LocatedFinding => {
    const ids = documentsOf(finding, byNumber).slice(0, MOST_DOCUMENTS);
    const first = ids.length > 0 ? invoices[documentAt.get(ids[0]!)!] : undefined;
    const named =
      'subscription' in finding
        ? finding.subscription
        : finding.kind === 'number-gap'
          ? null
          : first?.subscription;
    const agreement = agreementOf(named ?? null);
    const owner =
      finding.kind === 'number-gap' ? undefined : (first ?? subscriptions[subscriptionAt.get(named ?? '')!]);
    const days = daysAtStake(finding, first);
    return {
      ...finding,
      client: owner ? { code: owner.client, name: owner.clientName } : null,
      agreement,
      documents: ids.map(locate),
      days,
      dayCount: days && daysOf(days),
    };
  });
}
