import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { appendMovement, type Hand, insertFact, noteFact, requirePast, takeRegister } from './acts.js';
import { capitalErrors, notFound } from './capital-errors.js';
import { readServable, listWithdrawals } from './read-withdrawals.js';
import { requireClassOn, rulesOn } from './subscribe.js';

export interface NewTransfer {
  readonly from: number;
  readonly to: number;
  readonly classId: number;
  readonly quantity: number;
  readonly agreedOn: LocalDate;
  readonly reason: string;
}

export interface NewConversion {
  readonly person: number;
  readonly fromClassId: number;
  readonly toClassId: number;
  /** Of the shares that are given up; as many of the other class as keep their value. */
  readonly quantity: number;
  readonly agreedOn: LocalDate;
  readonly reason: string;
}

export interface NewWithdrawal {
  readonly person: number;
  readonly classId: number;
  readonly quantity: number;
  readonly requestedOn: LocalDate;
  readonly reason: string;
}

export interface WithdrawalDecision {
  readonly withdrawal: number;
  readonly outcome: 'approved' | 'refused';
  readonly decidedOn: LocalDate;
  readonly reason: string;
}

/** Shares go from one person to another. @throws CAPITAL.TRANSFER_TO_SELF, CAPITAL.NOT_FOUND */
export async function writeTransfer(tx: Transaction, wish: NewTransfer, hand: Hand) {
  requirePast(wish.agreedOn, hand);
  await requireClassOn(tx, wish.classId, wish.agreedOn);
  const id = await insertFact(
    tx,
    'share_transfer',
    {
      from_person_id: wish.from,
      to_person_id: wish.to,
      class_id: wish.classId,
      quantity: wish.quantity,
      agreed_on: wish.agreedOn,
      reason: wish.reason,
    },
    hand,
  );
  return { id, movement: await appendMovement(tx, { transfer: id }, { day: wish.agreedOn, hand }) };
}

/** Shares of one class become shares of another, of the same value. @throws CAPITAL.CONVERSION_UNEQUAL */
export async function writeConversion(tx: Transaction, wish: NewConversion, hand: Hand) {
  requirePast(wish.agreedOn, hand);
  const from = await requireClassOn(tx, wish.fromClassId, wish.agreedOn);
  const to = await requireClassOn(tx, wish.toClassId, wish.agreedOn);
  const value = wish.quantity * from.nominalCents;
  const toQuantity = Math.floor(value / to.nominalCents);
  if (from.id === to.id || toQuantity * to.nominalCents !== value)
    throw capitalErrors.CONVERSION_UNEQUAL({ from: value, to: toQuantity * to.nominalCents });
  const id = await insertFact(
    tx,
    'share_conversion',
    {
      person_id: wish.person,
      from_class_id: from.id,
      to_class_id: to.id,
      quantity: wish.quantity,
      to_quantity: toQuantity,
      agreed_on: wish.agreedOn,
      reason: wish.reason,
    },
    hand,
  );
  return { id, movement: await appendMovement(tx, { conversion: id }, { day: wish.agreedOn, hand }) };
}

/**
 * Asks to leave with some shares, or all. Nothing moves before it is granted.
 * @throws CAPITAL.HOLDINGS_TOO_SMALL, CAPITAL.SHARES_ALREADY_LEAVING
 */
export async function writeWithdrawal(tx: Transaction, wish: NewWithdrawal, hand: Hand): Promise<number> {
  requirePast(wish.requestedOn, hand);
  await takeRegister(tx);
  await rulesOn(tx, wish.requestedOn);
  const shareClass = await requireClassOn(tx, wish.classId, wish.requestedOn);
  const [held] = await tx.query(
    `SELECT concat_ws(' ', p.given_name, p.name) AS person,
       (SELECT coalesce(sum(quantity), 0)::int FROM membership.share_leg WHERE person_id = p.id AND class_id = $2) AS quantity,
       (SELECT coalesce(sum(w.quantity), 0)::int FROM membership.share_withdrawal w
        WHERE w.person_id = p.id AND w.class_id = $2
          AND NOT EXISTS (SELECT FROM membership.share_withdrawal_decision WHERE withdrawal_id = w.id AND outcome = 'refused')
          AND NOT EXISTS (SELECT FROM membership.share_withdrawal_abandonment WHERE withdrawal_id = w.id)
          AND NOT EXISTS (SELECT FROM membership.share_movement WHERE cause = 'withdrawal/' || w.id)) AS asked
     FROM membership.person p WHERE p.id = $1`,
    [wish.person, wish.classId],
  );
  if (!held) throw notFound('person', wish.person);
  const { person, quantity, asked } = held as { person: string; quantity: number; asked: number };
  if (quantity < wish.quantity)
    throw capitalErrors.HOLDINGS_TOO_SMALL({
      person,
      class: shareClass.code,
      day: wish.requestedOn,
      missing: wish.quantity - quantity,
    });
  // Asked for twice, the second would wait for ever for shares that are gone, and hold up who comes after.
  if (quantity - asked < wish.quantity) {
    const left = Math.max(quantity - asked, 0);
    throw capitalErrors.SHARES_ALREADY_LEAVING({ person, class: shareClass.code, asked, left });
  }
  return insertFact(
    tx,
    'share_withdrawal',
    {
      person_id: wish.person,
      class_id: wish.classId,
      quantity: wish.quantity,
      requested_on: wish.requestedOn,
      reason: wish.reason,
    },
    hand,
  );
}

