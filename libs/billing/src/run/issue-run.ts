import { DomainError } from '#kernel';
import { refusalOf, type Transaction, type UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { MadeFrom } from '../proposal/build-proposal.js';
import { explainRefusal, saysAlreadyBilled, whoBilled } from '../refusals.js';
import type { DocumentToIssue } from '../sealing/document-to-issue.js';
import { type IssueListener, issueDocuments } from '../sealing/issue-documents.js';
import { lockRun, moveRun, reasonOf } from './approve-run.js';

interface ApprovedDocument {
  readonly position: number;
  readonly draft: DocumentToIssue;
  readonly madeFrom: MadeFrom;
}

export interface IssueOptions {
  readonly issuedBy: string;
  readonly listeners: readonly IssueListener[];
  /** Documents in one transaction, 1 to 1000. */
  readonly batchSize?: number;
  /** Called after each transaction, for a progress bar. */
  readonly onProgress?: (done: number) => Promise<void> | void;
  readonly signal?: AbortSignal;
}

const BATCH_SIZE = 200;

/**
 * Issues the approved documents of a run, batch by batch. Each batch is one transaction; where one is refused, its
 * documents go one by one, so that one bad client never stops the others. Any number of workers may issue one run at
 * once, and one that dies leaves a run that any other goes on with.
 * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE
 */
export async function issueRun(unitOfWork: UnitOfWork, runId: number, options: IssueOptions): Promise<void> {
  const { batchSize = BATCH_SIZE, onProgress, signal } = options;
  for (;;) {
    if (signal?.aborted) return;
    const done = await issueBatch(unitOfWork, runId, batchSize, options);
    if (done === 0) break;
    await onProgress?.(done);
  }
  await unitOfWork.run(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run.state === 'issuing' || run.state === 'approved')
      await moveRun(tx, runId, 'delivering', options.issuedBy);
  });
}

/** These say that the run itself cannot be issued; every other refusal is about one of its documents. */
const REFUSALS_OF_THE_RUN = new Set(['BILLING.RUN_UNKNOWN', 'BILLING.RUN_STATE']);

function concernsTheRun(error: unknown): boolean {
  return error instanceof DomainError && REFUSALS_OF_THE_RUN.has(error.code);
}

/** @returns how many documents left the state `approved` */
async function issueBatch(
  unitOfWork: UnitOfWork,
  runId: number,
  batchSize: number,
  options: IssueOptions,
): Promise<number> {
  try {
    return await unitOfWork.run((tx) => issueNext(tx, runId, batchSize, options));
  } catch (error) {
    if (concernsTheRun(error)) throw error;
  }
  // Something in the batch is refused: its documents go alone, and the one that is refused says why.
  let done = 0;
  for (let i = 0; i < batchSize; i += 1) {
    const alone = await issueAlone(unitOfWork, runId, options);
    if (alone === 0) break;
    done += alone;
  }
  return done;
}

async function issueAlone(unitOfWork: UnitOfWork, runId: number, options: IssueOptions): Promise<number> {
  let tried: number | null = null;
  try {
    return await unitOfWork.run((tx) =>
      issueNext(tx, runId, 1, options, (positions) => {
        tried = positions[0] ?? null;
      }),
    );
  } catch (error) {
    if (tried === null || concernsTheRun(error)) throw error;
    return await setAside(unitOfWork, runId, tried, error);
  }
}

async function issueNext(
  tx: Transaction,
  runId: number,
  most: number,
  options: IssueOptions,
  onTried?: (positions: readonly number[]) => void,
): Promise<number> {
  const run = await lockRun(tx, runId);
  if (run.state === 'proposed' || run.state === 'abandoned' || run.state === 'closed') {
    throw billingErrors.RUN_STATE({ run: runId, state: run.state, wanted: 'issuing' });
  }
  const documents = await nextApproved(tx, runId, most);
  if (documents.length === 0) return 0;
  onTried?.(documents.map((document) => document.position));
  if (run.state !== 'issuing') await moveRun(tx, runId, 'issuing', options.issuedBy);
  const stale = await staleOnes(tx, documents);
  for (const position of stale) {
    await recordOutcome(tx, runId, position, 'review', billingErrors.AMENDED_MEANWHILE({}));
  }
  const current = documents.filter((document) => !stale.has(document.position));
  const [issuer] = (await tx.query(
    `SELECT s.id, s.code FROM billing.run r JOIN contracts.issuer s ON s.id = r.issuer_id WHERE r.id = $1`,
    [runId],
  )) as { id: number; code: string }[];
  const issued = await issueDocuments(
    tx,
    issuer!,
    current.map((document) => ({ ...document.draft, runId })),
    options.issuedBy,
    options.listeners,
  );
  await tx.query(
    `UPDATE billing.run_document d SET state = 'issued', invoice_id = u.invoice
     FROM unnest($2::int[], $3::bigint[]) AS u (position, invoice) WHERE d.run_id = $1 AND d.position = u.position`,
    [runId, current.map((document) => document.position), issued.map((each) => each.invoiceId)],
  );
  return documents.length;
}

