import type { LocalDate } from '#kernel';

/** What the statements so far say of one month, whichever statement says it. In cents: sums of their lines by cause. */
export interface SumsOfMonth {
  /** Of the basis that the bands cut. */
  readonly basisCents: number;
  readonly bandCents: number;
  readonly documentRateCents: number;
  /** Given back on purchases, before its limit: 0 or below. */
  readonly reversalCents: number;
  readonly reversalLimitCents: number;
  readonly minimumCents: number;
}

/** By the first day of the month to which the facts belong. */
export type RunningSums = ReadonlyMap<LocalDate, SumsOfMonth>;

export const NOTHING_BEFORE: RunningSums = new Map();

export const NO_SUMS: SumsOfMonth = {
  basisCents: 0,
  bandCents: 0,
  documentRateCents: 0,
  reversalCents: 0,
  reversalLimitCents: 0,
  minimumCents: 0,
};

/** What a line of a statement adds to the sums. */
interface SummedLine {
  readonly cause: 'band' | 'shift' | 'documentRate' | 'reversal' | 'reversalLimit' | 'minimum';
  readonly ofMonth: LocalDate;
  readonly basisCents: number;
  readonly amountCents: number;
}

const SUM_OF = {
  band: 'bandCents',
  shift: 'bandCents',
  documentRate: 'documentRateCents',
  reversal: 'reversalCents',
  reversalLimit: 'reversalLimitCents',
  minimum: 'minimumCents',
} as const satisfies Record<SummedLine['cause'], keyof SumsOfMonth>;

export function addLines(sums: RunningSums, lines: readonly SummedLine[]): RunningSums {
  const after = new Map(sums);
  for (const { cause, ofMonth, basisCents, amountCents } of lines) {
    const month = after.get(ofMonth) ?? NO_SUMS;
    const sum = SUM_OF[cause];
    after.set(ofMonth, {
      ...month,
      basisCents: month.basisCents + (cause === 'band' ? basisCents : 0),
      [sum]: month[sum] + amountCents,
    });
  }
  return after;
}

/** The sums of the months of a civil year together. */
export function sumsOfYear(sums: RunningSums, year: string): SumsOfMonth & { readonly keptCents: number } {
  let all = NO_SUMS;
  for (const [month, each] of sums) {
    if (month.slice(0, 4) !== year) continue;
    all = {
      basisCents: all.basisCents + each.basisCents,
      bandCents: all.bandCents + each.bandCents,
      documentRateCents: all.documentRateCents + each.documentRateCents,
      reversalCents: all.reversalCents + each.reversalCents,
      reversalLimitCents: all.reversalLimitCents + each.reversalLimitCents,
      minimumCents: all.minimumCents + each.minimumCents,
    };
  }
  const { bandCents, documentRateCents, reversalCents, reversalLimitCents, minimumCents } = all;
  const keptCents = bandCents + documentRateCents + reversalCents + reversalLimitCents + minimumCents;
  return { ...all, keptCents };
}
