import type { UnitOfWork } from '#persistence';
import type { ClaimedJob, ClaimTerms } from './job.js';

// All instants are told by the clock of PostgreSQL, so that workers whose own clocks differ agree on a lease.
const TERMS = `
  terms AS (SELECT * FROM jsonb_to_recordset($1::jsonb)
    AS terms(kind text, "maxAttempts" integer, "leaseSeconds" double precision, free integer))`;

const CLAIM = `
  UPDATE jobs.job SET state = 'running', attempts = attempts + 1, turns = turns + 1, max_attempts = due."maxAttempts",
    claim = gen_random_uuid(), lease_until = now() + due."leaseSeconds" * interval '1 second',
    worker = $2, started_at = now(), progress_done = NULL, progress_total = NULL, rung_at = NULL
  FROM due WHERE job.id = due.id
  RETURNING job.id, job.kind, job.key, job.payload, job.priority, job.run_after, job.attempts AS attempt,
    job.claim, job.max_attempts AS "maxAttempts"`;

/** Claims what is due, smallest priority first: never what another holds, nor more than is free of a kind and in all. */
export async function claimDue(
  unitOfWork: UnitOfWork,
  worker: string,
  { terms, places }: { readonly terms: readonly ClaimTerms[]; readonly places: number },
): Promise<ClaimedJob[]> {
  return unitOfWork.read<ClaimedJob>(
    `WITH ${TERMS}, due AS MATERIALIZED (
       SELECT due.id, terms."maxAttempts", terms."leaseSeconds" FROM terms CROSS JOIN LATERAL (
         SELECT id, priority, run_after FROM jobs.job
         WHERE kind = terms.kind AND state IN ('ready', 'failed') AND run_after <= now()
         ORDER BY priority, run_after, id LIMIT terms.free FOR UPDATE SKIP LOCKED) AS due
       ORDER BY due.priority, due.run_after, due.id LIMIT $3
     ), claimed AS (${CLAIM})
     SELECT id, kind, key, payload, attempt, claim, "maxAttempts" FROM claimed ORDER BY priority, run_after, id`,
    [JSON.stringify(terms), worker, places],
  );
}

/** Claims one row by its id; null when it is done, held by another, not yet due, or of a kind unknown here. */
export async function claimOne(
  unitOfWork: UnitOfWork,
  worker: string,
  terms: readonly ClaimTerms[],
  jobId: number,
): Promise<ClaimedJob | null> {
  const rows = await unitOfWork.read<ClaimedJob>(
    `WITH ${TERMS}, due AS MATERIALIZED (
       SELECT job.id, terms."maxAttempts", terms."leaseSeconds" FROM jobs.job JOIN terms USING (kind)
       WHERE job.id = $3 AND state IN ('ready', 'failed') AND run_after <= now()
       FOR UPDATE OF job SKIP LOCKED
     ), claimed AS (${CLAIM})
     SELECT id, kind, key, payload, attempt, claim, "maxAttempts" FROM claimed`,
    [JSON.stringify(terms), worker, jobId],
  );
  return rows[0] ?? null;
}

export interface FreedLeases {
  readonly freed: number;
  /** Jobs whose last attempt this was. */
  readonly stuck: readonly number[];
}

/** Takes work back from holders that stopped renewing their lease: killed, frozen, or cut off. */
export async function freeExpiredLeases(unitOfWork: UnitOfWork): Promise<FreedLeases> {
  const rows = await unitOfWork.read<{ id: number; state: string }>(
    `WITH expired AS MATERIALIZED (
       SELECT id FROM jobs.job WHERE state = 'running' AND lease_until < now() FOR UPDATE SKIP LOCKED
     ), freed AS (
       UPDATE jobs.job SET
         state = CASE WHEN wanted_again THEN 'ready' WHEN attempts >= max_attempts THEN 'stuck' ELSE 'failed' END::jobs.job_state,
         attempts = CASE WHEN wanted_again THEN 0 ELSE attempts END, wanted_again = false,
         last_error = format('the worker %s stopped renewing its lease', worker),
         run_after = now(), claim = NULL, lease_until = NULL, worker = NULL
       FROM expired WHERE job.id = expired.id RETURNING job.id, job.state
     ) SELECT id, state FROM freed ORDER BY id`,
  );
  return { freed: rows.length, stuck: rows.filter(({ state }) => state === 'stuck').map(({ id }) => id) };
}

/** Prolongs a lease. False when the row is no longer ours: another took it over. */
export async function renewLease(
  unitOfWork: UnitOfWork,
  { id, claim }: ClaimedJob,
  leaseSeconds: number,
): Promise<boolean> {
  const rows = await unitOfWork.read(
    `WITH renewed AS (
       UPDATE jobs.job SET lease_until = now() + $3::double precision * interval '1 second'
       WHERE id = $1 AND claim = $2 RETURNING id
     ) SELECT id FROM renewed`,
    [id, claim, leaseSeconds],
  );
  return rows.length === 1;
}