async function nextApproved(tx: Transaction, runId: number, most: number): Promise<ApprovedDocument[]> {
  return (await tx.query(
    `SELECT position, draft, made_from AS "madeFrom" FROM billing.run_document
     WHERE run_id = $1 AND state = 'approved' ORDER BY position LIMIT $2`,
    [runId, most],
  )) as ApprovedDocument[];
}

/**
 * The documents whose facts changed since they were proposed. The rows read stay locked, so that what was read holds
 * until the commit: an amendment that comes first makes the document stale, one that comes later waits for it.
 */
async function staleOnes(tx: Transaction, documents: readonly ApprovedDocument[]): Promise<Set<number>> {
  const versions = async (sql: string, ids: readonly number[]) =>
    new Map(
      ((await tx.query(sql, [[...new Set(ids)]])) as { id: number; version: number }[]).map((row) => [
        row.id,
        row.version,
      ]),
    );
  const of = <T>(read: (from: MadeFrom) => readonly T[]) =>
    documents.flatMap((document) => read(document.madeFrom));
  const clients = await versions(
    'SELECT id, version FROM contracts.client WHERE id = ANY ($1::bigint[]) ORDER BY id FOR SHARE',
    of((from) => [from.client.id]),
  );
  const issuers = await versions(
    'SELECT id, version FROM contracts.issuer WHERE id = ANY ($1::bigint[]) ORDER BY id FOR SHARE',
    of((from) => [from.issuer.id]),
  );
  const lines = await versions(
    'SELECT id, revision AS version FROM contracts.contract_line WHERE id = ANY ($1::bigint[]) ORDER BY id FOR SHARE',
    of((from) => from.lines.map((line) => line.id)),
  );
  const contracts = await versions(
    'SELECT id, carriage_revision AS version FROM contracts.contract WHERE id = ANY ($1::bigint[]) ORDER BY id FOR SHARE',
    of((from) => from.contracts.map((contract) => contract.id)),
  );
  const isStale = ({ client, issuer, lines: made, contracts: carried }: MadeFrom) =>
    clients.get(client.id) !== client.version ||
    issuers.get(issuer.id) !== issuer.version ||
    made.some((line) => lines.get(line.id) !== line.revision) ||
    carried.some((contract) => contracts.get(contract.id) !== contract.carriageRevision);
  return new Set(
    documents.filter((document) => isStale(document.madeFrom)).map((document) => document.position),
  );
}

async function recordOutcome(
  tx: Transaction,
  runId: number,
  position: number,
  state: 'review' | 'failed' | 'obsolete',
  why: DomainError,
): Promise<void> {
  await tx.query(
    'UPDATE billing.run_document SET state = $3, reason = $4 WHERE run_id = $1 AND position = $2',
    [runId, position, state, JSON.stringify(reasonOf(why))],
  );
}

/**
 * Takes a document that was just refused alone out of the way, with the reason in words. Another worker may have dealt
 * with it since: then nothing is left to do.
 */
async function setAside(
  unitOfWork: UnitOfWork,
  runId: number,
  position: number,
  error: unknown,
): Promise<number> {
  const explained = explainRefusal(error);
  const refused = refusedByTheDatabase(error);
  if (!saysAlreadyBilled(error) && !(explained instanceof DomainError) && !refused) throw error;
  return unitOfWork.run(async (tx) => {
    await lockRun(tx, runId);
    const [document] = (await tx.query(
      `SELECT draft FROM billing.run_document WHERE run_id = $1 AND position = $2 AND state = 'approved'`,
      [runId, position],
    )) as Pick<ApprovedDocument, 'draft'>[];
    if (!document) return 1;
    if (saysAlreadyBilled(error)) {
      const billed = await firstBilled(tx, document.draft);
      // The days may have been credited in between: then the document goes back to a person as it is.
      if (billed) await recordOutcome(tx, runId, position, 'obsolete', billed);
      else await recordOutcome(tx, runId, position, 'review', billingErrors.AMENDED_MEANWHILE({}));
    } else if (explained instanceof DomainError) {
      await recordOutcome(tx, runId, position, 'review', explained);
    } else await recordOutcome(tx, runId, position, 'failed', refused!);
    return 1;
  });
}

