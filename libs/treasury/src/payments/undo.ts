import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { treasuryErrors } from '../treasury-errors.js';
import { lockOpenShares, readDocuments } from './read-documents.js';
import type { Hand } from './record-payments.js';

interface LiveAllocation {
  readonly id: number;
  readonly root: number;
}

async function readLive(tx: Transaction, payment: number): Promise<LiveAllocation[]> {
  return tx.query(
    `SELECT a.id, coalesce(i.credits_invoice_id, i.id) AS root
     FROM treasury.allocation a JOIN billing.invoice i ON i.id = a.invoice_id
     WHERE a.payment_id = $1 AND a.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM treasury.allocation u WHERE u.reverses_id = a.id)
     ORDER BY a.id`,
    [payment],
  );
}

/** A row that takes each allocation back, on the day when that happens, with the same shares. */
async function takeBack(
  tx: Transaction,
  allocations: readonly LiveAllocation[],
  { reason, hand }: { readonly reason: string; readonly hand: Hand },
): Promise<void> {
  if (allocations.length === 0) return;
  await lockOpenShares(tx, [...new Set(allocations.map(({ root }) => root))]);
  await tx.query(
    `WITH undone AS (
       INSERT INTO treasury.allocation (payment_id, issuer_id, client_id, invoice_id, amount_cents, collected_on,
         reverses_id, reason, made_by, made_at)
       SELECT payment_id, issuer_id, client_id, invoice_id, -amount_cents, $2, id, $3, $4, $5
       FROM treasury.allocation WHERE id = ANY ($1::bigint[]) ORDER BY id
       RETURNING id, reverses_id
     )
     INSERT INTO treasury.allocation_share (allocation_id, contract_id, gross_cents, net_cents)
     SELECT u.id, s.contract_id, -s.gross_cents, -s.net_cents
     FROM undone u JOIN treasury.allocation_share s ON s.allocation_id = u.reverses_id`,
    [allocations.map(({ id }) => id), hand.today, reason, hand.madeBy, hand.at],
  );
}

/** @throws TREASURY.ALLOCATION_UNKNOWN, TREASURY.ALREADY_UNDONE */
export async function undoAllocation(
  tx: Transaction,
  of: { readonly payment: number; readonly allocation: number; readonly reason: string },
  hand: Hand,
): Promise<void> {
  const [found]: { invoice: number; undone: boolean }[] = await tx.query(
    `SELECT a.invoice_id AS invoice, EXISTS (SELECT 1 FROM treasury.allocation u WHERE u.reverses_id = a.id) AS undone
     FROM treasury.allocation a WHERE a.id = $1 AND a.payment_id = $2 AND a.reverses_id IS NULL`,
    [of.allocation, of.payment],
  );
  if (!found) throw treasuryErrors.ALLOCATION_UNKNOWN({ allocation: String(of.allocation) });
  if (found.undone) throw treasuryErrors.ALREADY_UNDONE({});
  const { root } = (await readDocuments(tx, [found.invoice])).get(found.invoice)!;
  await takeBack(tx, [{ id: of.allocation, root }], { reason: of.reason, hand });
}

/** Takes all its allocations back and the payment with them. @throws TREASURY.ALREADY_UNDONE by its key */
export async function reversePayment(
  tx: Transaction,
  of: { readonly payment: number; readonly reason: string },
  hand: Hand,
): Promise<void> {
  await takeBack(tx, await readLive(tx, of.payment), { reason: of.reason, hand });
  await tx.query(
    `INSERT INTO treasury.payment_reversal (payment_id, reversed_on, reason, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [of.payment, hand.today, of.reason, hand.madeBy, hand.at],
  );
}

/**
 * The day that counts as that of collection: the day of the payment, unless some of it was taken back before; then the
 * money moves today, from one document to another.
 */
export async function collectionDayOf(
  tx: Transaction,
  { payment, receivedOn, today }: { payment: number; receivedOn: LocalDate; today: LocalDate },
): Promise<LocalDate> {
  const [moved]: { moved: boolean }[] = await tx.query(
    `SELECT EXISTS (SELECT 1 FROM treasury.allocation WHERE payment_id = $1 AND reverses_id IS NOT NULL) AS moved`,
    [payment],
  );
  return moved!.moved ? today : receivedOn;
}
