import { addMonths, type LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import type { CapitalRules } from '../bylaws/bylaws.js';
import { readBylawsOn } from '../bylaws/read-bylaws.js';
import {
  appendMovement,
  generationsOf,
  type Hand,
  insertFact,
  requirePast,
  requireRow,
  takeRegister,
} from './acts.js';
import { capitalErrors, notFound } from './capital-errors.js';
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

export interface NewPayment {
  readonly subscription: number;
  readonly amountCents: number;
  readonly paidOn: LocalDate;
  /** What the payment is known by: reconciled twice under one reference, it counts once. Numbered when absent. */
  readonly reference?: string;
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

interface PaidState {
  readonly paidCents: number;
  readonly requiredCents: number;
  /** The first day of the bulletin from which on enough is paid, not before what its cause moved last. */
  readonly paidEnoughOn: LocalDate;
}

async function paidState(tx: Transaction, subscription: number): Promise<PaidState> {
  return requireRow(
    tx,
    'subscription',
    subscription,
    `WITH ran AS (
       SELECT paid_on AS day, sum(sum(signed_cents)) OVER (ORDER BY paid_on) AS paid
       FROM membership.share_payment WHERE subscription_id = $1 GROUP BY paid_on)
     SELECT t.paid_cents AS "paidCents", s.required_cents AS "requiredCents", greatest(s.subscribed_on,
       (SELECT min(day) FROM ran
        WHERE day > coalesce((SELECT max(day) FROM ran WHERE paid < s.required_cents), '-infinity')),
       (SELECT max(day) FROM membership.share_movement WHERE cause = 'subscription/' || s.id)) AS "paidEnoughOn"
     FROM membership.share_subscription s JOIN membership.share_subscription_state t ON t.id = s.id WHERE s.id = $1`,
  );
}

export interface Written {
  readonly payment: number;
  /** The movement that follows, if one does. */
  readonly movement: number | null;
}

/**
 * After money came or went: shares that are now paid for enter the register, on the day from which on they are and not
 * before their bulletin; those that no longer are leave it.
 * @param day on which they would leave
 */
async function followPayment(
  tx: Transaction,
  subscription: number,
  day: LocalDate,
  hand: Hand,
): Promise<number | null> {
  const { paidCents, requiredCents: required, paidEnoughOn } = await paidState(tx, subscription);
  const { live } = await generationsOf(tx, { subscription });
  const isPaid = paidCents >= required;
  if (isPaid === live) return null;
  return appendMovement(tx, { subscription }, { day: live ? day : paidEnoughOn, hand, reversal: live });
}

/**
 * A payment whose reconciliation was undone may come back under its reference with another amount or day.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_KNOWN, CAPITAL.PAYMENT_EXCEEDS, CAPITAL.DAY_IN_FUTURE,
 * CAPITAL.REVERSED_TOO_EARLY
 */
export async function writePayment(tx: Transaction, wish: NewPayment, hand: Hand): Promise<Written> {
  requirePast(wish.paidOn, hand);
  await takeRegister(tx);
  await paidState(tx, wish.subscription);
  const known = wish.reference ? await paymentOfReference(tx, wish.subscription, wish.reference) : null;
  if (known && !known.undone) throw capitalErrors.PAYMENT_KNOWN({ reference: known.key });
  const payment = await insertFact(
    tx,
    'share_payment',
    {
      subscription_id: wish.subscription,
      key: known?.key ?? wish.reference?.trim() ?? (await nextReference(tx, wish.subscription)),
      generation: (known?.generation ?? 0) + 1,
      paid_on: wish.paidOn,
      amount_cents: wish.amountCents,
    },
    hand,
  );
  return { payment, movement: await followPayment(tx, wish.subscription, wish.paidOn, hand) };
}

async function nextReference(tx: Transaction, subscription: number): Promise<string> {
  const [row] = await tx.query(
    `SELECT n AS next FROM generate_series(1, (SELECT count(*) + 1 FROM membership.share_payment WHERE subscription_id = $1)::int) n
     WHERE NOT EXISTS (SELECT FROM membership.share_payment WHERE subscription_id = $1 AND lower(key) = 'versement ' || n)
     ORDER BY n LIMIT 1`,
    [subscription],
  );
  return `versement ${(row as { next: number }).next}`;
}

interface KnownPayment {
  readonly key: string;
  readonly generation: number;
  readonly amountCents: number;
  readonly undone: boolean;
}

export interface PaymentOf {
  readonly subscription: number;
  readonly payment: number;
  readonly day: LocalDate;
}

const NEWEST = `SELECT p.key, p.generation, p.amount_cents AS "amountCents", EXISTS (SELECT FROM membership.share_payment u
       WHERE u.subscription_id = p.subscription_id AND u.key = p.key AND u.generation = p.generation AND u.undone) AS undone
     FROM membership.share_payment p WHERE p.subscription_id = $1 AND NOT p.undone`;

/** The newest reconciliation of the payment that this row belongs to. @throws CAPITAL.NOT_FOUND */
async function knownPayment(tx: Transaction, { subscription, payment }: PaymentOf): Promise<KnownPayment> {
  const [row] = await tx.query(
    `${NEWEST} AND p.key = (SELECT key FROM membership.share_payment WHERE id = $2 AND subscription_id = $1)
     ORDER BY p.generation DESC LIMIT 1`,
    [subscription, payment],
  );
  if (!row) throw notFound('payment', payment);
  return row as KnownPayment;
}

/** The same reference in other letters is the same payment. */
async function paymentOfReference(
  tx: Transaction,
  subscription: number,
  reference: string,
): Promise<KnownPayment | null> {
  const [row] = await tx.query(`${NEWEST} AND lower(p.key) = lower($2) ORDER BY p.generation DESC LIMIT 1`, [
    subscription,
    reference.trim(),
  ]);
  return (row as KnownPayment | undefined) ?? null;
}

/**
 * The payment is no longer reconciled. Shares that it paid for leave the register by the reversal of their movement.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_UNDONE, CAPITAL.HOLDINGS_TOO_SMALL, CAPITAL.SHARES_NOT_PAID_UP,
 * CAPITAL.FLOOR_REACHED, CAPITAL.REVERSED_TOO_EARLY
 */
export async function undoPayment(tx: Transaction, of: PaymentOf, hand: Hand): Promise<Written> {
  requirePast(of.day, hand);
  await takeRegister(tx);
  const { key, generation, amountCents, undone } = await knownPayment(tx, of);
  if (undone) throw capitalErrors.PAYMENT_UNDONE({ reference: key });
  const payment = await insertFact(
    tx,
    'share_payment',
    {
      subscription_id: of.subscription,
      key,
      generation,
      undone: true,
      paid_on: of.day,
      amount_cents: amountCents,
    },
    hand,
  );
  return { payment, movement: await followPayment(tx, of.subscription, of.day, hand) };
}

/**
 * A payment that was undone is reconciled again: its next generation.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_KNOWN, CAPITAL.PAYMENT_EXCEEDS
 */
export async function payAgain(tx: Transaction, of: PaymentOf, hand: Hand): Promise<Written> {
  requirePast(of.day, hand);
  await takeRegister(tx);
  const { key, generation, amountCents, undone } = await knownPayment(tx, of);
  if (!undone) throw capitalErrors.PAYMENT_KNOWN({ reference: key });
  const payment = await insertFact(
    tx,
    'share_payment',
    {
      subscription_id: of.subscription,
      key,
      generation: generation + 1,
      paid_on: of.day,
      amount_cents: amountCents,
    },
    hand,
  );
  return { payment, movement: await followPayment(tx, of.subscription, of.day, hand) };
}

export interface NewCall {
  readonly classId: number;
  /** Part of the nominal that is called now; at most what is left of each bulletin. */
  readonly basisPoints: number;
  readonly calledOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly reason: string;
}

/** Calls a part of the nominal of every bulletin of a class that is not all called. @throws CAPITAL.NOTHING_TO_CALL */
export async function writeCalls(tx: Transaction, wish: NewCall, hand: Hand): Promise<number[]> {
  requirePast(wish.calledOn, hand);
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
