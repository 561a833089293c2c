import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { type Hand, noteFact, requirePast, takeRegister } from './acts.js';
import { capitalErrors } from './capital-errors.js';
import { readSubscription } from './read-subscriptions.js';

export interface NewSignature {
  readonly subscription: number;
  readonly signedOn: LocalDate;
  readonly signedBy: string;
}

export interface SignatureCorrection {
  readonly subscription: number;
  readonly reason: string;
}

async function newestSignature(tx: Transaction, subscription: number): Promise<number> {
  const [row] = await tx.query(
    'SELECT coalesce(max(generation), 0) AS newest FROM membership.share_subscription_signature WHERE subscription_id = $1',
    [subscription],
  );
  return (row as { newest: number }).newest;
}

/** @throws CAPITAL.NOT_FOUND, CAPITAL.ALREADY_SIGNED, CAPITAL.DAY_IN_FUTURE, CAPITAL.BEFORE_BULLETIN */
export async function writeSignature(
  tx: Transaction,
  { subscription, signedOn, signedBy }: NewSignature,
  hand: Hand,
): Promise<void> {
  requirePast(signedOn, hand);
  await takeRegister(tx);
  const { code, signedOn: known } = await readSubscription(tx, subscription);
  if (known) throw capitalErrors.ALREADY_SIGNED({ code });
  const generation = (await newestSignature(tx, subscription)) + 1;
  const row = { subscription_id: subscription, generation, signed_on: signedOn, signed_by: signedBy };
  await noteFact(tx, 'share_subscription_signature', row, hand);
}

/** Recorded by mistake: it counts no more, and stays in the database. @throws CAPITAL.NOT_FOUND, CAPITAL.NOT_SIGNED */
export async function correctSignature(
  tx: Transaction,
  { subscription, reason }: SignatureCorrection,
  hand: Hand,
): Promise<void> {
  await takeRegister(tx);
  const { code, signedOn } = await readSubscription(tx, subscription);
  if (!signedOn) throw capitalErrors.NOT_SIGNED({ code });
  const row = { subscription_id: subscription, generation: await newestSignature(tx, subscription), reason };
  await noteFact(tx, 'share_subscription_signature_correction', row, hand);
}
