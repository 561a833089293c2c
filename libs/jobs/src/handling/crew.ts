import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Logger } from '@nestjs/common';
import type { UnitOfWork } from '#persistence';
import { claimDue, claimOne } from '../work-list/claim-jobs.js';
import { giveBack } from '../work-list/finish-job.js';
import type { ClaimedJob, ClaimTerms } from '../work-list/job.js';
import { type Ending, handleJob } from './handle-job.js';
import type { Handlers } from './handlers.js';

interface RunningJob {
  readonly job: ClaimedJob;
  readonly stop: AbortController;
  readonly ending: Promise<Ending>;
}

export interface CrewOptions {
  /** How many jobs of all kinds this process works at once. */
  readonly concurrency: number;
  /** Only these kinds; all that have a handler by default. */
  readonly kinds?: readonly string[];
}

const log = new Logger('Jobs');

/** The jobs that one process works at a time: bounded for each kind and over all, and let go in good order. */
export class Crew {
  private readonly running = new Map<number, RunningJob>();
  /** Claims on their way, which already occupy their places. */
  private readonly reserved = new Map<string, number>();
  private readonly waiting: (() => void)[] = [];
  private readonly endings: Record<Ending, number> = { done: 0, failed: 0, stuck: 0, lost: 0, returned: 0 };
  private stopping = false;
  readonly name = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handlers: Handlers,
    private readonly options: CrewOptions,
  ) {}

  /** How the jobs of this crew have ended so far. */
  get endedAs(): Readonly<Record<Ending, number>> {
    return this.endings;
  }

  get size(): number {
    return this.running.size;
  }

  /**
   * Claims as much due work as there are free places; not to be called again before it has answered.
   * The jobs run on; `onEnd` is called as each ends.
   */
  async takeDue(onEnd: () => void = () => undefined): Promise<number> {
    const terms = this.freeTerms();
    if (this.stopping || terms.length === 0) return 0;
    const places = this.options.concurrency - this.occupied();
    const claimed = await claimDue(this.unitOfWork, this.name, { terms, places });
    for (const job of claimed) void this.start(job).finally(onEnd);
    // Claimed while the stop was on its way: given back at once, as the others are.
    if (this.stopping) await this.giveBackAll();
    return claimed.length;
  }

  /** Works one row to its end, when it is due and free. Waits for a place of its kind first. */
  async workOne(jobId: number, kind: string): Promise<Ending | 'nothing'> {
    const handler = this.handlers.of(kind);
    if (!handler || !this.answersFor(kind)) return 'nothing';
    while (!this.stopping && this.freeOf(kind, handler.concurrency) === 0) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.stopping) return 'nothing';
    this.reserve(kind, 1);
    let job: ClaimedJob | null;
    let ending: Promise<Ending> | undefined;
    try {
      job = await claimOne(this.unitOfWork, this.name, [{ ...handler, free: 1 }], jobId);
      if (job) ending = this.start(job);
    } finally {
      this.reserve(kind, -1);
    }
    return (await ending) ?? 'nothing';
  }

  /** Resolves when one of the running jobs has ended. */
  async oneEnded(): Promise<void> {
    await Promise.race([...this.running.values()].map(({ ending }) => ending));
  }

  /** Takes nothing more, lets what runs finish for so long, and gives the rest back. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.wakeWaiting();
    const all = Promise.allSettled([...this.running.values()].map(({ ending }) => ending));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, graceMs, 'late')));
    const inTime = await Promise.race([all, late]);
    clearTimeout(timer);
    if (inTime === 'late') await this.giveBackAll();
  }

  private async giveBackAll(): Promise<void> {
    for (const { job, stop } of this.running.values()) {
      log.warn(`job ${job.id} (${job.kind} ${job.key}) did not end in time and is given back`);
      stop.abort(new Error('the program stops'));
      await giveBack(this.unitOfWork, job);
    }
  }

  private start(job: ClaimedJob): Promise<Ending> {
    const handler = this.handlers.of(job.kind)!;
    const stop = new AbortController();
    const ending = handleJob(this.unitOfWork, job, handler, stop)
      .catch((error: Error): Ending => {
        // The end could not be written, so the lease will run out and the row be taken over.
        log.error(`the end of job ${job.id} could not be written: ${error.message}`);
        return 'lost';
      })
      .then((how) => {
        this.endings[how] += 1;
        this.running.delete(job.id);
        this.wakeWaiting();
        return how;
      });
    this.running.set(job.id, { job, stop, ending });
    return ending;
  }

  private freeTerms(): ClaimTerms[] {
    return this.handlers
      .all()
      .filter(({ kind }) => this.answersFor(kind))
      .map(({ kind, concurrency, maxAttempts, leaseSeconds }) => {
        return { kind, maxAttempts, leaseSeconds, free: this.freeOf(kind, concurrency) };
      })
      .filter(({ free }) => free > 0);
  }

  private answersFor(kind: string): boolean {
    return this.options.kinds?.includes(kind) ?? true;
  }

  private freeOf(kind: string, concurrency: number): number {
    const running = [...this.running.values()].filter(({ job }) => job.kind === kind).length;
    const free = concurrency - running - (this.reserved.get(kind) ?? 0);
    return Math.max(0, Math.min(free, this.options.concurrency - this.occupied()));
  }

  private occupied(): number {
    return this.running.size + [...this.reserved.values()].reduce((sum, count) => sum + count, 0);
  }

  private reserve(kind: string, places: 1 | -1): void {
    this.reserved.set(kind, (this.reserved.get(kind) ?? 0) + places);
    if (places === -1) this.wakeWaiting();
  }

  private wakeWaiting(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
