import { addMonths, type LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import type { CapitalRules } from '../bylaws/bylaws.js';
import { readBylawsOn } from '../bylaws/read-bylaws.js';
import { type Hand, insertFact, requirePast, takeRegister } from './acts.js';
import { capitalErrors } from './capital-errors.js';
import { readClass } from './read-subscriptions.js';

export interface NewClass {
  /** 1 to 8 capital letters and digits. */
  readonly code: string;
  readonly name: string;
  readonly nominalCents: number;
  readonly from: LocalDate;
}

export interface NewSubscription {
  readonly person: number;
  readonly classId: number;
  readonly quantity: number;
  readonly subscribedOn: LocalDate;
  /** What is called when subscribing; all of it unless told. */
  readonly calledCents?: number;
}

/** @throws CAPITAL.NO_CAPITAL_RULES */
export async function rulesOn(tx: Transaction, day: LocalDate): Promise<CapitalRules> {
  const rules = (await readBylawsOn(tx, day))?.capital;
  if (!rules) throw capitalErrors.NO_CAPITAL_RULES({ day });
  return rules;
}

/** What the bylaws require at least when subscribing, rounded up to the cent. */
export function requiredCents(
  amountCents: number,
  { paidAtSubscriptionBasisPoints }: Pick<CapitalRules, 'paidAtSubscriptionBasisPoints'>,
): number {
  return Math.max(1, Math.ceil((amountCents * paidAtSubscriptionBasisPoints) / 10_000));
}

/** @throws CAPITAL.CLASS_NOT_YET, CAPITAL.NOT_FOUND */
export async function requireClassOn(tx: Transaction, classId: number, day: LocalDate) {
  const found = await readClass(tx, classId);
  if (found.from > day) throw capitalErrors.CLASS_NOT_YET({ code: found.code, from: found.from, day });
  return found;
}

export async function writeSubscription(tx: Transaction, wish: NewSubscription, hand: Hand): Promise<number> {
  requirePast(wish.subscribedOn, hand);
  const rules = await rulesOn(tx, wish.subscribedOn);
  const { nominalCents } = await requireClassOn(tx, wish.classId, wish.subscribedOn);
  const amount = wish.quantity * nominalCents;
  const required = requiredCents(amount, rules);
  const called = wish.calledCents ?? amount;
  if (called < required || called > amount)
    throw capitalErrors.CALLED_OUT_OF_BOUNDS({ called, required, amount });
  return insertFact(
    tx,
    'share_subscription',
    {
      person_id: wish.person,
      class_id: wish.classId,
      quantity: wish.quantity,
      // Both are given by the database, from the class and the number before.
      amount_cents: 1,
      position: 0,
      required_cents: required,
      called_cents: called,
      subscribed_on: wish.subscribedOn,
      release_due_on: addMonths(wish.subscribedOn, rules.releaseMonths),
    },
    hand,
  );
}

export interface NewCall {
  readonly classId: number;
  /** Part of the nominal that is called now; at most what is left of each bulletin. */
  readonly basisPoints: number;
  readonly calledOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly reason: string;
}

/** Calls a part of the nominal of every bulletin of a class that is not all called. @throws CAPITAL.NOTHING_TO_CALL, CAPITAL.PERCENT_NOT_POSITIVE, CAPITAL.CALL_DUE_TOO_EARLY */
export async function writeCalls(tx: Transaction, wish: NewCall, hand: Hand): Promise<number[]> {
  requirePast(wish.calledOn, hand);
  if (wish.basisPoints <= 0) throw capitalErrors.PERCENT_NOT_POSITIVE({});
  await takeRegister(tx);
  const shareClass = await readClass(tx, wish.classId);
  const open: { id: number; amount: number; left: number }[] = await tx.query(
    `SELECT s.id, s.amount_cents AS amount, (s.amount_cents - s.called_cents - coalesce((
         SELECT sum(c.amount_cents) FROM membership.share_call c WHERE c.subscription_id = s.id), 0))::bigint AS left
     FROM membership.share_subscription s JOIN membership.share_subscription_state t ON t.id = s.id AND t.live
     WHERE s.class_id = $1 AND s.subscribed_on <= $2 ORDER BY s.id`,
    [wish.classId, wish.calledOn],
  );
  const called: number[] = [];
  for (const { id, amount, left } of open) {
    const cents = Math.min(left, Math.ceil((amount * wish.basisPoints) / 10_000));
    if (cents <= 0) continue;
    const fact = {
      subscription_id: id,
      called_on: wish.calledOn,
      due_on: wish.dueOn,
      amount_cents: cents,
      reason: wish.reason,
    };
    called.push(await insertFact(tx, 'share_call', fact, hand));
  }
  if (called.length === 0) throw capitalErrors.NOTHING_TO_CALL({ class: shareClass.code });
  return called;
}
