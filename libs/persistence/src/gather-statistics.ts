import type { Transaction } from './unit-of-work.js';

/**
 * Counts what the tables of all rooms hold, this transaction's own rows included, so that its further reads and the
 * first ones after it are planned for what is there. Autovacuum sees a long transaction only once it has ended; and a
 * table that it analysed after a transaction was undone is planned as if it were empty, however much is written next.
 */
export async function gatherStatistics(tx: Transaction): Promise<void> {
  await tx.query('SELECT persistence.gather_statistics()');
}
