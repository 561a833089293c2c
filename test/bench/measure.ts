/** One figure of a benchmark, with the machine's own limit for like work beside it. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** What is asked of it in 8-proof: at least, or at most. */
  readonly target: { readonly atLeast?: number; readonly atMost?: number };
  /** The same amount of work without the product, in the same unit. */
  readonly limit: { readonly name: string; readonly value: number } | null;
}

export const REPETITIONS = 3;

/** Seconds of each repetition of `work`; `before` prepares one and is not measured. */
export async function secondsOf(
  work: (repetition: number) => Promise<unknown>,
  before: (repetition: number) => Promise<unknown> = async () => undefined,
): Promise<number[]> {
  const seconds: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    await before(repetition);
    const start = performance.now();
    await work(repetition);
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}

export function figureOf(
  facts: Pick<Figure, 'name' | 'unit' | 'target'> & { readonly limit?: Figure['limit'] },
  values: readonly number[],
): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    ...facts,
    limit: facts.limit ?? null,
    median: sorted[Math.floor(sorted.length / 2)]!,
    min: sorted[0]!,
    max: sorted.at(-1)!,
  };
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function writeFigure({ name, unit, median, min, max, target, limit }: Figure): string {
  const reached =
    (target.atLeast === undefined || median >= target.atLeast) &&
    (target.atMost === undefined || median <= target.atMost);
  const wanted = target.atLeast === undefined ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
  const bare = limit ? `   ${limit.name}: ${rounded(limit.value)} ${unit}` : '';
  return `${reached ? '✓' : '✗'} ${name}: ${rounded(median)} ${unit} (min ${rounded(min)}, max ${rounded(max)}; target ${wanted})${bare}`;
}
