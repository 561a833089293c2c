import { DomainError, type LocalDate, overlap, type Period, type Sentence, union } from '#kernel';
import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { readDrift } from '../coverage/read-drift.js';
import type { CreditScope } from '../credit/compose-credit.js';
import { prepareCredit } from '../credit/credit-invoice.js';
import { buildProposal, type ProposedDocument } from '../proposal/build-proposal.js';
import { groupBy } from '../proposal/group-by.js';
import { readIssuer, readProposalFacts } from '../proposal/read-facts.js';
import { digestOf } from '../sealing/seal.js';
import type { DocumentToIssue, IssuedDocument } from '../sealing/document-to-issue.js';
import { type IssueListener, issueDocuments } from '../sealing/issue-documents.js';
import { type AgreedDays, type LineEffect, tellEffects } from './tell-effects.js';

export interface CorrectionRequest {
  readonly issuer: string | number;
  readonly asOf: LocalDate;
  readonly issueOn: LocalDate;
  /** Only these lines; all with drift by default. */
  readonly lineIds?: readonly number[];
  /** Printed on the credit notes. */
  readonly reason: string;
}

/** What a correction issues, in one transaction: credits of what is over-billed, and what those days cost now. */
export interface Correction {
  readonly credits: readonly IssuedDocument[];
  readonly rebills: readonly IssuedDocument[];
  /** Documents that a blocking control keeps from being issued; the days stay in the drift. */
  readonly blocked: readonly ProposedDocument[];
  /** What cannot be credited in part, with the reason; the days stay in the drift, and the others are corrected. */
  readonly uncredited: readonly Uncredited[];
  /** What becomes of the days of each contract line. */
  readonly effects: readonly CorrectionEffect[];
  /** Of everything but the numbers: what a person approves. */
  readonly digest: string;
}

export interface Uncredited {
  readonly invoiceId: number;
  readonly sentence: Sentence;
}

/** With the names that a person knows. */
export interface CorrectionEffect extends LineEffect {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly client: { readonly id: number; readonly code: string; readonly name: string };
}

interface DaysToCredit {
  readonly lineId: number;
  readonly invoiceId: number;
  readonly position: number;
  readonly period: Period;
}

/**
 * Corrects what the drift says is over-billed, or billed at a price that is no longer the agreed one. A preview is this
 * same path, rolled back by its caller.
 * @throws BILLING.CORRECTION_EMPTY, and what crediting and issuing throw
 */
export async function correctDrift(
  tx: Transaction,
  request: CorrectionRequest,
  issuedBy: string,
  listeners: readonly IssueListener[],
): Promise<Correction> {
  const { asOf, issueOn, reason } = request;
  const issuer = await readIssuer(tx, request.issuer);
  // Numbering first: what is read below then holds until the commit, whoever else bills, credits or corrects.
  await tx.query('SELECT 1 FROM billing.series WHERE issuer_id = $1 ORDER BY id FOR UPDATE', [issuer.id]);
  const drift = await readDrift(tx, { asOf, issuerId: issuer.id, lineIds: request.lineIds }, 'toCorrect');
  const wrong = new Map(
    drift
      .filter((each) => each.issuerId === issuer.id)
      .map((each) => [each.lineId, union([...each.overbilled, ...each.mispriced])]),
  );
  const days = await findCharges(tx, issuer.id, wrong);
  if (days.length === 0) throw billingErrors.CORRECTION_EMPTY({});
  const { credits, uncredited } = await issueCredits(
    tx,
    { issuer, days, reason, issueOn },
    issuedBy,
    listeners,
  );
  const given = new Set(uncredited.map(({ invoiceId }) => invoiceId));
  const credited = days.filter(({ invoiceId }) => !given.has(invoiceId));
  const { documents, blocked } = await rebillsOf(tx, request, issuer, credited);
  const rebills = await issueDocuments(tx, issuer, documents, issuedBy, listeners);
  const digest = digestOf([...credits, ...rebills].map((each) => withoutNumber(each.toIssue)));
  const agreed = await readAgreed(
    tx,
    issuer.id,
    days.map(({ lineId }) => lineId),
  );
  const effects = await nameLines(tx, tellEffects({ credits, rebills, blocked, agreed }));
  return { credits, rebills, blocked, uncredited, effects, digest };
}

interface CreditsToMake {
  readonly issuer: Awaited<ReturnType<typeof readIssuer>>;
  readonly days: readonly DaysToCredit[];
  readonly reason: string;
  readonly issueOn: LocalDate;
}

/**
 * One credit note for each document that holds wrong days. A document that cannot be credited in part stops the others
 * only when it is alone.
 * @throws what crediting throws, where nothing at all can be credited
 */
async function issueCredits(
  tx: Transaction,
  { issuer, days, reason, issueOn }: CreditsToMake,
  issuedBy: string,
  listeners: readonly IssueListener[],
): Promise<{ credits: IssuedDocument[]; uncredited: Uncredited[] }> {
  const credits: IssuedDocument[] = [];
  const uncredited: Uncredited[] = [];
  let refusal: DomainError | null = null;
  const byInvoice = groupBy(
    days,
    (each) => each.invoiceId,
    (each) => each,
  );
  for (const [invoiceId, parts] of byInvoice) {
    const scopes = parts.map(({ position, period }): CreditScope => ({ kind: 'days', position, period }));
    try {
      const { toIssue } = await prepareCredit(tx, { invoiceId, scopes, reason, issueOn });
      credits.push(...(await issueDocuments(tx, issuer, [toIssue], issuedBy, listeners)));
    } catch (error) {
      // Said before anything is written for this document; a refusal of the database ends the whole correction.
      if (!(error instanceof DomainError) || !UNCREDITABLE.has(error.code)) throw error;
      refusal ??= error;
      uncredited.push({ invoiceId, sentence: error.sentence });
    }
  }
  if (credits.length === 0 && refusal) throw refusal;
  return { credits, uncredited };
}

