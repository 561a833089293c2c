import type { Transaction, UnitOfWork } from '#persistence';
import { jobsErrors } from '../jobs-errors.js';
import type { JobState, JobView } from './job.js';

const VIEW = `id, kind, key, state, attempts, max_attempts AS "maxAttempts", last_error AS "lastError", worker,
  CASE WHEN progress_total IS NOT NULL THEN jsonb_build_object('done', progress_done, 'total', progress_total) END AS progress,
  run_after AS "runAfter", created_at AS "createdAt", finished_at AS "finishedAt"`;

export interface JobFilter {
  readonly kind?: string;
  readonly states?: readonly JobState[];
  /** At most 500; 100 by default. */
  readonly limit?: number;
  /** Rows with a smaller id only: the next page. */
  readonly before?: number;
}

/** Latest first. */
export async function listJobs(
  unitOfWork: UnitOfWork,
  { kind, states, limit = 100, before }: JobFilter,
): Promise<JobView[]> {
  return unitOfWork.read<JobView>(
    `SELECT ${VIEW} FROM jobs.job
     WHERE ($1::text IS NULL OR kind = $1) AND ($2::text[] IS NULL OR state::text = ANY ($2))
       AND ($3::bigint IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [kind ?? null, states ?? null, before ?? null, Math.min(limit, 500)],
  );
}

/** @throws JOBS.NO_SUCH_JOB */
export async function readJob(unitOfWork: UnitOfWork, jobId: number): Promise<JobView> {
  const [job] = await unitOfWork.read<JobView>(`SELECT ${VIEW} FROM jobs.job WHERE id = $1`, [jobId]);
  if (!job) throw jobsErrors.NO_SUCH_JOB({ jobId });
  return job;
}

export interface JobCount {
  readonly kind: string;
  readonly state: JobState;
  readonly count: number;
  /** When the oldest of them was written. */
  readonly oldest: Date;
}

export async function countJobs(unitOfWork: UnitOfWork): Promise<JobCount[]> {
  return unitOfWork.read<JobCount>(
    `SELECT kind, state, count(*) AS count, min(created_at) AS oldest
     FROM jobs.job GROUP BY kind, state ORDER BY kind, state`,
  );
}

/** Milliseconds until the next waiting row of these kinds is due, 0 when one is due now; null when none waits. */
export async function msUntilDue(unitOfWork: UnitOfWork, kinds: readonly string[]): Promise<number | null> {
  const [row] = await unitOfWork.read<{ ms: number | null }>(
    `SELECT (extract(epoch FROM least(
        (SELECT min(run_after) FROM jobs.job WHERE state IN ('ready', 'failed') AND kind = ANY ($1)),
        (SELECT min(lease_until) FROM jobs.job WHERE state = 'running')) - now()) * 1000)::double precision AS ms`,
    [kinds],
  );
  return row?.ms == null ? null : Math.max(row.ms, 0);
}

/** Names rows that are due and whose bell was not rung, or rang longer than `againAfterMs` ago without an answer. */
export async function takeUnrung(
  unitOfWork: UnitOfWork,
  { againAfterMs, limit }: { readonly againAfterMs: number; readonly limit: number },
): Promise<{ jobId: number; turn: number }[]> {
  return unitOfWork.read(
    `WITH unrung AS MATERIALIZED (
       SELECT id FROM jobs.job WHERE state IN ('ready', 'failed') AND run_after <= now()
         AND (rung_at IS NULL OR rung_at < now() - $1::double precision * interval '1 millisecond')
       ORDER BY priority, run_after, id LIMIT $2 FOR UPDATE SKIP LOCKED
     ), rung AS (UPDATE jobs.job SET rung_at = now() FROM unrung WHERE job.id = unrung.id
       RETURNING job.id, job.turns, job.priority, job.run_after)
     SELECT id AS "jobId", turns AS turn FROM rung ORDER BY priority, run_after, id`,
    [againAfterMs, limit],
  );
}

/** The bells of these rows did not reach anyone: they may ring again at once. */
export async function forgetBells(unitOfWork: UnitOfWork, jobIds: readonly number[]): Promise<void> {
  await unitOfWork.read(
    `WITH silent AS (UPDATE jobs.job SET rung_at = NULL
       WHERE id = ANY ($1::bigint[]) AND state IN ('ready', 'failed') RETURNING id) SELECT id FROM silent`,
    [jobIds],
  );
}

/**
 * Gives a stuck job its attempts back; who did so and what it had failed of is kept.
 * @throws JOBS.NO_SUCH_JOB, JOBS.NOT_STUCK
 */
export async function retryJob(tx: Transaction, jobId: number, actor: string): Promise<void> {
  const rows: unknown[] = await tx.query(
    `WITH stuck AS (SELECT id, last_error FROM jobs.job WHERE id = $1 AND state = 'stuck' FOR UPDATE),
       noted AS (INSERT INTO jobs.job_retry (job_id, actor, error) SELECT id, $2, last_error FROM stuck),
       freed AS (UPDATE jobs.job SET state = 'ready', attempts = 0, run_after = now(), rung_at = NULL
         FROM stuck WHERE job.id = stuck.id RETURNING job.id)
     SELECT id, pg_notify('intendance_jobs', '') FROM freed`,
    [jobId, actor],
  );
  if (rows.length > 0) return;
  const known: unknown[] = await tx.query('SELECT 1 FROM jobs.job WHERE id = $1', [jobId]);
  throw known.length > 0 ? jobsErrors.NOT_STUCK({ jobId }) : jobsErrors.NO_SUCH_JOB({ jobId });
}

const ROWS_PER_PURGE = 10_000;

/** Removes rows done longer ago than this; the others stay until a person has seen them. */
export async function purgeDone(unitOfWork: UnitOfWork, olderThanDays: number): Promise<number> {
  for (let purged = 0; ;) {
    const rows = await unitOfWork.read(
      `WITH old AS (SELECT id FROM jobs.job WHERE state = 'done' AND finished_at < now() - make_interval(days => $1)
         ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED),
         purged AS (DELETE FROM jobs.job USING old WHERE job.id = old.id RETURNING job.id)
       SELECT id FROM purged`,
      [olderThanDays, ROWS_PER_PURGE],
    );
    purged += rows.length;
    if (rows.length < ROWS_PER_PURGE) return purged;
  }
}
