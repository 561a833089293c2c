import type { DataSource } from 'typeorm';
import { ISSUE_RUN_JOB } from '#billing';
import { Jobs, type NewJob, type WriteOptions } from '#jobs';
import type { Clock, LocalDate } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';

/**
 * A unit of work whose every act takes part in one open transaction: eighteen months are lived through by the rooms
 * themselves, and kept as a whole or not at all.
 */
export class OneTransaction extends UnitOfWork {
  constructor(
    database: DataSource,
    private readonly open: Transaction,
  ) {
    super(database);
  }

  /** Each act has its own savepoint, so that a preview or a refusal undoes that act alone. */
  override run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.open.transaction(work);
  }

  override async read<T = unknown>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return (await this.open.query(sql, [...parameters])) as T[];
  }
}

/** The civil day is set, day after day; instants of the past are noon of their day, those of the last day are now. */
export class DemoClock implements Clock {
  private day: LocalDate;

  constructor(private readonly lastDay: LocalDate) {
    this.day = lastDay;
  }

  now(): Date {
    return this.day === this.lastDay ? new Date() : new Date(`${this.day}T11:00:00Z`);
  }

  today(): LocalDate {
    return this.day;
  }

  set(day: LocalDate): void {
    this.day = day;
  }

  get isPast(): boolean {
    return this.day < this.lastDay;
  }
}

/** After all work of today; the list takes smaller numbers first. */
const LAST_PRIORITY = 100;

/**
 * The work list as history leaves it: documents of the past are rendered in the background, after all work of today,
 * and the runs are issued by the demonstration itself.
 */
export class DemoJobs extends Jobs {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly demoClock: DemoClock,
  ) {
    super(unitOfWork, demoClock);
  }

  override async enqueue<P>(
    tx: Transaction,
    job: NewJob<P>,
    options?: WriteOptions,
  ): Promise<{ readonly id: number; readonly written: boolean }> {
    if (job.kind === ISSUE_RUN_JOB) return { id: 0, written: false };
    return super.enqueue(tx, job, options);
  }

  override async enqueueMany<P>(
    tx: Transaction,
    jobs: readonly NewJob<P>[],
    options?: WriteOptions,
  ): Promise<number> {
    if (!this.demoClock.isPast) return super.enqueueMany(tx, jobs, options);
    return super.enqueueMany(
      tx,
      jobs.map((job) => ({ ...job, priority: LAST_PRIORITY })),
      options,
    );
  }
}
