import { writeCents, writeDate, writePeriod } from '#kernel';
import type { AuditReport } from '../audit/audit-report.js';
import type { AuditedDocument, BillingHistory } from '../audit/billing-history.js';
import { cancelledWhole, liveInvoices } from '../audit/live-invoices.js';
import { historyErrors, type Refusal } from '../history-errors.js';
import { requireRealChoices } from './order-of-keeping.js';
import {
  type Choice,
  type ImportPlan,
  type PlannedAwaiting,
  type PlannedDocument,
  type Remark,
} from './plan.js';
import { digestOfDocument, DocumentsPlanner } from './plan-documents.js';
import { planClients, planSubscriptions } from './plan-parties.js';
import type { Known } from './read-known.js';

/** What a price may hold in the database, in cents. */
const MOST_CENTS = 9_999_999_999;
const MOST_REFUSALS_TOLD = 200;

export interface PlanRequest {
  readonly history: BillingHistory;
  readonly lines: { readonly invoices: readonly number[]; readonly subscriptions: readonly number[] };
  readonly report: AuditReport;
  readonly known: Known;
  readonly choices: readonly Choice[];
  /** Whether the issuer is in franchise or exempt: a rate of zero is then an exemption. */
  readonly untaxedIssuer: boolean;
}

/**
 * Decides all that an import will write, from the export, what is there already, and the choices of a person. Pure.
 * @throws HISTORY.IMPORT_REFUSED, line by line; HISTORY.CHOICES_REFUSED
 */
export function planImport(request: PlanRequest): ImportPlan {
  const { history, known, choices } = request;
  const remarks: Remark[] = [];
  const remark = (each: Remark) => void remarks.push(each);
  requireImportable(request);
  const live = new Map(liveInvoices(history).map((each) => [each.id, each]));
  requireRealChoices(choices, live);
  const byId = new Map(history.invoices.map((each) => [each.id, each]));
  const entering = history.invoices.filter((each) => !known.documents.has(each.id) && enters(each, remark));
  remarkCreditsOfLeftOut(entering, byId, remark);
  const clients = planClients(history, known, remark);
  const subscriptions = planSubscriptions(history.subscriptions, { clients, known }, remark);
  const cancelled = cancelledWhole(history);
  const planner = new DocumentsPlanner({
    entering,
    cancelledWhole: cancelled,
    completing: completingNotes(history.invoices, cancelled),
    byId,
    rank: new Map(history.invoices.map(({ id }, at) => [id, at])),
    subscriptions,
    audited: new Map(history.subscriptions.map((each) => [each.id, each])),
    known,
    choices,
    untaxedIssuer: request.untaxedIssuer,
  });
  const documents = planner.plan();
  remarkAmounts(documents, byId, remark);
  remarkAwaiting(planner.awaiting, { byId, known }, remark);
  remarkFindings(request.report, new Set(entering.map(({ id }) => id)), remark);
  return {
    clients: [...clients.values()],
    subscriptions: [...subscriptions.values()],
    documents,
    awaiting: planner.awaiting,
    sentSince: history.invoices.flatMap((each) => {
      const before = known.documents.get(each.id);
      return before?.open && each.sent && each.issuedOn
        ? [{ invoiceId: before.id, sentOn: each.sentOn ?? each.issuedOn }]
        : [];
    }),
    unchangedDocuments: history.invoices.filter(({ id }) => known.documents.has(id)).length,
    remarks,
  };
}

/** Documents that changed since they were imported, and amounts beyond what a document can hold. */
function requireImportable({ history, lines, known }: PlanRequest): void {
  const refusals: Refusal[] = [];
  for (const [at, document] of history.invoices.entries()) {
    const refuse = (reason: string) =>
      refusals.push({ file: 'invoices', line: lines.invoices[at] ?? 0, column: null, reason });
    const before = known.documents.get(document.id);
    const name = document.number ?? document.id;
    if (before && (document.status === 'draft' || document.status === 'cancelled')) {
      refuse(`${name} a été importé en vigueur et ne l’est plus dans cet export ; établissez ici son avoir`);
    } else if (before && before.digest !== digestOfDocument(document)) {
      refuse(`${name} a changé depuis son import ; un document émis ne change pas, corrigez-le par un avoir`);
    }
    const most = Math.max(
      ...[document.netCents, document.vatCents ?? 0, document.grossCents ?? 0].map(Math.abs),
    );
    if (most > MOST_CENTS) refuse(`${name} dépasse ${writeCents(MOST_CENTS, 'fr')}`);
  }
  for (const [at, { id, netCents }] of history.subscriptions.entries()) {
    if (netCents <= MOST_CENTS) continue;
    const reason = `l’abonnement ${id} dépasse ${writeCents(MOST_CENTS, 'fr')}`;
    refusals.push({ file: 'subscriptions', line: lines.subscriptions[at] ?? 0, column: null, reason });
  }
  if (refusals.length > 0) {
    throw historyErrors.IMPORT_REFUSED({
      refusals: refusals.slice(0, MOST_REFUSALS_TOLD),
      total: refusals.length,
    });
  }
}