/** Refusals that are about one document. */
const UNCREDITABLE = new Set([
  'BILLING.CREDIT_EMPTY',
  'BILLING.CREDIT_PART_OF_BALANCE',
  'BILLING.CREDIT_OF_DEDUCTED_DEPOSIT',
  'BILLING.DOCUMENT_REFUSED',
]);

/** The days of the present terms of lines by who carries them, due already or not. */
async function readAgreed(
  tx: Transaction,
  issuerId: number,
  lineIds: readonly number[],
): Promise<AgreedDays[]> {
  return (await tx.query(
    `WITH agreed AS (
       SELECT l.id AS line_id, l.contract_id, range_agg(t.period) AS days
       FROM contracts.contract_line l
       JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision AND t.billable
       WHERE l.id = ANY ($2::bigint[]) GROUP BY l.id
     ), carried AS (
       SELECT k.id AS contract_id, g.issuer_id, range_agg(g.period) AS days
       FROM contracts.contract k
       JOIN contracts.carriage g ON g.contract_id = k.id AND g.revision = k.carriage_revision
       WHERE k.id IN (SELECT contract_id FROM agreed) GROUP BY k.id, g.issuer_id
     ), by_carrier AS (
       SELECT a.line_id, g.issuer_id, a.days * g.days AS days FROM agreed a JOIN carried g USING (contract_id)
       UNION ALL
       SELECT a.line_id, NULL, a.days - coalesce((SELECT range_agg(u) FROM carried g, unnest(g.days) u
                                                  WHERE g.contract_id = a.contract_id), '{}')
       FROM agreed a
     )
     SELECT b.line_id AS "lineId", s.name AS carrier, coalesce(s.id = $1, false) AS own, b.days,
       b.days * coalesce((SELECT range_agg(period) FROM billing.excuse e
                          WHERE e.line_id = b.line_id AND e.lifted_at IS NULL), '{}') AS excused
     FROM by_carrier b
     LEFT JOIN contracts.issuer s ON s.id = b.issuer_id
     WHERE NOT isempty(b.days) ORDER BY b.line_id, b.issuer_id`,
    [issuerId, [...new Set(lineIds)]],
  )) as AgreedDays[];
}

async function nameLines(tx: Transaction, effects: readonly LineEffect[]): Promise<CorrectionEffect[]> {
  const rows = (await tx.query(
    `SELECT jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client
     FROM contracts.contract_line l
     JOIN contracts.contract k ON k.id = l.contract_id
     JOIN contracts.client c ON c.id = k.client_id
     WHERE l.id = ANY ($1::bigint[])`,
    [effects.map(({ lineId }) => lineId)],
  )) as Pick<CorrectionEffect, 'line' | 'client'>[];
  const names = new Map(rows.map((row) => [row.line.id, row]));
  return effects.map((effect) => ({ ...effect, ...names.get(effect.lineId)! }));
}

function withoutNumber(toIssue: DocumentToIssue): DocumentToIssue {
  return { ...toIssue, document: { ...toIssue.document, number: '' } };
}

/** The live charges of this issuer that hold the wrong days. */
async function findCharges(
  tx: Transaction,
  issuerId: number,
  wrong: ReadonlyMap<number, readonly Period[]>,
): Promise<DaysToCredit[]> {
  const asked = [...wrong].flatMap(([lineId, periods]) => periods.map((each) => ({ line: lineId, ...each })));
  const rows = (await tx.query(
    `SELECT c.line_id AS "lineId", c.invoice_id AS "invoiceId", c.position,
            unnest(datemultirange(c.period * daterange(w."from", w."to")) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
              WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}')) AS period
     FROM jsonb_to_recordset($1::jsonb) AS w (line bigint, "from" date, "to" date)
     JOIN billing.charge c ON c.line_id = w.line AND c.period && daterange(w."from", w."to")
     WHERE c.issuer_id = $2
     ORDER BY c.invoice_id, c.position`,
    [JSON.stringify(asked), issuerId],
  )) as DaysToCredit[];
  return rows;
}

/** What the credited days cost under the present terms; approving the correction releases what would be held. */
async function rebillsOf(
  tx: Transaction,
  { asOf, issueOn }: CorrectionRequest,
  issuer: Awaited<ReturnType<typeof readIssuer>>,
  credited: readonly DaysToCredit[],
): Promise<{ documents: DocumentToIssue[]; blocked: ProposedDocument[] }> {
  const byLine = groupBy(
    credited,
    (each) => each.lineId,
    (each) => each.period,
  );
  const facts = await readProposalFacts(tx, { issuer, asOf, issueOn, lineIds: [...byLine.keys()] });
  const lines = facts.lines.map((line) => ({
    ...line,
    unbilled: overlap(line.unbilled, byLine.get(line.id) ?? []),
  }));
  const { documents } = buildProposal({ ...facts, lines });
  const blocked = documents.filter((each) => each.controls.some((control) => control.severity === 'blocked'));
  return {
    documents: documents.filter((each) => !blocked.includes(each)).map((each) => each.toIssue),
    blocked,
  };
}
