import type { Transaction } from '#persistence';
import { jobsErrors } from '../jobs-errors.js';
import type { NewJob, WriteOptions } from './job.js';

// Written in the order of the keys, so that two transactions that write the same work wait for each other instead of
// deadlocking; of twins within one list the first counts.
const GIVEN = `
  SELECT DISTINCT ON (kind, key) kind, key, COALESCE(payload, '{}'::jsonb) AS payload,
    COALESCE(priority, 0) AS priority, COALESCE("runAfter", now()) AS run_after
  FROM jsonb_to_recordset($1::jsonb)
    AS given(position integer, kind text, key text, payload jsonb, priority smallint, "runAfter" timestamptz)
  ORDER BY kind, key, position`;

// The one conflict that is allowed is named: any other refusal of the database is an error that stops the transaction.
const KEEP = 'ON CONFLICT ON CONSTRAINT job_is_written_once DO NOTHING';
const AGAIN = `ON CONFLICT ON CONSTRAINT job_is_written_once DO UPDATE SET
  payload = excluded.payload, priority = excluded.priority, run_after = excluded.run_after,
  state = CASE WHEN job.state = 'running' THEN job.state ELSE 'ready' END,
  wanted_again = job.state = 'running',
  attempts = CASE WHEN job.state = 'running' THEN job.attempts ELSE 0 END,
  rung_at = NULL, finished_at = NULL`;

const ROWS_PER_STATEMENT = 20_000;
const TIME_OF_DAY = /\d{4}-\d{2}-\d{2}[T _]\d{1,2}[:h]\d{2}/;
const EPOCH_MILLISECONDS = /(?:^|\D)1[5-9]\d{11}(?:\D|$)/;

/**
 * Writes work in the caller's transaction, set-based.
 * @returns how many rows were new (or, with `again`, new or made ready again)
 * @throws JOBS.KEY_HOLDS_A_TIME, JOBS.KEY_TAKEN (same kind and key, another payload)
 */
export async function writeJobs(
  tx: Transaction,
  jobs: readonly NewJob[],
  { ifWritten = 'same' }: WriteOptions = {},
): Promise<number> {
  for (const { kind, key } of jobs) {
    if (TIME_OF_DAY.test(key) || EPOCH_MILLISECONDS.test(key))
      throw jobsErrors.KEY_HOLDS_A_TIME({ kind, key });
  }
  let written = 0;
  for (let start = 0; start < jobs.length; start += ROWS_PER_STATEMENT) {
    const given = jobs.slice(start, start + ROWS_PER_STATEMENT);
    const json = JSON.stringify(given.map((job, position) => ({ position, ...job })));
    const rows: { id: number }[] = await tx.query(
      `INSERT INTO jobs.job (kind, key, payload, priority, run_after)
       SELECT kind, key, payload, priority, run_after FROM (${GIVEN}) AS given
       ${ifWritten === 'again' ? AGAIN : KEEP} RETURNING id`,
      [json],
    );
    written += rows.length;
    if (ifWritten === 'same' && rows.length < given.length) await refuseOtherPayloads(tx, json);
  }
  return written;
}

/** The same key with another payload is another work, whose silent loss would be a work never done. */
async function refuseOtherPayloads(tx: Transaction, json: string): Promise<void> {
  const taken: { kind: string; key: string }[] = await tx.query(
    `SELECT DISTINCT kind, key FROM jobs.job
       JOIN jsonb_to_recordset($1::jsonb) AS given(kind text, key text, payload jsonb) USING (kind, key)
     WHERE job.payload <> COALESCE(given.payload, '{}'::jsonb) ORDER BY kind, key LIMIT 5`,
    [json],
  );
  const [first] = taken;
  if (first) {
    const keys = taken.filter(({ kind }) => kind === first.kind).map(({ key }) => key);
    throw jobsErrors.KEY_TAKEN({ kind: first.kind, keys });
  }
}
