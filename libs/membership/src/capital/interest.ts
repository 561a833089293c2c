import { daysBetween, divideHalfUp, type LocalDate, type Period } from '#kernel';

/** A yearly mean of the TMO, in basis points. */
export interface YearlyRate {
  readonly year: number;
  readonly rateBasisPoints: number;
}

/** The three calendar years before the assembly (art. 14 loi 47-1775). */
export function yearsOfCap(decidedOn: LocalDate): readonly [number, number, number] {
  const year = Number(decidedOn.slice(0, 4));
  return [year - 3, year - 2, year - 1];
}

/**
 * The highest rate of interest on shares: the mean TMO of three years plus the margin, in basis points, rounded down.
 * @returns the years without a rate when one is missing
 */
export function capOfInterest(
  rates: readonly YearlyRate[],
  decidedOn: LocalDate,
  marginBasisPoints: number,
): { readonly capBasisPoints: number } | { readonly missing: readonly number[] } {
  const known = new Map(rates.map(({ year, rateBasisPoints }) => [year, rateBasisPoints]));
  const years = yearsOfCap(decidedOn);
  const missing = years.filter((year) => !known.has(year));
  if (missing.length > 0) return { missing };
  const sum = years.reduce((total, year) => total + known.get(year)!, 0);
  return { capBasisPoints: Math.floor(sum / 3) + marginBasisPoints };
}

/** What a balance becomes from a day on. */
export interface BalanceChange {
  readonly day: LocalDate;
  readonly cents: number;
}

/** Cents × days of a balance within a period: paid-up shares bear interest from the day after they were paid up. */
export function centDaysOf(changes: readonly BalanceChange[], within: Period): bigint {
  return changes.reduce((total, { day, cents }) => {
    const from = day < within.from ? within.from : day;
    return from >= within.to ? total : total + BigInt(cents) * BigInt(daysBetween(from, within.to));
  }, 0n);
}

/** Half-up to the cent: rate × cents × days / days of the period. */
export function interestOf(centDays: bigint, rateBasisPoints: number, within: Period): number {
  return Number(
    divideHalfUp(centDays * BigInt(rateBasisPoints), 10_000n * BigInt(daysBetween(within.from, within.to))),
  );
}
