import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';

/** An open transaction, passed on explicitly to whatever takes part in it. */
export type Transaction = EntityManager;

/** The fields that PostgreSQL fills in when it refuses a statement. */
export interface DatabaseRefusal {
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
  readonly table?: string;
}

/** What PostgreSQL said when it refused, or null when the failure is of another kind. */
export function refusalOf(error: unknown): DatabaseRefusal | null {
  if (error instanceof QueryFailedError) return error.driverError as DatabaseRefusal;
  return error instanceof Error && 'code' in error ? (error as DatabaseRefusal) : null;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const ATTEMPTS = 5;

/** Opens the one transaction of a use case. */
@Injectable()
export class UnitOfWork {
  constructor(readonly database: DataSource) {}

  /**
   * Runs `work` in one transaction: all of it is kept, or nothing.
   * A deadlock or a serialization failure, which says nothing about the facts, is tried again up to 5 times;
   * so `work` must do nothing outside of the transaction.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction(work);
      } catch (error) {
        const code = refusalOf(error)?.code;
        if ((code !== SERIALIZATION_FAILURE && code !== DEADLOCK_DETECTED) || attempt === ATTEMPTS)
          throw error;
        await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 5 * Math.random()));
      }
    }
  }

  /** Reads outside of any transaction: each query sees what was committed when it began. */
  async read<T = unknown>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return (await this.database.query(sql, [...parameters])) as T[];
  }
}
