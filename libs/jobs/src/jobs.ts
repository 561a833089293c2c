import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { Crew } from './handling/crew.js';
import { Handlers } from './handling/handlers.js';
import type { HandlingTerms, JobHandler } from './handling/handler.js';
import { jobsErrors } from './jobs-errors.js';
import {
  type Planned,
  planRecurring,
  type RecurringWork,
  type WorkOfDay,
} from './recurring/plan-recurring.js';
import { freeExpiredLeases } from './work-list/claim-jobs.js';
import { writeProgress } from './work-list/finish-job.js';
import type { JobView, NewJob, WriteOptions } from './work-list/job.js';
import {
  countJobs,
  type JobCount,
  type JobFilter,
  listJobs,
  purgeDone,
  readJob,
  retryJob,
} from './work-list/read-jobs.js';
import { writeJobs } from './work-list/write-jobs.js';

const log = new Logger('Jobs');

/** Work that was taken up, by how it ended. */
export interface Worked {
  readonly done: number;
  /** Attempts that failed and will be made again. */
  readonly failed: number;
  readonly stuck: number;
}

/**
 * The work list: rooms write work into it within their own transactions, and register who does it.
 * One of these per process.
 */
@Injectable()
export class Jobs {
  /** Who works which kind here; filled while the rooms start. */
  readonly handlers = new Handlers();
  private readonly recurrences = new Map<string, RecurringWork>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Writes work in the caller's transaction: it exists if and only if the facts that cause it do.
   * @returns the row's id, and whether it was written (or made ready again) now
   * @throws JOBS.KEY_HOLDS_A_TIME, JOBS.KEY_TAKEN
   */
  async enqueue<P>(
    tx: Transaction,
    job: NewJob<P>,
    options?: WriteOptions,
  ): Promise<{ readonly id: number; readonly written: boolean }> {
    const written = await writeJobs(tx, [job], options);
    const [row]: { id: number }[] = await tx.query('SELECT id FROM jobs.job WHERE kind = $1 AND key = $2', [
      job.kind,
      job.key,
    ]);
    return { id: row!.id, written: written === 1 };
  }

  /**
   * Writes any number of rows, in one statement for each 20,000.
   * @returns how many were written (or made ready again) now
   * @throws JOBS.KEY_HOLDS_A_TIME, JOBS.KEY_TAKEN
   */
  async enqueueMany<P>(tx: Transaction, jobs: readonly NewJob<P>[], options?: WriteOptions): Promise<number> {
    return writeJobs(tx, jobs, options);
  }

  /**
   * Says who works a kind in this process. Called while the room starts (`onModuleInit`), once for each kind.
   * @throws JOBS.KIND_REGISTERED_TWICE
   */
  register<P = unknown>(kind: string, handler: JobHandler<P>, terms: HandlingTerms = {}): void {
    this.handlers.register(kind, handler as JobHandler, terms);
  }

  /**
   * Says what work of this kind each civil day needs, from the facts alone. Asked on each sweep, also for days on
   * which no program ran; rows that exist already stay as they are.
   * @throws JOBS.KIND_REGISTERED_TWICE
   */
  recurring(
    kind: string,
    workOf: WorkOfDay,
    { catchUpDays = 35 }: { readonly catchUpDays?: number } = {},
  ): void {
    if (this.recurrences.has(kind)) throw jobsErrors.KIND_REGISTERED_TWICE({ kind });
    this.recurrences.set(kind, { kind, workOf, catchUpDays });
  }

  /** Writes the recurring work of today and of missed days. One kind that cannot tell does not stop the others. */
  async planRecurring(): Promise<Planned[]> {
    const planned: Planned[] = [];
    for (const recurrence of this.recurrences.values()) {
      try {
        const plan = await planRecurring(this.unitOfWork, recurrence, this.clock.today());
        if (plan.leftOut > 0)
          log.warn(`${plan.leftOut} missed days of ${plan.kind} are too old to be caught up`);
        planned.push(plan);
      } catch (error) {
        log.error(`the recurring work ${recurrence.kind} could not be planned: ${(error as Error).message}`);
      }
    }
    return planned;
  }

  /**
   * Works everything that is due now, in this process, and returns when nothing is left that another does not hold.
   * Failed attempts that wait for their next time are not waited for. For commands and tests.
   * @param until ends earlier, once the work that the caller waits for is done: others' work is left to others
   */
  async workUntilIdle({
    kinds,
    concurrency = 8,
    until = async () => false,
  }: {
    kinds?: readonly string[];
    concurrency?: number;
    until?: () => Promise<boolean>;
  } = {}): Promise<Worked> {
    const crew = new Crew(this.unitOfWork, this.handlers, { concurrency, kinds });
    const stuckByTheirLease = (await freeExpiredLeases(this.unitOfWork)).stuck.length;
    for (;;) {
      const taken = (await until()) ? 0 : await crew.takeDue();
      if (crew.size > 0) await crew.oneEnded();
      else if (taken === 0) break;
    }
    const { done, failed, stuck } = crew.endedAs;
    return { done, failed, stuck: stuck + stuckByTheirLease };
  }

  /** Shown beside a running job; a job that no longer runs keeps what it had. */
  async reportProgress(
    jobId: number,
    progress: { readonly done: number; readonly total: number },
  ): Promise<void> {
    await writeProgress(this.unitOfWork, jobId, progress);
  }

  /** How many jobs of each kind are in each state. */
  async counts(): Promise<JobCount[]> {
    return countJobs(this.unitOfWork);
  }

  /** Latest first, 100 at most unless told. */
  async list(filter: JobFilter = {}): Promise<JobView[]> {
    return listJobs(this.unitOfWork, filter);
  }

  /** What waits for a person, with the error of the last attempt. */
  async stuck(): Promise<JobView[]> {
    return listJobs(this.unitOfWork, { states: ['stuck'], limit: 500 });
  }

  /** @throws JOBS.NO_SUCH_JOB */
  async read(jobId: number): Promise<JobView> {
    return readJob(this.unitOfWork, jobId);
  }

  /**
   * Gives a stuck job all its attempts back.
   * @param actor who decided so; kept with the error
   * @throws JOBS.NO_SUCH_JOB, JOBS.NOT_STUCK
   */
  async retry(jobId: number, actor: string): Promise<void> {
    await this.unitOfWork.run((tx) => retryJob(tx, jobId, actor));
  }

  /**
   * Removes rows that were done more than so many days ago. With a row goes the memory that its key was written, so
   * this is longer than any day that is still caught up.
   * @returns how many rows
   */
  async purge(olderThanDays = 90): Promise<number> {
    const longest = Math.max(0, ...[...this.recurrences.values()].map(({ catchUpDays }) => catchUpDays));
    return purgeDone(this.unitOfWork, Math.max(olderThanDays, longest + 1));
  }
}
