import { divideHalfUp, type LocalDate } from '#kernel';
import { contributionBetween } from './bands.js';
import { NO_SUMS, type RunningSums, type SumsOfMonth } from './running-sums.js';
import type { Scheme } from './scheme.js';

/** What decides of an activity's months besides their facts. */
export interface Circumstances {
  /** What counted in the month that begins on this day; null where nothing was kept. */
  readonly schemeIn: (month: LocalDate) => { readonly id: number; readonly scheme: Scheme } | null;
  /** Whether the issuer carries the activity in the month: only then is a minimum owed. */
  readonly carriedIn: (month: LocalDate) => boolean;
}

/** The first days of the months of a civil year. */
function monthsOfYear(year: string): LocalDate[] {
  return Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}-01` as LocalDate);
}

/** The months of a year that one scheme counts, one after the other, and what the year had reached before them. */
export interface Stretch {
  readonly scheme: Scheme;
  readonly id: number;
  readonly months: readonly LocalDate[];
  /** In cents: the basis of the year's months before. */
  readonly startCents: number;
  /** In cents: with its own months. */
  readonly reachedCents: number;
}

/** The bands cut the basis of the whole year, whichever scheme counted each of its months. */
export function stretchesOf(year: string, sums: RunningSums, { schemeIn }: Circumstances): Stretch[] {
  const stretches: Stretch[] = [];
  let reachedCents = 0;
  for (const month of monthsOfYear(year)) {
    const counting = schemeIn(month);
    if (!counting) continue;
    const before = reachedCents;
    reachedCents += (sums.get(month) ?? NO_SUMS).basisCents;
    const last = stretches.at(-1);
    if (last?.id === counting.id) {
      stretches[stretches.length - 1] = { ...last, months: [...last.months, month], reachedCents };
    } else {
      stretches.push({ ...counting, months: [month], startCents: before, reachedCents });
    }
  }
  return stretches;
}

const taken = (scheme: Scheme, startCents: number, toCents: number) =>
  contributionBetween(scheme, { fromCents: startCents, toCents, startCents }).reduce(
    (sum, { amountCents }) => sum + amountCents,
    0,
  );

/** A minimum of the year, for the months in which it is owed. */
export interface YearlyMinimum {
  /** In cents, of the whole year: of the last month in which it is owed. */
  readonly wholeCents: number;
  /** In cents: a twelfth for each month, the sum rounded half-up to the cent. */
  readonly owedCents: number;
  readonly months: number;
  /** First day of the last month in which it is owed: there it is completed. */
  readonly settledIn: LocalDate;
  /** In cents: what is kept of the year without it; 0 at least. */
  readonly reachedCents: number;
}

/** What is due of a civil year up to a month, in cents. */
export interface DueOfYear {
  readonly bandCents: number;
  /** What purchases give back, within what was taken: 0 or above. */
  readonly reversedCents: number;
  /** The completions of months below their minimum, by month. */
  readonly monthly: ReadonlyMap<
    LocalDate,
    { readonly reachedCents: number; readonly completionCents: number }
  >;
  readonly yearly: YearlyMinimum | null;
  /** All completions, that of the year once its month has come. */
  readonly minimumCents: number;
}

/**
 * What is due of a year is a function of the sums of its months alone: the order in which facts came to light, and what
 * was entered and taken back meanwhile, leave no trace in it. Pure.
 */
export function dueOfYear(year: string, until: LocalDate, sums: RunningSums, of: Circumstances): DueOfYear {
  const monthly = new Map<LocalDate, { reachedCents: number; completionCents: number }>();
  let [bandCents, documentCents, entitledCents, reversedCents] = [0, 0, 0, 0];
  for (const { scheme, months, startCents } of stretchesOf(year, sums, of)) {
    let basis = startCents;
    const before = bandCents;
    for (const month of months.filter((each) => each <= until)) {
      const own: SumsOfMonth = sums.get(month) ?? NO_SUMS;
      basis += own.basisCents;
      const keptBefore = bandCents + documentCents - reversedCents;
      bandCents = before + taken(scheme, startCents, basis);
      documentCents += own.documentRateCents;
      entitledCents -= own.reversalCents;
      reversedCents = Math.min(Math.max(0, entitledCents), Math.max(0, bandCents + documentCents));
      if (scheme.minimum?.per !== 'month' || !of.carriedIn(month)) continue;
      const reachedCents = Math.max(0, bandCents + documentCents - reversedCents - keptBefore);
      monthly.set(month, {
        reachedCents,
        completionCents: Math.max(0, scheme.minimum.cents - reachedCents),
      });
    }
  }
  const completed = [...monthly.values()].reduce((sum, { completionCents }) => sum + completionCents, 0);
  const reachedCents = Math.max(0, bandCents + documentCents - reversedCents + completed);
  const yearly = yearlyMinimum(year, reachedCents, of);
  const completion =
    yearly && until >= yearly.settledIn ? Math.max(0, yearly.owedCents - yearly.reachedCents) : 0;
  return { bandCents, reversedCents, monthly, yearly, minimumCents: completed + completion };
}

/** A twelfth for each month in which the issuer carries the activity under such a minimum; due in the last of them. */
function yearlyMinimum(year: string, reachedCents: number, of: Circumstances): YearlyMinimum | null {
  const owed = monthsOfYear(year).flatMap((month) => {
    const minimum = of.carriedIn(month) ? of.schemeIn(month)?.scheme.minimum : null;
    return minimum?.per === 'year' ? [{ month, cents: minimum.cents }] : [];
  });
  const last = owed.at(-1);
  if (!last) return null;
  const twelfths = owed.reduce((sum, { cents }) => sum + BigInt(cents), 0n);
  return {
    wholeCents: last.cents,
    owedCents: Number(divideHalfUp(twelfths, 12n)),
    months: owed.length,
    settledIn: last.month,
    reachedCents,
  };
}
