import type { Transaction } from '#persistence';

/**
 * Reads a query page by page through a cursor of the transaction, so that memory does not grow with the answer.
 * One at a time per transaction and name.
 */
export async function* readInPages<R>(
  tx: Transaction,
  {
    name,
    sql,
    parameters = [],
    pageSize = 400,
  }: { name: string; sql: string; parameters?: unknown[]; pageSize?: number },
): AsyncGenerator<R> {
  await tx.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, parameters);
  for (;;) {
    const rows = (await tx.query(`FETCH ${pageSize} FROM ${name}`)) as R[];
    yield* rows;
    if (rows.length < pageSize) break;
  }
  await tx.query(`CLOSE ${name}`);
}