function enters(document: AuditedDocument, remark: (remark: Remark) => void): boolean {
  const { id, number, status, type } = document;
  const documents = [id];
  if (status === 'cancelled') {
    remark({
      kind: 'cancelledLeftOut',
      documents,
      sentence: `${number ?? id} est annulée dans l’ancien outil : elle n’entre pas.`,
    });
    return false;
  }
  // A credit note without a number has its effect; an invoice without one was never issued.
  if (status === 'draft' || document.issuedOn === null || (number === null && type === 'invoice')) {
    remark({ kind: 'draftLeftOut', documents, sentence: `Le brouillon ${number ?? id} n’entre pas.` });
    return false;
  }
  if (number === null) {
    remark({ kind: 'withoutNumber', documents, sentence: `L’avoir ${id} n’a pas de numéro dans l’export.` });
  }
  return true;
}

function remarkCreditsOfLeftOut(
  entering: readonly AuditedDocument[],
  byId: ReadonlyMap<string, AuditedDocument>,
  remark: (remark: Remark) => void,
): void {
  for (const { id, number, cancels } of entering) {
    const credited = cancels === null ? undefined : byId.get(cancels);
    if (
      !credited ||
      (credited.status !== 'draft' && credited.status !== 'cancelled' && credited.number !== null)
    )
      continue;
    remark({
      kind: 'creditOfLeftOut',
      documents: [id, credited.id],
      sentence: `L’avoir ${number ?? id} corrige ${credited.number ?? credited.id}, qui n’entre pas : il entre seul.`,
    });
  }
}

/** The credit note under which the net of an invoice is reached, in the order of issue. */
function completingNotes(
  documents: readonly AuditedDocument[],
  cancelled: ReadonlySet<string>,
): Map<string, string> {
  const notes = documents
    .filter(
      ({ type, status, cancels }) =>
        type === 'creditNote' &&
        cancels !== null &&
        cancelled.has(cancels) &&
        status !== 'draft' &&
        status !== 'cancelled',
    )
    .map((note, at) => ({ note, at }))
    .sort((a, b) => {
      const [dayA, dayB] = [a.note.issuedOn ?? '', b.note.issuedOn ?? ''];
      return dayA < dayB ? -1 : dayA > dayB ? 1 : a.at - b.at;
    });
  // The last one completes: whatever is credited after the net was reached is credited by it too.
  return new Map(notes.map(({ note }) => [note.cancels!, note.id]));
}

function remarkAmounts(
  documents: readonly PlannedDocument[],
  byId: ReadonlyMap<string, AuditedDocument>,
  remark: (remark: Remark) => void,
): void {
  for (const { key, number, netCents, vatCents, vatRateBasisPoints } of documents) {
    const { grossCents } = byId.get(key)!;
    if (grossCents !== null && Math.abs(grossCents) !== netCents + vatCents) {
      remark({
        kind: 'amountsDisagree',
        documents: [key],
        sentence: `${number} : le TTC de l’export (${writeCents(Math.abs(grossCents), 'fr')}) n’est pas la somme du HT et de la TVA ; elle entre à ${writeCents(netCents + vatCents, 'fr')}.`,
      });
    }
    const computed = Math.round((netCents * vatRateBasisPoints) / 10_000);
    if (Math.abs(computed - vatCents) <= 1) continue;
    remark({
      kind: 'vatRateUnusual',
      documents: [key],
      sentence: `${number} : sa TVA (${writeCents(vatCents, 'fr')}) n’est celle d’aucun taux en vigueur.`,
    });
  }
}

function remarkAwaiting(
  awaiting: readonly PlannedAwaiting[],
  { byId, known }: { byId: ReadonlyMap<string, AuditedDocument>; known: Known },
  remark: (remark: Remark) => void,
): void {
  if (awaiting.length === 0) return;
  const keyOf = new Map([...known.documents].map(([key, { id }]) => [id, key]));
  for (const { document, subscription, period, conflictsWith } of awaiting) {
    const key = typeof conflictsWith === 'string' ? conflictsWith : keyOf.get(conflictsWith);
    const other = key === undefined ? 'un document déjà enregistré' : (byId.get(key)?.number ?? key);
    remark({
      kind: 'billedTwice',
      documents: key === undefined ? [document] : [document, key],
      subscription,
      sentence: `${byId.get(document)?.number ?? document} facture ${writePeriod(period, 'fr')} comme ${other}, qui est gardée : elle attend son avoir.`,
    });
  }
}

/** What the audit found of the documents that enter now, and that a person should keep in sight. */
function remarkFindings(
  report: AuditReport,
  entering: ReadonlySet<string>,
  remark: (remark: Remark) => void,
): void {
  for (const finding of report.findings) {
    if (finding.kind === 'billed-ahead' && entering.has(finding.invoice)) {
      remark({
        kind: 'billedAhead',
        documents: [finding.invoice],
        sentence: `${finding.explanation} Ces jours entrent couverts : ils ne seront pas facturés de nouveau.`,
      });
    } else if (finding.kind === 'never-sent' && entering.has(finding.invoice)) {
      remark({ kind: 'neverSent', documents: [finding.invoice], sentence: finding.explanation });
    } else if (finding.kind === 'never-billed') {
      remark({
        kind: 'neverBilled',
        subscription: finding.subscription,
        sentence: `${finding.explanation} La prochaine proposition la rattrape (au ${writeDate(report.asOf, 'fr')}).`,
      });
    }
  }
}