/** Data that breaks a rule (SQLSTATE 22 and 23) breaks it on each attempt; anything else is a fault that may pass. */
function refusedByTheDatabase(error: unknown): DomainError | null {
  const { code = '', constraint = code } = refusalOf(error) ?? {};
  return /^2[23]...$/.test(code) ? billingErrors.DOCUMENT_NOT_WRITTEN({ constraint }) : null;
}

async function firstBilled(tx: Transaction, draft: DocumentToIssue): Promise<DomainError | null> {
  for (const charge of draft.charges) {
    const billed = await whoBilled(tx, charge.lineId, charge.period);
    if (billed) return billed;
  }
  return null;
}

/**
 * Documents that fell back to a person and whose days nobody has dealt with since: still due from this issuer at the
 * day of the run, not excused, and not held by a later run, which names them with the reason.
 */
const OPEN_REVIEWS = `
  WITH fallen AS (
    SELECT d.position, (c ->> 'lineId')::bigint AS line_id,
           range_agg(daterange((c ->> 'from')::date, (c ->> 'to')::date)) AS days
    FROM billing.run_document d CROSS JOIN jsonb_array_elements(d.charges) c
    WHERE d.run_id = $1 AND d.state IN ('review', 'failed') GROUP BY 1, 2
  ), named AS (
    SELECT (c ->> 'lineId')::bigint AS line_id, datemultirange(daterange((c ->> 'from')::date, (c ->> 'to')::date)) AS days
    FROM billing.run r JOIN billing.run_document d ON d.run_id = r.id AND d.state = 'held'
    CROSS JOIN jsonb_array_elements(d.charges) c
    WHERE r.id > $1 AND r.state NOT IN ('proposed', 'abandoned') AND EXISTS (SELECT 1 FROM fallen)
    UNION ALL
    SELECT h.line_id, h.days FROM billing.run_held h JOIN billing.run r ON r.id = h.run_id
    WHERE r.id > $1 AND r.state NOT IN ('proposed', 'abandoned')
    UNION ALL
    SELECT line_id, datemultirange(period) FROM billing.excuse WHERE lifted_at IS NULL
  )
  SELECT count(DISTINCT f.position)::int AS review
  FROM billing.run r
  CROSS JOIN LATERAL billing.drift(r.as_of, r.issuer_id, (SELECT coalesce(array_agg(line_id), '{}') FROM fallen)) w
  JOIN fallen f ON f.line_id = w.line_id
  WHERE r.id = $1 AND w.issuer_id = r.issuer_id
    AND NOT f.days * w.unbilled <@ coalesce((SELECT range_agg(n.days) FROM named n WHERE n.line_id = f.line_id), '{}')`;

/** What is still open in a run before it can be closed; empty when it may be. */
export async function openPointsOf(tx: Transaction, runId: number): Promise<string[]> {
  const [{ review }] = (await tx.query(OPEN_REVIEWS, [runId])) as [{ review: number }];
  const [open] = (await tx.query(
    `SELECT count(*) FILTER (WHERE d.state IN ('approved', 'proposed'))::int AS approved,
            count(*) FILTER (WHERE v.state IS NOT NULL AND v.state NOT IN ('sent', 'excused'))::int AS undelivered
     FROM billing.run_document d LEFT JOIN billing.delivery v ON v.invoice_id = d.invoice_id
     WHERE d.run_id = $1`,
    [runId],
  )) as { approved: number; undelivered: number }[];
  const points: string[] = [];
  if (open!.approved > 0) points.push(`${open!.approved} facture(s) à émettre`);
  if (review > 0) points.push(`${review} facture(s) à relire, à proposer de nouveau`);
  if (open!.undelivered > 0) points.push(`${open!.undelivered} envoi(s) sans preuve ni motif`);
  return points;
}

/**
 * Closes a run: all that was due is issued, held with a reason or taken over by a later run, and each issued invoice is delivered or excused.
 * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE, BILLING.RUN_NOT_DONE
 */
export async function closeRun(tx: Transaction, runId: number, closedBy: string): Promise<void> {
  const run = await lockRun(tx, runId);
  if (run.state === 'closed') return;
  if (run.state !== 'delivering' && run.state !== 'issuing') {
    throw billingErrors.RUN_STATE({ run: runId, state: run.state, wanted: 'closed' });
  }
  const open = await openPointsOf(tx, runId);
  if (open.length > 0) throw billingErrors.RUN_NOT_DONE({ run: runId, open });
  await moveRun(tx, runId, 'closed', closedBy);
}
