import { type LocalDate, overlap, type Period, union } from '#kernel';
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
  /** Of everything but the numbers: what a person approves. */
  readonly digest: string;
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
  const credits: IssuedDocument[] = [];
  for (const [invoiceId, parts] of groupBy(
    days,
    (each) => each.invoiceId,
    (each) => each,
  )) {
    const scopes = parts.map(({ position, period }): CreditScope => ({ kind: 'days', position, period }));
    const { toIssue } = await prepareCredit(tx, { invoiceId, scopes, reason, issueOn });
    credits.push(...(await issueDocuments(tx, issuer, [toIssue], issuedBy, listeners)));
  }
  const { documents, blocked } = await rebillsOf(tx, request, issuer, days);
  const rebills = await issueDocuments(tx, issuer, documents, issuedBy, listeners);
  const digest = digestOf([...credits, ...rebills].map((each) => withoutNumber(each.toIssue)));
  return { credits, rebills, blocked, digest };
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
