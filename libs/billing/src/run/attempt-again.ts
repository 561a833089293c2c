import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { lockRun, moveRun } from './approve-run.js';

/** One document of a run that was not issued. */
export interface Attempt {
  readonly runId: number;
  readonly position: number;
}

/**
 * Puts a document that failed, or that fell back to a person, among the approved ones again. It is the very document
 * that was approved: where its facts have changed, issuing sets it aside once more, with the reason.
 * @throws BILLING.RUN_UNKNOWN, BILLING.RUN_STATE, BILLING.RUN_DOCUMENT_UNKNOWN, BILLING.ATTEMPT_REFUSED
 */
export async function attemptAgain(
  tx: Transaction,
  { runId, position }: Attempt,
  orderedBy: string,
): Promise<void> {
  const run = await lockRun(tx, runId);
  if (run.state === 'proposed' || run.state === 'abandoned' || run.state === 'closed') {
    throw billingErrors.RUN_STATE({ run: runId, state: run.state, wanted: 'issuing' });
  }
  const [document] = (await tx.query(
    'SELECT state FROM billing.run_document WHERE run_id = $1 AND position = $2::bigint FOR UPDATE',
    [runId, position],
  )) as { state: string }[];
  if (!document) throw billingErrors.RUN_DOCUMENT_UNKNOWN({ run: runId, position });
  if (document.state !== 'failed' && document.state !== 'review') {
    throw billingErrors.ATTEMPT_REFUSED({ run: runId, position, state: document.state });
  }
  await tx.query(
    `UPDATE billing.run_document SET state = 'approved', reason = NULL WHERE run_id = $1 AND position = $2`,
    [runId, position],
  );
  await moveRun(tx, runId, run.state === 'issuing' ? 'issuing' : 'approved', orderedBy, {
    attempt: position,
  });
}
