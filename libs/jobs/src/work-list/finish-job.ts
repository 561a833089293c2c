import type { UnitOfWork } from '#persistence';
import type { ClaimedJob } from './job.js';

// Each of these changes the row only under the claim it was given: a worker that lost its lease changes nothing.

/** False when the lease was lost meanwhile; then the row belongs to another. */
export async function markDone(unitOfWork: UnitOfWork, { id, claim }: ClaimedJob): Promise<boolean> {
  const rows = await unitOfWork.read(
    `WITH finished AS (
       UPDATE jobs.job SET state = CASE WHEN wanted_again THEN 'ready' ELSE 'done' END::jobs.job_state,
         finished_at = CASE WHEN wanted_again THEN NULL ELSE now() END,
         attempts = CASE WHEN wanted_again THEN 0 ELSE attempts END,
         wanted_again = false, claim = NULL, lease_until = NULL, last_error = NULL
       WHERE id = $1 AND claim = $2 RETURNING id
     ) SELECT id FROM finished`,
    [id, claim],
  );
  return rows.length === 1;
}

export interface Failure {
  readonly error: string;
  /** Until the next attempt. */
  readonly delayMs: number;
  /** No further attempt would help. */
  readonly hopeless: boolean;
}

/** @returns the state after the failure, or null when the lease was lost meanwhile */
export async function markFailed(
  unitOfWork: UnitOfWork,
  { id, claim }: ClaimedJob,
  { error, delayMs, hopeless }: Failure,
): Promise<'failed' | 'stuck' | 'ready' | null> {
  const rows = await unitOfWork.read<{ state: 'failed' | 'stuck' | 'ready' }>(
    `WITH failed AS (
       UPDATE jobs.job SET
         state = CASE WHEN wanted_again THEN 'ready' WHEN $5 OR attempts >= max_attempts THEN 'stuck' ELSE 'failed' END::jobs.job_state,
         run_after = CASE WHEN wanted_again THEN run_after ELSE now() + $4::double precision * interval '1 millisecond' END,
         attempts = CASE WHEN wanted_again THEN 0 ELSE attempts END, wanted_again = false,
         last_error = $3, claim = NULL, lease_until = NULL
       WHERE id = $1 AND claim = $2 RETURNING state
     ) SELECT state FROM failed`,
    [id, claim, error, delayMs, hopeless],
  );
  return rows[0]?.state ?? null;
}

/** Lets go of a row as if it had not been claimed: the program stops before the work ended. */
export async function giveBack(unitOfWork: UnitOfWork, { id, claim }: ClaimedJob): Promise<void> {
  await unitOfWork.read(
    `WITH given AS (
       UPDATE jobs.job SET state = 'ready', attempts = greatest(attempts - 1, 0), wanted_again = false,
         run_after = now(), claim = NULL, lease_until = NULL
       WHERE id = $1 AND claim = $2 RETURNING id
     ), told AS (SELECT pg_notify('intendance_jobs', '') FROM given) SELECT count(*) FROM told`,
    [id, claim],
  );
}

export async function writeProgress(
  unitOfWork: UnitOfWork,
  jobId: number,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<void> {
  await unitOfWork.read(
    `WITH told AS (
       UPDATE jobs.job SET progress_done = least($2::integer, $3::integer), progress_total = $3 WHERE id = $1 AND state = 'running' RETURNING id
     ) SELECT id FROM told`,
    [jobId, done, total],
  );
}
