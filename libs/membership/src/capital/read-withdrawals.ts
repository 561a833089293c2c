import { addMonths, latest, type LocalDate, type Sentence, writeCents } from '#kernel';
import { notFound } from './capital-errors.js';
import { inOrder, type Losses, refundOf, servable, type Waiting } from './fold-register.js';
import { personName, type Reader } from './read-holdings.js';
import { readRules, ruleOn } from './rules-by-day.js';

export const WITHDRAWAL_STATES = [
  'requested',
  'waiting',
  'done',
  'refunded',
  'refused',
  'abandoned',
] as const;
export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

export interface Refund {
  readonly dueOn: LocalDate;
  readonly lossCents: number;
  readonly amountCents: number;
  /** Whether the closing of its financial year is still to come, so that the amount may go down. */
  readonly provisional: boolean;
  readonly paidOn: LocalDate | null;
  readonly reference: string | null;
}

export interface WithdrawalRow {
  readonly id: number;
  readonly personId: number;
  readonly personCode: string;
  readonly personName: string;
  readonly classId: number;
  readonly classCode: string;
  readonly quantity: number;
  readonly amountCents: number;
  readonly requestedOn: LocalDate;
  readonly reason: string;
  readonly state: WithdrawalState;
  readonly decidedOn: LocalDate | null;
  readonly decisionReason: string | null;
  /** The day on which the shares went. */
  readonly doneOn: LocalDate | null;
  /** Place in the queue, from 1; null when it does not wait. */
  readonly place: number | null;
  /** Why it waits; null when it does not. */
  readonly why: Sentence | null;
  /** Null until it took effect. */
  readonly refund: Refund | null;
}

interface Row extends Omit<WithdrawalRow, 'place' | 'why' | 'refund'> {
  /** Paid-up shares of the class that the person holds. */
  readonly free: number;
  readonly paidOn: LocalDate | null;
  readonly paidCents: number | null;
  readonly paidLossCents: number | null;
  readonly reference: string | null;
}

const WITHDRAWALS = `
  SELECT w.id, w.person_id AS "personId", p.code AS "personCode", ${personName('p')} AS "personName",
    w.class_id AS "classId", c.code AS "classCode", w.quantity, w.quantity * c.nominal_cents AS "amountCents",
    w.requested_on AS "requestedOn", w.reason, d.decided_on AS "decidedOn", d.reason AS "decisionReason", m.day AS "doneOn",
    CASE WHEN r.withdrawal_id IS NOT NULL THEN 'refunded' WHEN m.day IS NOT NULL THEN 'done'
         WHEN a.withdrawal_id IS NOT NULL THEN 'abandoned' WHEN d.outcome = 'refused' THEN 'refused'
         WHEN d.outcome = 'approved' THEN 'waiting' ELSE 'requested' END AS state,
    (coalesce(h.quantity, 0) - coalesce(u.quantity, 0))::int AS free,
    r.paid_on AS "paidOn", r.amount_cents AS "paidCents", r.losses_cents AS "paidLossCents", r.reference
  FROM membership.share_withdrawal w
  JOIN membership.person p ON p.id = w.person_id
  JOIN membership.share_class c ON c.id = w.class_id
  LEFT JOIN membership.share_withdrawal_decision d ON d.withdrawal_id = w.id
  LEFT JOIN membership.share_withdrawal_abandonment a ON a.withdrawal_id = w.id
  LEFT JOIN membership.share_refund r ON r.withdrawal_id = w.id
  LEFT JOIN membership.share_movement m ON m.withdrawal_id = w.id AND NOT m.reversal AND NOT EXISTS (
    SELECT FROM membership.share_movement x WHERE x.cause = m.cause AND x.generation = m.generation AND x.reversal)
  LEFT JOIN LATERAL (SELECT sum(l.quantity) AS quantity FROM membership.share_leg l
                     WHERE l.person_id = w.person_id AND l.class_id = w.class_id) h ON true
  LEFT JOIN LATERAL (SELECT sum(s.quantity) AS quantity FROM membership.share_subscription s
                     JOIN membership.share_subscription_state t ON t.id = s.id
                     WHERE s.person_id = w.person_id AND s.class_id = w.class_id AND t.live
                       AND t.paid_cents < s.amount_cents) u ON true`;

/** The queue; of two withdrawals of one person, the second is held only by what the first leaves. */
function waitingOf(rows: readonly Row[]): Waiting[] {
  const taken = new Map<string, number>();
  return inOrder(rows.filter(({ state }) => state === 'waiting')).map((row) => {
    const holder = `${row.personId}/${row.classId}`;
    const before = taken.get(holder) ?? 0;
    taken.set(holder, before + row.quantity);
    const { id, requestedOn, amountCents: cents } = row;
    return { id, requestedOn, cents, held: row.free >= before + row.quantity };
  });
}

/** Capital at the end of a day, and the floor below which no withdrawal takes it: 0 where the bylaws say nothing of it. */
async function readLevel(
  reader: Reader,
  day: LocalDate,
): Promise<{ readonly capitalCents: number; readonly floorCents: number }> {
  const [level] = await reader.query(
    `SELECT d.capital_cents AS "capitalCents", coalesce(membership.floor_on($1, d.highest_cents), 0) AS "floorCents"
     FROM membership.capital_days_until(NULL) d WHERE d.day <= $1 ORDER BY d.day DESC LIMIT 1`,
    [day],
  );
  return level ?? { capitalCents: 0, floorCents: 0 };
}

