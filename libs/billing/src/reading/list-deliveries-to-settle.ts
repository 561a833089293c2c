import type { Jobs } from '#jobs';
import type { LocalDate } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { DELIVER_JOB, RENDER_JOB } from '../delivery/delivery-jobs.js';
import type { DeliveryState } from '../delivery/deliveries.js';
import type { Named } from './read-runs.js';

/** Why a delivery needs a person. */
export const DELIVERY_NEEDS = [
  'unknown',
  'refused',
  'stuckRendering',
  'stuckSending',
  'overdue',
  'byHand',
] as const;
export type DeliveryNeed = (typeof DELIVERY_NEEDS)[number];

export interface DeliveryToSettle {
  readonly invoice: { readonly id: number; readonly number: string; readonly issuedOn: LocalDate };
  readonly client: Named;
  readonly grossCents: number;
  readonly channel: string;
  readonly address: string | null;
  readonly state: DeliveryState;
  readonly deadlineOn: LocalDate;
  /** How many times it was sent so far. */
  readonly attempt: number;
  readonly detail: string | null;
  readonly need: DeliveryNeed;
  /** The job to try again, where work has no attempts left, and what it failed of. */
  readonly job: { readonly id: number; readonly error: string | null } | null;
}

/** Deliveries that do not go on without a person, the earliest deadline first, 500 at most. */
export async function listDeliveriesToSettle(
  unitOfWork: UnitOfWork,
  jobs: Jobs,
  today: LocalDate,
): Promise<DeliveryToSettle[]> {
  const stuck = (await jobs.stuck())
    .filter(({ kind }) => kind === RENDER_JOB || kind === DELIVER_JOB)
    .map(({ id, kind, key, lastError }) => ({
      id,
      need: kind === RENDER_JOB ? 'stuckRendering' : 'stuckSending',
      invoice: Number(key.split('/')[0]),
      error: lastError,
    }));
  return unitOfWork.read<DeliveryToSettle>(
    `SELECT jsonb_build_object('id', i.id, 'number', i.number, 'issuedOn', i.issued_on) AS invoice,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       i.gross_cents AS "grossCents", v.channel, v.address, v.state, v.deadline_on AS "deadlineOn", v.attempt, v.detail,
       CASE WHEN v.state IN ('unknown', 'refused') THEN v.state
            WHEN j.need IS NOT NULL THEN j.need
            WHEN v.deadline_on < $2::date THEN 'overdue' ELSE 'byHand' END AS need,
       CASE WHEN j.id IS NOT NULL THEN jsonb_build_object('id', j.id, 'error', j.error) END AS job
     FROM billing.delivery v
     JOIN billing.invoice i ON i.id = v.invoice_id
     JOIN contracts.client c ON c.id = i.client_id
     LEFT JOIN LATERAL (
       SELECT s.id, s.need, s.error FROM jsonb_to_recordset($1::jsonb) AS s (id bigint, need text, invoice bigint, error text)
       WHERE s.invoice = v.invoice_id ORDER BY s.need DESC LIMIT 1
     ) j ON true
     WHERE v.state NOT IN ('sent', 'excused')
       AND (v.state IN ('unknown', 'refused') OR v.deadline_on < $2::date OR j.id IS NOT NULL OR v.channel <> 'email')
     ORDER BY v.deadline_on, v.invoice_id LIMIT 500`,
    [JSON.stringify(stuck), today],
  );
}
