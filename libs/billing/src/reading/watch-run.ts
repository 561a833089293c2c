import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { DELIVER_JOB, RENDER_JOB } from '../delivery/delivery-jobs.js';
import type { RunState } from './read-runs.js';

/** How far a run has come, for a progress bar. Numbers of documents. */
export interface RunProgress {
  readonly state: RunState;
  /** Approved, issued, or sent back while issuing. */
  readonly documents: number;
  readonly approved: number;
  readonly issued: number;
  /** Sent back to a person: amended meanwhile, refused, billed by another. */
  readonly setAside: number;
  readonly rendered: number;
  readonly sent: number;
  readonly excused: number;
  /** Wait for a person: unknown or refused deliveries, other ways than e-mail, work without attempts left. */
  readonly unknown: number;
  readonly refused: number;
  readonly byHand: number;
  readonly stuck: number;
  /** Rendering or sending goes on by itself. */
  readonly underway: number;
  /** When it was last approved, or a document of it was tried again; null before. */
  readonly startedAt: Date | null;
  /** Nothing more happens without a person. */
  readonly done: boolean;
}

/** @throws BILLING.RUN_UNKNOWN */
export async function readProgress(unitOfWork: UnitOfWork, runId: number): Promise<RunProgress> {
  const [run] = await unitOfWork.read<
    Pick<RunProgress, 'state' | 'approved' | 'setAside' | 'issued' | 'startedAt'>
  >(
    `SELECT r.state, (SELECT max(e.at) FROM billing.run_event e WHERE e.run_id = r.id AND e.state = 'approved') AS "startedAt", count(d.*) FILTER (WHERE d.state = 'approved')::int AS approved,
       count(d.*) FILTER (WHERE d.state = 'issued')::int AS issued,
       count(d.*) FILTER (WHERE d.state IN ('review', 'failed', 'obsolete'))::int AS "setAside"
     FROM billing.run r LEFT JOIN billing.run_document d ON d.run_id = r.id WHERE r.id = $1 GROUP BY r.id`,
    [runId],
  );
  if (!run) throw billingErrors.RUN_UNKNOWN({ run: runId });
  const [delivery] = await unitOfWork.read<
    Pick<
      RunProgress,
      'rendered' | 'sent' | 'excused' | 'unknown' | 'refused' | 'byHand' | 'stuck' | 'underway'
    >
  >(
    `SELECT count(*) FILTER (WHERE NOT rendering)::int AS rendered,
       count(*) FILTER (WHERE state = 'sent')::int AS sent,
       count(*) FILTER (WHERE state = 'excused')::int AS excused,
       count(*) FILTER (WHERE state = 'unknown')::int AS unknown,
       count(*) FILTER (WHERE state = 'refused')::int AS refused,
       count(*) FILTER (WHERE state = 'awaiting' AND channel <> 'email' AND NOT stuck)::int AS "byHand",
       count(*) FILTER (WHERE stuck)::int AS stuck,
       count(*) FILTER (WHERE NOT stuck AND (rendering OR state IN ('awaiting', 'sending') AND channel = 'email'))::int AS underway
     FROM (
       SELECT v.state, v.channel, coalesce(j.state <> 'done', false) AS rendering,
         coalesce(j.state = 'stuck', false)
           OR v.state IN ('awaiting', 'sending') AND EXISTS (SELECT 1 FROM jobs.job s WHERE s.kind = '${DELIVER_JOB}'
                AND s.key = i.id || '/' || greatest(v.attempt, 1) AND s.state = 'stuck') AS stuck
       FROM billing.invoice i
       JOIN billing.delivery v ON v.invoice_id = i.id
       LEFT JOIN jobs.job j ON j.kind = '${RENDER_JOB}' AND j.key = i.id::text
       WHERE i.run_id = $1
     ) each`,
    [runId],
  );
  const { state, approved, issued, setAside, startedAt } = run;
  const atRest = state === 'proposed' || state === 'abandoned' || state === 'closed';
  const done = atRest || (state === 'delivering' && approved === 0 && delivery!.underway === 0);
  const documents = approved + issued + setAside;
  return { state, documents, approved, issued, setAside, ...delivery!, startedAt, done };
}
