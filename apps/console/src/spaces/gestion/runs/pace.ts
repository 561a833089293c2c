/** How much of a work was done at a moment. */
export interface Sample {
  readonly atMs: number;
  readonly done: number;
}

export interface Pace {
  readonly perSecond: number;
  /** Whole seconds, rounded up. */
  readonly secondsLeft: number;
}

/** What was done longer ago says little about now. */
const WINDOW_MS = 20_000;
/** Two samples of one instant would make any pace at all. */
const SHORTEST_MS = 900;

/** The samples that still count, with the newest one; a count that fell is another work, which begins anew. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && sample.done < last.done) return [sample];
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
}

/** The pace of the last twenty seconds, or null while there is nothing to measure or nothing moves. */
export function paceOf(samples: readonly Sample[], total: number): Pace | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS || last.done === first.done) return null;
  const perSecond = ((last.done - first.done) / (last.atMs - first.atMs)) * 1000;
  return { perSecond, secondsLeft: Math.ceil(Math.max(0, total - last.done) / perSecond) };
}
