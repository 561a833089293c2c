import { kernelErrors } from './kernel-errors.js';
import { addDays, daysBetween, type LocalDate, writeDate } from './local-date.js';

/** Civil days from `from` (included) to `to` (excluded); never empty. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** @throws KERNEL.INVALID_PERIOD when it holds no day */
export function period(from: LocalDate, to: LocalDate): Period {
  if (from >= to) throw kernelErrors.INVALID_PERIOD({ from, to });
  return { from, to };
}

export function daysOf(of: Period): number {
  return daysBetween(of.from, of.to);
}

export function contains(outer: Period, inner: Period): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

export function includesDay(of: Period, day: LocalDate): boolean {
  return of.from <= day && day < of.to;
}

export function samePeriod(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to;
}

/** The days that both hold, or null. */
export function intersection(a: Period, b: Period): Period | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from < to ? { from, to } : null;
}

/** Sorted, disjoint, non-adjacent periods holding the same days. */
export function union(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  for (const next of [...periods].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = merged.at(-1);
    if (last && next.from <= last.to) {
      if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

/** The days of `from` that none of `without` holds. */
export function difference(from: readonly Period[], without: readonly Period[]): Period[] {
  const holes = union(without);
  return union(from).flatMap((whole) => {
    const kept: Period[] = [];
    let start = whole.from;
    for (const hole of holes) {
      if (hole.to <= start || hole.from >= whole.to) continue;
      if (hole.from > start) kept.push({ from: start, to: hole.from });
      start = hole.to > start ? hole.to : start;
      if (start >= whole.to) break;
    }
    if (start < whole.to) kept.push({ from: start, to: whole.to });
    return kept;
  });
}

/** The days that both sets hold. */
export function overlap(a: readonly Period[], b: readonly Period[]): Period[] {
  return union(
    a.flatMap((left) =>
      b.flatMap((right) => {
        const shared = intersection(left, right);
        return shared ? [shared] : [];
      }),
    ),
  );
}

export function totalDays(periods: readonly Period[]): number {
  return union(periods).reduce((sum, each) => sum + daysOf(each), 0);
}

/** « du 1er au 31 mai 2026 » for a person: the last day is said included, as people speak. */
export function writePeriod(of: Period, language: 'fr' | 'en'): string {
  const last = addDays(of.to, -1);
  if (last === of.from) {
    return language === 'fr' ? `le ${writeDate(last, 'fr')}` : `on ${writeDate(last, 'en')}`;
  }
  const until = writeDate(last, language);
  const words = writeDate(of.from, language).split(' ');
  const start =
    of.from.slice(0, 7) === last.slice(0, 7)
      ? words[0]
      : of.from.slice(0, 4) === last.slice(0, 4)
        ? words.slice(0, 2).join(' ')
        : words.join(' ');
  return language === 'fr' ? `du ${start} au ${until}` : `from ${start} to ${until}`;
}
