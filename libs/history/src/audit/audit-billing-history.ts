import { type LocalDate } from '#kernel';
import { type AuditReport, type Finding, type FindingKind, findingKinds } from './audit-report.js';
import { type AuditedDocument, type BillingHistory } from './billing-history.js';
import { type DoubleBillings, findBilledTwice, findNeverBilled } from './find-in-coverage.js';
import { findAmountAnomalies, findBilledAhead, findNeverSent } from './find-in-invoices.js';
import { findNumberDuplicates, findNumberGaps } from './find-in-numbers.js';
import { coverageBySubscription, liveInvoices } from './live-invoices.js';

export interface AuditRequest extends BillingHistory {
  /** Periods due up to this day, included, must have been billed. All documents of the export are read, also later ones. */
  readonly asOf: LocalDate;
  /** How many days before its period an invoice may be issued. */
  readonly horizonDays: number;
}

function draftsBySubscription(documents: readonly AuditedDocument[]): Map<string, AuditedDocument[]> {
  const drafts = new Map<string, AuditedDocument[]>();
  for (const document of documents) {
    if (document.type !== 'invoice' || document.subscription === null) continue;
    if (document.status !== 'draft' && (document.number !== null || document.status === 'cancelled'))
      continue;
    const known = drafts.get(document.subscription);
    if (known) known.push(document);
    else drafts.set(document.subscription, [document]);
  }
  return drafts;
}

function remarksOn({ found, count, untold }: DoubleBillings): string[] {
  if (untold.length === 0) return [];
  const named = untold.slice(0, 20).join(', ');
  return [
    `${count} paires de factures facturent les mêmes jours ; ${found.length} sont dites une à une. Les autres sont des ` +
      `abonnements ${named}${untold.length > 20 ? ` et de ${untold.length - 20} autres` : ''} : vérifiez d’abord leur export.`,
  ];
}

/**
 * Finds what a former tool billed ahead, twice, wrongly or never, did not send, and where its numbers break.
 * Pure; the cost follows the number of documents and of due periods. Findings come kind by kind, in the order of the
 * export within a kind.
 */
export function auditBillingHistory({
  subscriptions,
  invoices,
  asOf,
  horizonDays,
}: AuditRequest): AuditReport {
  const live = liveInvoices({ subscriptions, invoices });
  const coverage = coverageBySubscription(live);
  const drafts = draftsBySubscription(invoices);
  const rank = new Map(invoices.map(({ id }, at) => [id, at]));
  const double = findBilledTwice(coverage, rank);
  const billedTwice = [...double.found].sort(
    (a, b) =>
      rank.get(a.invoices[0])! - rank.get(b.invoices[0])! ||
      rank.get(a.invoices[1])! - rank.get(b.invoices[1])!,
  );
  const findings: Finding[] = [
    ...findBilledAhead(live, { asOf, horizonDays }),
    ...billedTwice,
    ...findNeverSent(live),
    ...subscriptions.flatMap((each) =>
      findNeverBilled(each, coverage.get(each.id) ?? [], drafts.get(each.id) ?? [], asOf),
    ),
    ...findAmountAnomalies(live, new Map(subscriptions.map((each) => [each.id, each]))),
    ...findNumberGaps(invoices),
    ...findNumberDuplicates(invoices),
  ];
  const counts = Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  for (const { kind } of findings) counts[kind] += 1;
  counts['billed-twice'] = double.count;
  return { asOf, horizonDays, counts, findings, remarks: remarksOn(double) };
}
