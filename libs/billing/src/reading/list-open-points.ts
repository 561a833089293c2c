import type { LocalDate, Sentence } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { ISSUE_RUN_JOB } from '../billing.js';
import { DELIVER_JOB, RENDER_JOB } from '../delivery/delivery-jobs.js';
import type { DeliveryState } from '../delivery/deliveries.js';
import { type Named, requireRun } from './read-runs.js';

/**
 * Why something of a run waits for a person: `stuckIssuing` the run itself; `failed`, `review` and `held` a document
 * without number; the others an issued one that was not rendered or did not arrive.
 */
export const OPEN_POINTS = [
  'stuckIssuing',
  'failed',
  'review',
  'held',
  'stuckRendering',
  'stuckSending',
  'refused',
  'unknown',
  'byHand',
] as const;
export type OpenPointKind = (typeof OPEN_POINTS)[number];

export interface OpenPoint {
  readonly kind: OpenPointKind;
  /** The document of the proposal; null for the run itself. */
  readonly position: number | null;
  readonly client: Named | null;
  readonly netCents: number | null;
  readonly invoice: { readonly id: number; readonly number: string } | null;
  /** Why it was set aside or is held: one sentence for each remark. */
  readonly sentences: readonly Sentence[];
  /** What the code of the reason is, for documents that were set aside. */
  readonly code: string | null;
  /** What the failed work, or whoever was to receive it, answered. */
  readonly detail: string | null;
  /** The work without attempts left, which may be given them back. */
  readonly job: number | null;
  readonly delivery: DeliveryState | null;
  readonly channel: string | null;
  readonly address: string | null;
  readonly deadlineOn: LocalDate | null;
  /** Whether a release lets it out: nothing on it is blocked. */
  readonly releasable: boolean;
}

export interface OpenPoints {
  /** The first of them, 500 at most. */
  readonly points: readonly OpenPoint[];
  readonly total: number;
}

/** Set aside, or held although the run was approved. */
const DOCUMENTS = `
  SELECT d.state AS kind, d.position, d.client_id, d.net_cents AS "netCents", d.invoice_id,
    CASE WHEN d.state = 'held' THEN (SELECT jsonb_agg(c -> 'sentence') FROM jsonb_array_elements(d.controls) c
                                     WHERE c ->> 'severity' <> 'warning')
         ELSE jsonb_build_array(d.reason -> 'sentence') END AS sentences,
    d.reason ->> 'code' AS code, NULL::text AS detail, NULL::bigint AS job, NULL::text AS delivery, NULL::text AS channel,
    NULL::text AS address, NULL::date AS "deadlineOn",
    d.state = 'held' AND NOT d.controls @> '[{"severity": "blocked"}]' AS releasable
  FROM billing.run r JOIN billing.run_document d ON d.run_id = r.id
  WHERE r.id = $1 AND (d.state IN ('failed', 'review') OR d.state = 'held' AND r.state NOT IN ('proposed', 'abandoned'))`;

/** Not rendered, or not delivered, and no work goes on. */
const DELIVERIES = `
  SELECT CASE WHEN v.state IN ('refused', 'unknown') THEN v.state WHEN j.kind = '${RENDER_JOB}' THEN 'stuckRendering'
              WHEN j.kind = '${DELIVER_JOB}' THEN 'stuckSending' ELSE 'byHand' END AS kind,
    d.position, i.client_id, i.net_cents, i.id, '[]'::jsonb, NULL, coalesce(j.last_error, v.detail), j.id, v.state, v.channel,
    v.address, v.deadline_on, false
  FROM billing.invoice i
  JOIN billing.delivery v ON v.invoice_id = i.id
  LEFT JOIN billing.run_document d ON d.run_id = i.run_id AND d.invoice_id = i.id
  LEFT JOIN LATERAL (
    SELECT s.id, s.kind, s.last_error FROM jobs.job s
    WHERE s.state = 'stuck' AND (s.kind = '${RENDER_JOB}' AND s.key = i.id::text
      OR s.kind = '${DELIVER_JOB}' AND s.key = i.id || '/' || greatest(v.attempt, 1))
    ORDER BY s.kind DESC LIMIT 1
  ) j ON true
  WHERE i.run_id = $1 AND v.state NOT IN ('sent', 'excused')
    AND (v.state IN ('refused', 'unknown') OR j.id IS NOT NULL OR v.channel <> 'email' AND v.state = 'awaiting')`;

const RUN_ITSELF = `
  SELECT 'stuckIssuing', NULL, NULL, NULL, NULL, '[]'::jsonb, NULL, last_error, id, NULL, NULL, NULL, NULL, false
  FROM jobs.job WHERE kind = '${ISSUE_RUN_JOB}' AND key = $1::bigint::text AND state = 'stuck'`;

/** What of a run does not go on without a person, the gravest first. @throws BILLING.RUN_UNKNOWN */
export async function listOpenPoints(
  unitOfWork: UnitOfWork,
  runId: number,
  limit = 500,
): Promise<OpenPoints> {
  await requireRun(unitOfWork, runId);
  const points = await unitOfWork.read<OpenPoint & { total: number }>(
    `SELECT p.kind, p.position, p."netCents", p.sentences, p.code, p.detail, p.job, p.delivery, p.channel, p.address,
       p."deadlineOn", p.releasable, count(*) OVER ()::int AS total,
       CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) END AS client,
       CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('id', i.id, 'number', i.number) END AS invoice
     FROM (${DOCUMENTS} UNION ALL ${DELIVERIES} UNION ALL ${RUN_ITSELF}) p
     LEFT JOIN contracts.client c ON c.id = p.client_id
     LEFT JOIN billing.invoice i ON i.id = p.invoice_id
     ORDER BY array_position($2::text[], p.kind), p.position LIMIT $3`,
    [runId, OPEN_POINTS, limit],
  );
  return { points: points.map(({ total: _, ...point }) => point), total: points[0]?.total ?? 0 };
}
