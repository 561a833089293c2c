import type { Transaction } from '#persistence';

/**
 * What a caller writes in the transaction of a verb, once the verb is done: the trace of who did it. Both are kept, or
 * neither. It may run again when the transaction does, so it does nothing outside of it.
 */
export type AlongWith<T> = (tx: Transaction, result: T) => Promise<void>;

export async function together<T>(
  tx: Transaction,
  work: (tx: Transaction) => Promise<T>,
  along: AlongWith<T> | undefined,
): Promise<T> {
  const result = await work(tx);
  await along?.(tx, result);
  return result;
}