/** @throws CAPITAL.ACT_TOO_EARLY */
function requireSince(day: LocalDate, since: LocalDate): void {
  if (day < since) throw capitalErrors.ACT_TOO_EARLY({ day, since });
}

/** @throws CAPITAL.NOT_FOUND, CAPITAL.WITHDRAWAL_DECIDED, CAPITAL.ACT_TOO_EARLY */
export async function writeDecision(
  tx: Transaction,
  decision: WithdrawalDecision,
  hand: Hand,
): Promise<void> {
  requirePast(decision.decidedOn, hand);
  await takeRegister(tx);
  const { state, requestedOn } = await requireWithdrawal(tx, decision.withdrawal, hand);
  if (state !== 'requested') throw capitalErrors.WITHDRAWAL_DECIDED({ withdrawal: decision.withdrawal });
  requireSince(decision.decidedOn, requestedOn);
  await noteFact(
    tx,
    'share_withdrawal_decision',
    {
      withdrawal_id: decision.withdrawal,
      outcome: decision.outcome,
      decided_on: decision.decidedOn,
      reason: decision.reason,
    },
    hand,
  );
}

/** The person stays after all. @throws CAPITAL.NOT_FOUND, CAPITAL.WITHDRAWAL_DECIDED, CAPITAL.WITHDRAWAL_DONE */
export async function writeAbandonment(
  tx: Transaction,
  { withdrawal, reason }: { withdrawal: number; reason: string },
  hand: Hand,
): Promise<void> {
  await takeRegister(tx);
  const { state } = await requireWithdrawal(tx, withdrawal, hand);
  if (state === 'done' || state === 'refunded') throw capitalErrors.WITHDRAWAL_DONE({ withdrawal });
  if (state === 'refused') throw capitalErrors.WITHDRAWAL_DECIDED({ withdrawal });
  await noteFact(tx, 'share_withdrawal_abandonment', { withdrawal_id: withdrawal, reason }, hand);
}

/** @throws CAPITAL.NOT_FOUND */
export async function requireWithdrawal(tx: Transaction, id: number, { today }: Hand) {
  const found = (await listWithdrawals(tx, today)).find((each) => each.id === id);
  if (!found) throw notFound('withdrawal', id);
  return found;
}

/**
 * Granted withdrawals take effect in the order in which they were asked for, as far as the floor lets them.
 * @returns the numbers of their movements
 */
export async function serveQueue(tx: Transaction, day: LocalDate, hand: Hand): Promise<number[]> {
  await takeRegister(tx);
  const { ids, day: on } = await readServable(tx, day);
  const movements: number[] = [];
  for (const id of ids) movements.push(await appendMovement(tx, { withdrawal: id }, { day: on, hand }));
  return movements;
}

/**
 * Losses that shares bear at a closing, after reserves. All shares held that day bear them, and those that left since the
 * closing before.
 * @throws CAPITAL.CLOSING_KNOWN, CAPITAL.LOSSES_EXCEED_CAPITAL
 */
export async function writeClosing(
  tx: Transaction,
  { closingOn, lossesCents }: { closingOn: LocalDate; lossesCents: number },
  hand: Hand,
): Promise<void> {
  requirePast(closingOn, hand);
  await takeRegister(tx);
  const [row] = await tx.query(
    `SELECT (coalesce((SELECT sum(cents) FROM membership.share_leg WHERE day <= $1), 0)
       + coalesce((SELECT sum(CASE WHEN reversal THEN -from_cents ELSE from_cents END) FROM membership.share_movement
           WHERE withdrawal_id IS NOT NULL AND day <= $1
             AND day > coalesce((SELECT max(closing_on) FROM membership.capital_closing WHERE closing_on < $1), '-infinity')),
         0))::bigint AS bearing`,
    [closingOn],
  );
  const { bearing } = row as { bearing: number };
  if (lossesCents > bearing) throw capitalErrors.LOSSES_EXCEED_CAPITAL({ losses: lossesCents, bearing });
  await tx.query(
    `INSERT INTO membership.capital_closing (closing_on, losses_cents, bearing_cents, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [closingOn, lossesCents, bearing, hand.madeBy, hand.at],
  );
}

export interface NewRefund {
  readonly withdrawal: number;
  readonly paidOn: LocalDate;
  /** The entry of the bank by which it left. */
  readonly reference: string;
}

/**
 * The refund was paid: what is due, once the losses of its financial year are known.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.REFUND_NOT_OWED, CAPITAL.REFUND_PAID, CAPITAL.REFUND_AMOUNT_OPEN,
 * CAPITAL.ACT_TOO_EARLY
 */
export async function writeRefund(tx: Transaction, wish: NewRefund, hand: Hand): Promise<number> {
  requirePast(wish.paidOn, hand);
  await takeRegister(tx);
  const { refund, state, doneOn } = await requireWithdrawal(tx, wish.withdrawal, hand);
  const withdrawal = wish.withdrawal;
  if (!refund || !doneOn) throw capitalErrors.REFUND_NOT_OWED({ withdrawal });
  if (state === 'refunded') throw capitalErrors.REFUND_PAID({ withdrawal });
  if (refund.provisional) throw capitalErrors.REFUND_AMOUNT_OPEN({ withdrawal, day: doneOn });
  requireSince(wish.paidOn, doneOn);
  await noteFact(
    tx,
    'share_refund',
    {
      withdrawal_id: withdrawal,
      paid_on: wish.paidOn,
      amount_cents: refund.amountCents,
      losses_cents: refund.lossCents,
      reference: wish.reference,
    },
    hand,
  );
  return refund.amountCents;
}
