import type { DomainError } from '#kernel';
import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { Control } from '../proposal/controls.js';
import { billedDaysOf } from '../refusals.js';

/** A document that was held, and that a person lets through with a reason. */
export interface Release {
  readonly position: number;
  readonly reason: string;
}

export interface Approval {
  readonly runId: number;
  /** The digest of the proposal that the person read. */
  readonly digest: string;
  readonly releases?: readonly Release[];
  /** Codes of held controls on the run as a whole that the person accepts. */
  readonly accepts?: readonly string[];
  readonly approvedBy: string;
}

export interface ApprovedRun {
  readonly documents: number;
  readonly netCents: number;
  readonly grossCents: number;
}

interface RunRow {
  readonly state: string;
  readonly digest: string;
  readonly controls: readonly Control[];
}

/** @throws BILLING.RUN_UNKNOWN */
export async function lockRun(tx: Transaction, runId: number): Promise<RunRow> {
  const [run] = (await tx.query('SELECT state, digest, controls FROM billing.run WHERE id = $1 FOR UPDATE', [
    runId,
  ])) as RunRow[];
  if (!run) throw billingErrors.RUN_UNKNOWN({ run: runId });
  return run;
}

/** Moves a run on in its life and records who did it. */
export async function moveRun(
  tx: Transaction,
  runId: number,
  state: string,
  madeBy: string,
  facts: object = {},
): Promise<void> {
  await tx.query('UPDATE billing.run SET state = $2 WHERE id = $1 AND state <> $2', [runId, state]);
  await tx.query('INSERT INTO billing.run_event (run_id, state, made_by, facts) VALUES ($1, $2, $3, $4)', [
    runId,
    state,
    madeBy,
    JSON.stringify(facts),
  ]);
}

/**
 * Approves exactly the proposal that was read. Held documents stay held unless they are released one by one.
 * Approving an approved run again with the same digest changes nothing.
 * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE, BILLING.PROPOSAL_CHANGED, BILLING.RUN_BLOCKED, BILLING.RELEASE_REFUSED,
 *   BILLING.PROPOSAL_BILLED
 */
export async function approveRun(tx: Transaction, approval: Approval): Promise<ApprovedRun> {
  const { runId, digest, releases = [], accepts = [], approvedBy } = approval;
  const run = await lockRun(tx, runId);
  if (run.state === 'abandoned' || run.state === 'closed') {
    throw billingErrors.RUN_STATE({ run: runId, state: run.state, wanted: 'approved' });
  }
  if (run.digest !== digest) throw billingErrors.PROPOSAL_CHANGED({ run: runId });
  const inTheWay = run.controls.filter(
    (control) =>
      control.severity === 'blocked' || (control.severity === 'held' && !accepts.includes(control.code)),
  );
  if (inTheWay.length > 0)
    throw billingErrors.RUN_BLOCKED({ sentences: inTheWay.map((control) => control.sentence.fr) });
  for (const release of releases) await releaseDocument(tx, runId, release, approvedBy);
  if (run.state === 'proposed') {
    await setAsideBilledOnes(tx, runId);
    await tx.query(
      `UPDATE billing.run_document SET state = 'approved' WHERE run_id = $1 AND state = 'proposed'`,
      [runId],
    );
  }
  const [total] = (await tx.query(
    `SELECT count(*)::int AS documents, coalesce(sum(net_cents), 0)::bigint AS "netCents", coalesce(sum(gross_cents), 0)::bigint AS "grossCents"
     FROM billing.run_document WHERE run_id = $1 AND state = 'approved'`,
    [runId],
  )) as ApprovedRun[];
  if (run.state === 'proposed' || releases.length > 0) {
    const state = run.state === 'issuing' ? 'issuing' : 'approved';
    await moveRun(tx, runId, state, approvedBy, { digest, ...total, releases });
  }
  return total!;
}

/**
 * Documents whose days somebody billed since the proposal was made are told now and not only by the worker that would
 * issue them. Where that is all of them, nothing is left to approve.
 * @throws BILLING.PROPOSAL_BILLED
 */
async function setAsideBilledOnes(tx: Transaction, runId: number): Promise<void> {
  const wanted = (await tx.query(
    `SELECT d.position, v.line_id AS "lineId", c ->> 'from' AS "from", c ->> 'to' AS "to"
     FROM billing.run_document d
     CROSS JOIN LATERAL jsonb_array_elements(d.charges) c
     JOIN billing.coverage v ON v.line_id = (c ->> 'lineId')::bigint
       AND v.live && daterange((c ->> 'from')::date, (c ->> 'to')::date)
     WHERE d.run_id = $1 AND d.state IN ('proposed', 'approved')`,
    [runId],
  )) as Parameters<typeof billedDaysOf>[1][number][];
  if (wanted.length === 0) return;
  const found = await billedDaysOf(tx, wanted);
  const [open] = (await tx.query(
    `SELECT count(*)::int AS documents FROM billing.run_document WHERE run_id = $1 AND state IN ('proposed', 'approved')`,
    [runId],
  )) as { documents: number }[];
  if (found.length === open!.documents) {
    throw billingErrors.PROPOSAL_BILLED({ ...found[0]!.billed, run: runId, others: found.length - 1 });
  }
  const reasons = found.map(({ position, billed }) => ({
    position,
    reason: reasonOf(billingErrors.DAYS_ALREADY_BILLED(billed)),
  }));
  await tx.query(
    `UPDATE billing.run_document d SET state = 'obsolete', reason = r.reason
     FROM jsonb_to_recordset($2::jsonb) AS r (position int, reason jsonb)
     WHERE d.run_id = $1 AND d.position = r.position`,
    [runId, JSON.stringify(reasons)],
  );
}

/** Why a document of a run was set aside, as it is kept beside the document. */
export function reasonOf({ code, sentence, facts }: DomainError): object {
  return { code, sentence, facts };
}

async function releaseDocument(
  tx: Transaction,
  runId: number,
  { position, reason }: Release,
  releasedBy: string,
): Promise<void> {
  const [document] = (await tx.query(
    'SELECT state, controls FROM billing.run_document WHERE run_id = $1 AND position = $2',
    [runId, position],
  )) as { state: string; controls: Control[] }[];
  const blocked = document?.controls.filter((control) => control.severity === 'blocked') ?? [];
  if (!document || blocked.length > 0 || reason.trim().length < 5 || document.state !== 'held') {
    const codes = blocked.map((control) => control.sentence.fr);
    throw billingErrors.RELEASE_REFUSED({
      position,
      codes:
        codes.length > 0
          ? codes
          : [document ? `état « ${document.state} », motif « ${reason} »` : 'inconnue'],
    });
  }
  await tx.query(
    `UPDATE billing.run_document SET state = 'approved', released = $3 WHERE run_id = $1 AND position = $2`,
    [runId, position, JSON.stringify({ reason, releasedBy })],
  );
}

/**
 * Gives up a proposal that nobody approved.
 * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE
 */
export async function abandonRun(tx: Transaction, runId: number, abandonedBy: string): Promise<void> {
  const run = await lockRun(tx, runId);
  if (run.state === 'abandoned') return;
  if (run.state !== 'proposed')
    throw billingErrors.RUN_STATE({ run: runId, state: run.state, wanted: 'abandoned' });
  await moveRun(tx, runId, 'abandoned', abandonedBy);
}
