/** Reproducible chance: the same seed makes the same choices (mulberry32, public domain). */
export class Chance {
  constructor(private state: number) {}

  /** 0 ≤ x < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  of<T>(values: readonly T[]): T {
    return values[this.between(0, values.length - 1)]!;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}

/** The seed of this run: the one asked for, or another each time. It is printed, so that a failure can be seen again. */
export function seedOf(variable: string): number {
  const asked = process.env[variable];
  const seed = asked ? Number(asked) : Math.floor(Math.random() * 1_000_000_000);
  process.stdout.write(`${variable}=${seed}\n`);
  return seed;
}
