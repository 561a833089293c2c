import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { UnitOfWork } from '#persistence';
import { type Doorbell, DOORBELL, type House } from '../doorbell/doorbell.js';
import { Crew } from '../handling/crew.js';
import { Jobs } from '../jobs.js';
import { freeExpiredLeases } from '../work-list/claim-jobs.js';
import { forgetBells, msUntilDue, takeUnrung } from '../work-list/read-jobs.js';
import { Watch } from './watch.js';

/** Injection token of `WorkerOptions`. */
export const WORKER_OPTIONS = Symbol('WorkerOptions');

export interface WorkerOptions {
  /** Whether this process works rows, or only rings for others. */
  readonly answers: boolean;
  /** How many jobs at once, of all kinds; 4 by default. */
  readonly concurrency?: number;
  /** How often the table itself is looked at, whatever was or was not told; 5,000 by default. */
  readonly sweepMs?: number;
  /** How often recurring kinds are asked what the day needs; 60,000 by default. */
  readonly recurringMs?: number;
  /** After how long an unanswered bell rings again; 30,000 by default. */
  readonly ringAgainAfterMs?: number;
  /** How long a stop waits for running jobs before they are given back; 20,000 by default. */
  readonly graceMs?: number;
  /** Asked before each turn: false lets everything rest, as in a copy of the database. */
  readonly mayWork?: () => Promise<boolean>;
}

const log = new Logger('Jobs');
const BELLS_AT_ONCE = 1_000;
const PURGE_MS = 3_600_000;

/** Works the list for as long as the program runs: hears of new work, sweeps for the rest, stops in good order. */
@Injectable()
export class JobsWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly crew: Crew;
  private readonly watch: Watch;
  private readonly house: House;
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> | null = null;
  private turnAgain = false;
  private sweepAgain = false;
  private stopped = false;
  private plannedAt = 0;
  private purgedAt = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    @Inject(DOORBELL) private readonly doorbell: Doorbell,
    @Inject(WORKER_OPTIONS) private readonly options: WorkerOptions,
  ) {
    const { concurrency = 4, ringAgainAfterMs = 30_000 } = options;
    this.crew = new Crew(unitOfWork, jobs.handlers, { concurrency });
    const { url } = unitOfWork.database.options as { url?: string };
    this.watch = new Watch(url!, () => this.wake());
    this.house = {
      concurrency,
      workDue: async () => void (await this.crew.takeDue(() => this.wake())),
      workOne: (jobId) => this.answer(jobId),
      takeUnrung: () => takeUnrung(unitOfWork, { againAfterMs: ringAgainAfterMs, limit: BELLS_AT_ONCE }),
      forgetBells: (jobIds) => forgetBells(unitOfWork, jobIds),
    };
  }

  /** Starts once every room has registered its handlers. */
  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  async start(): Promise<void> {
    await this.doorbell.open(this.house, this.options.answers);
    await this.watch.open();
    this.wake({ sweep: true });
  }

  /** Takes nothing more, lets running jobs finish for `graceMs`, gives the others back. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.timer);
    await this.watch.close();
    await this.turning;
    await this.doorbell.mute();
    await this.crew.stop(this.options.graceMs ?? 20_000);
    await this.doorbell.close();
  }

  /** Looks for work soon; calls that come while one look is under way are one more look. */
  private wake({ sweep = false } = {}): void {
    if (this.stopped) return;
    this.sweepAgain ||= sweep;
    this.turnAgain = true;
    this.turning ??= this.turn().finally(() => {
      this.turning = null;
      if (this.turnAgain) this.wake();
    });
  }

  private async turn(): Promise<void> {
    clearTimeout(this.timer);
    const { sweepMs = 5_000 } = this.options;
    let nextMs = sweepMs;
    try {
      while (this.turnAgain && !this.stopped) {
        this.turnAgain = false;
        if (this.options.mayWork && !(await this.options.mayWork())) continue;
        if (this.sweepAgain) await this.sweep();
        this.sweepAgain = false;
        await this.doorbell.ring(this.house);
        // What is due now and was not taken waits for a free place, whose holder wakes us.
        const dueMs = await msUntilDue(this.unitOfWork, this.jobs.handlers.kinds);
        nextMs = dueMs ? Math.min(dueMs + 1, sweepMs) : sweepMs;
      }
    } catch (error) {
      log.warn(`the work list could not be read, it is tried again: ${(error as Error).message}`);
    }
    if (!this.stopped) this.timer = setTimeout(() => this.wake({ sweep: true }), nextMs);
  }

  private async sweep(): Promise<void> {
    const { stuck } = await freeExpiredLeases(this.unitOfWork);
    if (stuck.length > 0) log.error(`jobs ${stuck.join(', ')} are stuck: their workers died at each attempt`);
    if (Date.now() - this.plannedAt >= (this.options.recurringMs ?? 60_000)) {
      this.plannedAt = Date.now();
      await this.jobs.planRecurring();
    }
    if (Date.now() - this.purgedAt >= PURGE_MS) {
      this.purgedAt = Date.now();
      await this.jobs.purge();
    }
  }

  /** A bell for one row. Whoever rang may have been slow: the row itself says whether there is anything to do. */
  private async answer(jobId: number): Promise<void> {
    if (this.options.mayWork && !(await this.options.mayWork())) return;
    const [row] = await this.unitOfWork.read<{ kind: string }>(
      `SELECT kind FROM jobs.job WHERE id = $1 AND state IN ('ready', 'failed')`,
      [jobId],
    );
    if (!row) return;
    const ending = await this.crew.workOne(jobId, row.kind);
    // Its next attempt may come sooner than the next sweep.
    if (ending === 'failed') this.wake();
  }
}