/** One withdrawal: where it stands, and what is owed for it. @throws CAPITAL.NOT_FOUND */
export async function readWithdrawal(
  reader: Reader,
  id: number,
): Promise<Pick<WithdrawalRow, 'state' | 'requestedOn' | 'doneOn' | 'refund'>> {
  const [row]: Row[] = await reader.query(`${WITHDRAWALS} WHERE w.id = $1`, [id]);
  if (!row) throw notFound('withdrawal', id);
  const { state, requestedOn, doneOn } = row;
  return {
    state,
    requestedOn,
    doneOn,
    refund: doneOn ? refundFor(doneOn, row, await readTerms(reader)) : null,
  };
}

/** Every withdrawal, with its place and why it waits, in the order of the queue. */
export async function listWithdrawals(reader: Reader, today: LocalDate): Promise<WithdrawalRow[]> {
  const rows: Row[] = await reader.query(`${WITHDRAWALS} ORDER BY w.requested_on, w.id`);
  const { capitalCents, floorCents } = await readLevel(reader, today);
  const room = capitalCents - floorCents;
  const queue = waitingOf(rows);
  const terms = await readTerms(reader);
  return rows.map((each) => {
    const { free: _, paidOn: __, paidCents: ___, paidLossCents: ____, reference: _____, ...row } = each;
    const index = queue.findIndex(({ id }) => id === row.id);
    const before = queue.slice(0, Math.max(index, 0)).reduce((sum, { cents }) => sum + cents, 0);
    return {
      ...row,
      place: index < 0 ? null : index + 1,
      why:
        index < 0
          ? null
          : whyItWaits({ held: queue[index]!.held, before, room, cents: row.amountCents, index }),
      refund: row.doneOn ? refundFor(row.doneOn, each, terms) : null,
    };
  });
}

interface Wait {
  readonly held: boolean;
  readonly before: number;
  readonly room: number;
  readonly cents: number;
  readonly index: number;
}

function whyItWaits({ held, before, room, cents, index }: Wait): Sentence {
  if (!held)
    return {
      fr: 'Les parts ne sont plus là, ou ne sont pas entièrement libérées\u00a0: enregistrez le solde, ou l’abandon de la demande.',
      en: 'The shares are gone, or not paid up: record the balance, or that the request is abandoned.',
    };
  const missing = before + cents - room;
  if (missing <= 0 && index > 0)
    return {
      fr: 'Il attend que ceux qui le précèdent soient servis.',
      en: 'It waits until those before it are served.',
    };
  return {
    fr: `Il manque ${writeCents(Math.max(missing, 0), 'fr')} de capital au-dessus du plancher pour le servir à son tour.`,
    en: `${writeCents(Math.max(missing, 0), 'en')} of capital above the floor is missing to serve it in its turn.`,
  };
}

interface Closing extends Losses {
  readonly on: LocalDate;
}

/** What refunds follow from: the closings, the first one first, and the rules by day. */
async function readTerms(reader: Reader) {
  const closings: Closing[] = await reader.query(
    `SELECT closing_on AS "on", losses_cents AS "lossesCents", bearing_cents AS "bearingCents"
     FROM membership.capital_closing_bearing ORDER BY closing_on`,
  );
  return { closings, rules: ruleOn(await readRules(reader)) };
}

/** @param doneOn the day on which the shares went: they bear the losses of the first closing since. */
function refundFor(
  doneOn: LocalDate,
  { amountCents, paidOn, paidCents, paidLossCents, reference }: Row,
  { closings, rules }: Awaited<ReturnType<typeof readTerms>>,
): Refund {
  const dueOn = addMonths(doneOn, rules(doneOn)?.refundDelayMonths ?? 0);
  const provisional = false;
  if (paidOn)
    return { dueOn, lossCents: paidLossCents!, amountCents: paidCents!, provisional, paidOn, reference };
  const losses = closings.find(({ on }) => on >= doneOn) ?? null;
  const { lossCents, refundCents } = refundOf(amountCents, losses);
  return {
    dueOn,
    lossCents,
    amountCents: refundCents,
    provisional: losses === null,
    paidOn: null,
    reference: null,
  };
}

/** Granted withdrawals that can take effect now, in order, and the day of the newest movement. */
export async function readServable(
  reader: Reader,
  day: LocalDate,
): Promise<{ readonly ids: readonly number[]; readonly day: LocalDate }> {
  const rows: Row[] = await reader.query(
    `${WITHDRAWALS} WHERE w.id IN (SELECT id FROM membership.share_withdrawal_open) ORDER BY w.requested_on, w.id`,
  );
  const queue = waitingOf(rows);
  if (queue.length === 0) return { ids: [], day };
  const [{ last }] = await reader.query('SELECT max(day) AS last FROM membership.share_movement');
  // Nothing takes effect before what the register already tells.
  const on = last ? latest(day, last as LocalDate) : day;
  const served = servable(queue, await readLevel(reader, on));
  return { ids: served.map(({ id }) => id), day: on };
}
