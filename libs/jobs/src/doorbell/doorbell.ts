export interface DueRow {
  readonly jobId: number;
  /** How often the row was claimed before: a bell for its next turn is another bell. */
  readonly turn: number;
}

/** What a doorbell can ask of the process it stands in. */
export interface House {
  /** Claims and works what is due here, as far as there are free places. */
  workDue(): Promise<void>;
  /** Works one row, unless it is done or held by another. */
  workOne(jobId: number): Promise<void>;
  /** Names due rows whose bell has not rung yet, or rang in vain; a row is named to one caller. */
  takeUnrung(): Promise<DueRow[]>;
  /** These bells could not be rung. */
  forgetBells(jobIds: readonly number[]): Promise<void>;
  /** How many rows may be worked at once here. */
  readonly concurrency: number;
}

/** Injection token of the doorbell. */
export const DOORBELL = Symbol('Doorbell');

/**
 * Tells workers that rows are due. It carries no work and keeps no state that counts: what it loses, rings twice or
 * rings late changes only when a row is worked, never whether.
 */
export interface Doorbell {
  /** Begins to answer bells in this process, when `answers`. */
  open(house: House, answers: boolean): Promise<void>;
  /** Something may be due: brings it to whoever answers. Called after commits and on each sweep, one at a time. */
  ring(house: House): Promise<void>;
  /** No bell is answered any more once this resolves. Jobs on their way are let go by the worker. */
  mute(): Promise<void>;
  close(): Promise<void>;
}
