import { difference, type Sentence, writeCents, writeDate, writePeriod } from '#kernel';
import type { AuditReport } from '../audit/audit-report.js';
import type { AuditedDocument, BillingHistory } from '../audit/billing-history.js';
import { cancelledWhole, liveInvoices } from '../audit/live-invoices.js';
import { historyErrors, type Refusal, refusalAt } from '../history-errors.js';
import type { ImportDecisions } from '../decisions/carry-out.js';
import { requireRealChoices } from './order-of-keeping.js';
import {
  type ImportPlan,
  type PlannedAwaiting,
  type PlannedDocument,
  type PlannedExcuse,
  type PlannedSubscription,
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
  readonly decisions: ImportDecisions;
  /** Whether the issuer is in franchise or exempt: a rate of zero is then an exemption. */
  readonly untaxedIssuer: boolean;
}

/**
 * Decides all that an import will write, from the export, what is there already, and the choices of a person. Pure.
 * @throws HISTORY.IMPORT_REFUSED, line by line; HISTORY.CHOICES_REFUSED
 */
export function planImport(request: PlanRequest): ImportPlan {
  const { history, known, decisions } = request;
  const { choices, unsentExcuses } = decisions;
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
    unsentExcuses,
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
    excusedSince: [...unsentExcuses].flatMap(([id, reason]) => {
      const before = known.documents.get(id);
      return before?.open ? [{ invoiceId: before.id, reason }] : [];
    }),
    excuses: planExcuses(decisions, subscriptions, known),
    excusedStretches: decisions.unbilledExcuses.map(
      ({ subscription, period }) => `${subscription}/${period.from}`,
    ),
    unchangedDocuments: history.invoices.filter(({ id }) => known.documents.has(id)).length,
    remarks,
  };
}

/** Days that a person excuses and that nobody excused before. */
function planExcuses(
  { unbilledExcuses }: ImportDecisions,
  subscriptions: ReadonlyMap<string, PlannedSubscription>,
  { excused }: Known,
): PlannedExcuse[] {
  return unbilledExcuses.flatMap(({ subscription, period, reason }) => {
    const planned = subscriptions.get(subscription);
    if (!planned) return [];
    const before = excused.filter(({ lineId }) => lineId === planned.line?.id).map((each) => each.period);
    return difference([period], before).map((rest) => ({ subscription, period: rest, reason }));
  });
}

/** Documents that changed since they were imported, and amounts beyond what a document can hold. */
function requireImportable({ history, lines, known }: PlanRequest): void {
  const refusals: Refusal[] = [];
  for (const [at, document] of history.invoices.entries()) {
    const place = { file: 'invoices', line: lines.invoices[at] ?? 0, column: null } as const;
    const refuse = (why: Sentence) => refusals.push(refusalAt(place, why));
    const before = known.documents.get(document.id);
    const name = document.number ?? document.id;
    if (before && (document.status === 'draft' || document.status === 'cancelled')) {
      refuse({
        fr: `${name} a été importé en vigueur et ne l’est plus dans cet export ; établissez ici son avoir`,
        en: `${name} was imported in force and is no longer so in this export; issue its credit note here`,
      });
    } else if (before && before.digest !== digestOfDocument(document)) {
      refuse({
        fr: `${name} a changé depuis son import ; un document émis ne change pas, corrigez-le par un avoir`,
        en: `${name} has changed since its import; an issued document does not change, correct it by a credit note`,
      });
    }
    const most = Math.max(
      ...[document.netCents, document.vatCents ?? 0, document.grossCents ?? 0].map(Math.abs),
    );
    if (most > MOST_CENTS) refuse(beyond(name, name));
  }
  for (const [at, { id, netCents }] of history.subscriptions.entries()) {
    if (netCents <= MOST_CENTS) continue;
    refusals.push(
      refusalAt(
        { file: 'subscriptions', line: lines.subscriptions[at] ?? 0, column: null },
        beyond(`l’abonnement ${id}`, `subscription ${id}`),
      ),
    );
  }
  if (refusals.length > 0) {
    throw historyErrors.IMPORT_REFUSED({
      refusals: refusals.slice(0, MOST_REFUSALS_TOLD),
      total: refusals.length,
    });
  }
}

