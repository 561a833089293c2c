import { type Transaction, UnitOfWork } from './unit-of-work.js';

/** Reads and acts of an open transaction, for code that would open or read outside of one: it sees what was not yet kept. */
export class WithinTransaction extends UnitOfWork {
  constructor(private readonly tx: Transaction) {
    super(tx.dataSource);
  }

  override async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return work(this.tx);
  }

  override async read<T = unknown>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return (await this.tx.query(sql, [...parameters])) as T[];
  }
}
