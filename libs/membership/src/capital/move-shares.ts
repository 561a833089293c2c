import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import {
  appendMovement,
  type Hand,
  insertFact,
  noteFact,
  requirePast,
  requireRow,
  takeRegister,
} from './acts.js';
import { capitalErrors, notFound } from './capital-errors.js';
import { personName } from './read-holdings.js';
import { readServable, readWithdrawal } from './read-withdrawals.js';
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

/**
 * Shares go to who holds some already, or was admitted: the decision that admits is the approval that a transfer needs
 * (art. 11 loi 47-1775 [?]). A subscription needs none before: the admission follows it.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.RECIPIENT_NOT_ADMITTED
 */
async function requireRecipient(tx: Transaction, person: number, day: LocalDate): Promise<void> {
  const { name, admitted } = await requireRow<{ name: string; admitted: boolean }>(
    tx,
    'person',
    person,
    `SELECT ${personName('p')} AS name, EXISTS (SELECT FROM membership.associate a WHERE a.person_id = p.id AND a.counts
         AND a.decided_on <= $2 AND (upper(a.period) IS NULL OR upper(a.period) > $2))
       OR (SELECT coalesce(sum(l.quantity), 0) FROM membership.share_leg l WHERE l.person_id = p.id AND l.day <= $2) > 0 AS admitted
     FROM membership.person p WHERE p.id = $1`,
    [day],
  );
  if (!admitted) throw capitalErrors.RECIPIENT_NOT_ADMITTED({ person: name, day });
}

/**
 * Shares go from one person to another.
 * @throws CAPITAL.TRANSFER_TO_SELF, CAPITAL.NOT_FOUND, CAPITAL.RECIPIENT_NOT_ADMITTED
 */
export async function writeTransfer(tx: Transaction, wish: NewTransfer, hand: Hand) {
  requirePast(wish.agreedOn, hand);
  await requireClassOn(tx, wish.classId, wish.agreedOn);
  if (wish.from === wish.to) throw capitalErrors.TRANSFER_TO_SELF({});
  await takeRegister(tx);
  await requireRecipient(tx, wish.to, wish.agreedOn);
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

/** As the database keeps it, before a number that it could not hold. */
const MOST_CONVERTED = 100_000_000;

/**
 * Shares of one class become shares of another, of the same value.
 * @throws CAPITAL.CONVERSION_UNEQUAL, CAPITAL.CONVERSION_SAME_CLASS, CAPITAL.CONVERSION_TOO_LARGE
 */
export async function writeConversion(tx: Transaction, wish: NewConversion, hand: Hand) {
  requirePast(wish.agreedOn, hand);
  const from = await requireClassOn(tx, wish.fromClassId, wish.agreedOn);
  const to = await requireClassOn(tx, wish.toClassId, wish.agreedOn);
  if (from.id === to.id) throw capitalErrors.CONVERSION_SAME_CLASS({});
  const value = wish.quantity * from.nominalCents;
  const toQuantity = Math.floor(value / to.nominalCents);
  if (toQuantity * to.nominalCents !== value)
    throw capitalErrors.CONVERSION_UNEQUAL({ from: value, to: toQuantity * to.nominalCents });
  if (toQuantity > MOST_CONVERTED) throw capitalErrors.CONVERSION_TOO_LARGE({});
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
       (SELECT coalesce(sum(quantity), 0)::int FROM membership.share_leg WHERE person_id = p.id AND class_id = $2) AS quantity
     FROM membership.person p WHERE p.id = $1`,
    [wish.person, wish.classId],
  );
  if (!held) throw notFound('person', wish.person);
  const { person, quantity } = held as { person: string; quantity: number };
  if (quantity < wish.quantity)
    throw capitalErrors.HOLDINGS_TOO_SMALL({
      person,
      class: shareClass.code,
      day: wish.requestedOn,
      missing: wish.quantity - quantity,
    });
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
  const { state, requestedOn } = await readWithdrawal(tx, decision.withdrawal);
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
  const { state } = await readWithdrawal(tx, withdrawal);
  if (state === 'done' || state === 'refunded') throw capitalErrors.WITHDRAWAL_DONE({ withdrawal });
  if (state === 'refused') throw capitalErrors.WITHDRAWAL_DECIDED({ withdrawal });
  await noteFact(tx, 'share_withdrawal_abandonment', { withdrawal_id: withdrawal, reason }, hand);
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

/** Losses that shares bear at a closing, after reserves. @throws CAPITAL.DAY_IN_FUTURE, CAPITAL.CLOSING_KNOWN */
export async function writeClosing(
  tx: Transaction,
  { closingOn, lossesCents }: { closingOn: LocalDate; lossesCents: number },
  hand: Hand,
): Promise<void> {
  requirePast(closingOn, hand);
  await noteFact(tx, 'capital_closing', { closing_on: closingOn, losses_cents: lossesCents }, hand);
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
  const { refund, state, doneOn } = await readWithdrawal(tx, wish.withdrawal);
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