function beyond(fr: string, en: string): Sentence {
  return {
    fr: `${fr} dépasse ${writeCents(MOST_CENTS, 'fr')}`,
    en: `${en} exceeds ${writeCents(MOST_CENTS, 'en')}`,
  };
}

function enters(document: AuditedDocument, remark: (remark: Remark) => void): boolean {
  const { id, number, status, type } = document;
  const documents = [id];
  if (status === 'cancelled') {
    remark({
      kind: 'cancelledLeftOut',
      documents,
      sentence: `${number ?? id} est annulée dans l’ancien outil : elle n’entre pas.`,
      sentenceEn: `${number ?? id} is cancelled in the former tool: it does not enter.`,
    });
    return false;
  }
  // A credit note without a number has its effect; an invoice without one was never issued.
  if (status === 'draft' || document.issuedOn === null || (number === null && type === 'invoice')) {
    remark({
      kind: 'draftLeftOut',
      documents,
      sentence: `Le brouillon ${number ?? id} n’entre pas.`,
      sentenceEn: `Draft ${number ?? id} does not enter.`,
    });
    return false;
  }
  if (number === null) {
    remark({
      kind: 'withoutNumber',
      documents,
      sentence: `L’avoir ${id} n’a pas de numéro dans l’export.`,
      sentenceEn: `Credit note ${id} has no number in the export.`,
    });
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
      sentenceEn: `Credit note ${number ?? id} corrects ${credited.number ?? credited.id}, which does not enter: it enters alone.`,
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
        sentenceEn: `${number}: the gross of the export (${writeCents(Math.abs(grossCents), 'en')}) is not the sum of net and VAT; it enters at ${writeCents(netCents + vatCents, 'en')}.`,
      });
    }
    const computed = Math.round((netCents * vatRateBasisPoints) / 10_000);
    if (Math.abs(computed - vatCents) <= 1) continue;
    remark({
      kind: 'vatRateUnusual',
      documents: [key],
      sentence: `${number} : sa TVA (${writeCents(vatCents, 'fr')}) n’est celle d’aucun taux en vigueur.`,
      sentenceEn: `${number}: its VAT (${writeCents(vatCents, 'en')}) is that of no rate in force.`,
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
    const named = key === undefined ? null : (byId.get(key)?.number ?? key);
    const number = byId.get(document)?.number ?? document;
    remark({
      kind: 'billedTwice',
      documents: key === undefined ? [document] : [document, key],
      subscription,
      sentence: `${number} facture ${writePeriod(period, 'fr')} comme ${named ?? 'un document déjà enregistré'}, qui est gardée : elle attend son avoir.`,
      sentenceEn: `${number} bills ${writePeriod(period, 'en')} as does ${named ?? 'a document already recorded'}, which is kept: it awaits its credit note.`,
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
        sentenceEn: `${finding.explanationEn} These days enter covered: they will not be billed again.`,
      });
    } else if (finding.kind === 'never-sent' && entering.has(finding.invoice)) {
      remark({
        kind: 'neverSent',
        documents: [finding.invoice],
        sentence: finding.explanation,
        sentenceEn: finding.explanationEn,
      });
    } else if (finding.kind === 'never-billed') {
      remark({
        kind: 'neverBilled',
        subscription: finding.subscription,
        sentence: `${finding.explanation} La prochaine proposition la rattrape (au ${writeDate(report.asOf, 'fr')}).`,
        sentenceEn: `${finding.explanationEn} The next proposal catches it up (as of ${writeDate(report.asOf, 'en')}).`,
      });
    }
  }
}
