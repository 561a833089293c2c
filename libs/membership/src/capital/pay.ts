import { latest, type LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { appendMovement, type Hand, insertFact, requirePast, requireRow, takeRegister } from './acts.js';
import { capitalErrors, notFound } from './capital-errors.js';

export interface NewPayment {
  readonly subscription: number;
  readonly amountCents: number;
  readonly paidOn: LocalDate;
  /** What the payment is known by: reconciled twice under one reference, it counts once. Numbered when absent. */
  readonly reference?: string;
}

interface PaidState {
  /** The day from which on enough is paid for shares; null while it is not. Not before the bulletin. */
  readonly paidSince: LocalDate | null;
  /** The day of the movement by which its shares are there; null while none counts. */
  readonly sharesSince: LocalDate | null;
  /** The first day since then on which not enough is paid. */
  readonly unpaidOn: LocalDate | null;
  /** The day on which its shares left last, having been there. */
  readonly leftOn: LocalDate | null;
}

async function paidState(tx: Transaction, subscription: number): Promise<PaidState> {
  return requireRow(
    tx,
    'subscription',
    subscription,
    `WITH s AS (SELECT * FROM membership.share_subscription WHERE id = $1),
       ran AS (
         SELECT paid_on AS day, sum(sum(signed_cents)) OVER (ORDER BY paid_on) >= (SELECT required_cents FROM s) AS enough
         FROM membership.share_payment WHERE subscription_id = $1 GROUP BY paid_on),
       moved AS (
         SELECT m.day, r.day AS reversed_on FROM membership.share_movement m
         LEFT JOIN membership.share_movement r ON r.cause = m.cause AND r.generation = m.generation AND r.reversal
         WHERE m.cause = 'subscription/' || $1::bigint AND NOT m.reversal),
       there AS (SELECT max(day) AS since FROM moved WHERE reversed_on IS NULL)
     SELECT there.since AS "sharesSince",
       (SELECT greatest(s.subscribed_on, min(day)) FROM ran
         WHERE day > coalesce((SELECT max(day) FROM ran WHERE NOT enough), '-infinity') HAVING count(*) > 0) AS "paidSince",
       (SELECT min(greatest(day, there.since)) FROM ran WHERE NOT enough
          AND day >= (SELECT max(day) FROM ran WHERE day <= there.since)) AS "unpaidOn",
       (SELECT max(reversed_on) FROM moved WHERE reversed_on > day) AS "leftOn"
     FROM s, there`,
  );
}

export interface Written {
  readonly payment: number;
  /** The movements that follow, in their order. */
  readonly movements: readonly number[];
}

/**
 * After money came or went, the register says what is paid: shares that are not paid for leave it, on the first day on which
 * they are not; those that are enter it, on the day from which on they are and not before their bulletin.
 */
async function followPayment(tx: Transaction, subscription: number, hand: Hand): Promise<number[]> {
  const { paidSince, sharesSince, unpaidOn, leftOn } = await paidState(tx, subscription);
  const movements: number[] = [];
  if (unpaidOn) {
    const leaving = { day: unpaidOn, hand, reversal: true };
    movements.push(await appendMovement(tx, { subscription }, leaving));
  }
  if (paidSince && (!sharesSince || unpaidOn)) {
    const day = leftOn ? latest(paidSince, leftOn) : paidSince;
    movements.push(await appendMovement(tx, { subscription }, { day, hand }));
  }
  return movements;
}

/**
 * A payment whose reconciliation was undone may come back under its reference with another amount or day.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_KNOWN, CAPITAL.PAYMENT_EXCEEDS, CAPITAL.DAY_IN_FUTURE,
 * CAPITAL.PAYMENT_TOO_EARLY
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
  return { payment, movements: await followPayment(tx, wish.subscription, hand) };
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
  readonly paidOn: LocalDate;
  readonly undone: boolean;
}

export interface PaymentOf {
  readonly subscription: number;
  readonly payment: number;
}

/** Why a payment no longer counts: it never came, and counts on no day; or the bank took it back on a day, and it did until then. */
export type Undoing = PaymentOf &
  ({ readonly because: 'mistake' } | { readonly because: 'returned'; readonly day: LocalDate });

const NEWEST = `SELECT p.key, p.generation, p.amount_cents AS "amountCents", p.paid_on AS "paidOn", EXISTS (SELECT FROM membership.share_payment u
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
 * CAPITAL.PAYMENT_TOO_EARLY, CAPITAL.DAY_IN_FUTURE
 */
export async function undoPayment(tx: Transaction, of: Undoing, hand: Hand): Promise<Written> {
  if (of.because === 'returned') requirePast(of.day, hand);
  await takeRegister(tx);
  const { key, generation, amountCents, paidOn, undone } = await knownPayment(tx, of);
  if (undone) throw capitalErrors.PAYMENT_UNDONE({ reference: key });
  const payment = await insertFact(
    tx,
    'share_payment',
    {
      subscription_id: of.subscription,
      key,
      generation,
      undone: true,
      undone_because: of.because,
      paid_on: of.because === 'returned' ? of.day : paidOn,
      amount_cents: amountCents,
    },
    hand,
  );
  return { payment, movements: await followPayment(tx, of.subscription, hand) };
}

/**
 * A payment that was undone is reconciled again, as paid on a day: its next generation.
 * @throws CAPITAL.NOT_FOUND, CAPITAL.PAYMENT_KNOWN, CAPITAL.PAYMENT_EXCEEDS, CAPITAL.PAYMENT_TOO_EARLY
 */
export async function payAgain(
  tx: Transaction,
  of: PaymentOf & { readonly day: LocalDate },
  hand: Hand,
): Promise<Written> {
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
  return { payment, movements: await followPayment(tx, of.subscription, hand) };
}
