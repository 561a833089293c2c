import type { Job } from '../work-list/job.js';

export interface JobContext {
  /** Fires when the lease is lost or the program stops: give up soon, another will begin anew. */
  readonly signal: AbortSignal;
  /** Shown beside the job until its next attempt. */
  reportProgress(progress: { readonly done: number; readonly total: number }): Promise<void>;
}

/**
 * Does the work of one row. It runs outside of any transaction and at least once: it may run again after it had done
 * everything but say so. So it asks the facts what is left to do, and does nothing when nothing is left.
 */
export type JobHandler<P = unknown> = (job: Job<P>, context: JobContext) => Promise<void>;

export interface HandlingTerms {
  /** How many of this kind one process works at once; 1 by default. */
  readonly concurrency?: number;
  /** Attempts before the job is stuck and a person is asked; 8 by default, 1 to 100. */
  readonly maxAttempts?: number;
  /** How long to wait after the given number of failed attempts (from 1), in milliseconds. */
  readonly backoff?: (attempts: number) => number;
  /** How long a silent worker keeps a row; renewed each third of it while the handler runs. 60 by default. */
  readonly leaseSeconds?: number;
}

/** A handler with its terms filled in. */
export interface RegisteredHandler {
  readonly kind: string;
  readonly handle: JobHandler;
  readonly concurrency: number;
  readonly maxAttempts: number;
  readonly backoff: (attempts: number) => number;
  readonly leaseSeconds: number;
}

/** Thrown by a handler when no further attempt would help: the job is stuck at once, and a person is asked. */
export class HopelessJob extends Error {
  override readonly name = 'HopelessJob';
}

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 6 * 3_600_000;

/** 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 6 h: eight attempts span about eight hours. */
export function exponentialBackoff(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 4 ** (attempts - 1), LONGEST_DELAY_MS);
}
