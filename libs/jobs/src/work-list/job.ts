export type JobState = 'ready' | 'running' | 'failed' | 'done' | 'stuck';

/** Work to write down. `kind` and `key` together name it: written twice, it is one row. */
export interface NewJob<P = unknown> {
  /** Which handler works it: `room.act`, as in `billing.deliver`. */
  readonly kind: string;
  /** What the work is about: an id, a number, a civil day. Never a time of day, never random. */
  readonly key: string;
  /** Anything JSON can carry; an object as a rule. */
  readonly payload?: P;
  /** Not before this instant; at once by default. */
  readonly runAfter?: Date;
  /** Smaller first; 0 by default, from -100 to 100. */
  readonly priority?: number;
}

export interface WriteOptions {
  /**
   * What to do where the row exists already:
   * - `same` (default): nothing, and another payload under its key is refused;
   * - `keep`: nothing, whatever its payload;
   * - `again`: a row that is done, stuck or failed is made ready once more with the new payload, and one that is
   *   running is worked once more after its present attempt.
   */
  readonly ifWritten?: 'same' | 'keep' | 'again';
}

/** A claimed row, as its handler gets it. */
export interface Job<P = unknown> {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly payload: P;
  /** 1 on the first attempt. */
  readonly attempt: number;
}

export interface ClaimedJob extends Job {
  /** Proves that the lease is ours when the row is finished. */
  readonly claim: string;
  readonly maxAttempts: number;
}

/** A row as people look at it. */
export interface JobView {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lastError: string | null;
  readonly worker: string | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly runAfter: Date;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** What a worker needs to know of a kind in order to claim its rows. */
export interface ClaimTerms {
  readonly kind: string;
  readonly maxAttempts: number;
  readonly leaseSeconds: number;
  /** How many more of this kind may be claimed now. */
  readonly free: number;
}
