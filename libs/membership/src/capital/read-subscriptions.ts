import type { LocalDate } from '#kernel';
import { foldedColumn, patternsOf } from '#persistence';
import { notFound } from './capital-errors.js';
import { personName, type Reader } from './read-holdings.js';

export interface ShareClass {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nominalCents: number;
  readonly from: LocalDate;
}

/**
 * - `awaiting`: not enough is paid for shares; - `partly`: shares, not paid up; - `paid`: paid up; - `cancelled`.
 */
export const SUBSCRIPTION_STATES = ['awaiting', 'partly', 'paid', 'cancelled'] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];

export const SENDING_STATES = ['awaiting', 'sending', 'sent', 'refused', 'unknown'] as const;
export type SendingState = (typeof SENDING_STATES)[number];

export interface SubscriptionRow {
  readonly id: number;
  /** `BS-2026-0042` */
  readonly code: string;
  readonly personId: number;
  readonly personCode: string;
  readonly personName: string;
  readonly email: string | null;
  readonly classId: number;
  readonly classCode: string;
  readonly nominalCents: number;
  readonly quantity: number;
  readonly amountCents: number;
  /** Paid before there are shares. */
  readonly requiredCents: number;
  readonly calledCents: number;
  readonly paidCents: number;
  readonly subscribedOn: LocalDate;
  readonly releaseDueOn: LocalDate;
  readonly state: SubscriptionState;
  readonly signedOn: LocalDate | null;
  readonly signedBy: string | null;
  /** Of the newest attempt; null when never sent. */
  readonly sending: SendingState | null;
  readonly sentTo: string | null;
}

/** Entered by mistake, and counts on no day; or taken back by the bank, and counts until then. */
export const UNDONE_BECAUSE = ['mistake', 'returned'] as const;
export type UndoneBecause = (typeof UNDONE_BECAUSE)[number];

/** Each payment with what became of it: reconciled, or undone. */
export interface PaymentRow {
  /** Of the newest reconciliation. */
  readonly id: number;
  readonly reference: string;
  readonly amountCents: number;
  readonly paidOn: LocalDate;
  readonly reconciled: boolean;
  /** Of a payment that never came, its own day. */
  readonly undoneOn: LocalDate | null;
  readonly undoneBecause: UndoneBecause | null;
  /** How many times it was reconciled. */
  readonly generation: number;
  readonly recordedBy: string;
}

export interface CallRow {
  readonly id: number;
  readonly calledOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly amountCents: number;
  readonly reason: string;
}

export interface OneSubscription extends SubscriptionRow {
  readonly payments: readonly PaymentRow[];
  readonly calls: readonly CallRow[];
}

export interface SubscriptionSearch {
  readonly search?: string;
  readonly state?: SubscriptionState;
  readonly person?: number;
  readonly page?: number;
  readonly size?: number;
}

const SUBSCRIPTIONS = `
  SELECT s.id, s.code, s.person_id AS "personId", p.code AS "personCode", ${personName('p')} AS "personName", p.email,
    s.class_id AS "classId", c.code AS "classCode", c.nominal_cents AS "nominalCents", s.quantity,
    s.amount_cents AS "amountCents", s.required_cents AS "requiredCents", t.called_cents AS "calledCents",
    t.paid_cents AS "paidCents", s.subscribed_on AS "subscribedOn", s.release_due_on AS "releaseDueOn",
    CASE WHEN x.subscription_id IS NOT NULL THEN 'cancelled' WHEN NOT t.live THEN 'awaiting'
         WHEN t.paid_cents < s.amount_cents THEN 'partly' ELSE 'paid' END AS state,
    g.signed_on AS "signedOn", g.signed_by AS "signedBy", d.state AS sending, d.address AS "sentTo"
  FROM membership.share_subscription s
  JOIN membership.share_subscription_state t ON t.id = s.id
  JOIN membership.person p ON p.id = s.person_id
  JOIN membership.share_class c ON c.id = s.class_id
  LEFT JOIN membership.share_subscription_cancellation x ON x.subscription_id = s.id
  LEFT JOIN membership.share_signature_in_force g ON g.subscription_id = s.id
  LEFT JOIN LATERAL (SELECT state, address FROM membership.share_bulletin_sending WHERE subscription_id = s.id
                     ORDER BY attempt DESC LIMIT 1) d ON true`;

export async function listClasses(reader: Reader): Promise<ShareClass[]> {
  return reader.query(
    `SELECT id, code, name, nominal_cents AS "nominalCents", from_day AS "from" FROM membership.share_class ORDER BY code`,
  );
}

/** @throws CAPITAL.NOT_FOUND */
export async function readClass(reader: Reader, id: number): Promise<ShareClass> {
  const found = (await listClasses(reader)).find((each) => each.id === id);
  if (!found) throw notFound('class', id);
  return found;
}

/** Newest first. */
export async function listSubscriptions(
  reader: Reader,
  search: SubscriptionSearch,
): Promise<{ items: readonly SubscriptionRow[]; total: number }> {
  const { page = 1, size = 50 } = search;
  const limit = Math.min(Math.max(1, Math.trunc(size)), 500);
  const rows: (SubscriptionRow & { total: number })[] = await reader.query(
    `SELECT *, count(*) OVER ()::int AS total FROM (${SUBSCRIPTIONS}) found
     WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR "personId" = $2)
       AND ${foldedColumn(`concat_ws(' ', code, "personCode", "personName", "classCode")`)} LIKE ALL ($3)
     ORDER BY "subscribedOn" DESC, id DESC LIMIT $4 OFFSET $5`,
    [
      search.state ?? null,
      search.person ?? null,
      patternsOf(search.search ?? ''),
      limit,
      (Math.max(1, Math.trunc(page)) - 1) * limit,
    ],
  );
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** @throws CAPITAL.NOT_FOUND */
export async function readSubscription(reader: Reader, id: number): Promise<OneSubscription> {
  const [row]: SubscriptionRow[] = await reader.query(`${SUBSCRIPTIONS} WHERE s.id = $1`, [id]);
  if (!row) throw notFound('subscription', id);
  const payments: PaymentRow[] = await reader.query(
    `SELECT DISTINCT ON (p.key) p.id, p.key AS reference, p.amount_cents AS "amountCents", p.paid_on AS "paidOn",
       u.id IS NULL AS reconciled, u.paid_on AS "undoneOn", u.undone_because AS "undoneBecause", p.generation, p.made_by AS "recordedBy"
     FROM membership.share_payment p
     LEFT JOIN membership.share_payment u
       ON u.subscription_id = p.subscription_id AND u.key = p.key AND u.generation = p.generation AND u.undone
     WHERE p.subscription_id = $1 AND NOT p.undone ORDER BY p.key, p.generation DESC`,
    [id],
  );
  const calls: CallRow[] = await reader.query(
    `SELECT id, called_on AS "calledOn", due_on AS "dueOn", amount_cents AS "amountCents", reason
     FROM membership.share_call WHERE subscription_id = $1 ORDER BY called_on, id`,
    [id],
  );
  const byDay = [...payments].sort((a, b) =>
    a.paidOn === b.paidOn ? a.id - b.id : a.paidOn < b.paidOn ? -1 : 1,
  );
  return { ...row, payments: byDay, calls };
}
