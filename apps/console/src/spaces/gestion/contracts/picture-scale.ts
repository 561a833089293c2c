import type { Day } from '../../../i18n/format';

interface Days {
  readonly from: Day;
  readonly to: Day | null;
}

/** The days that a picture shows, `to` excluded. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

const numberOf = (day: Day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const addDays = (day: Day, count: number): Day =>
  new Date((numberOf(day) + count) * 86_400_000).toISOString().slice(0, 10);
const BEFORE_A_MOVE_DAYS = 60;
const AFTER_TODAY_DAYS = 200;
const AFTER_THE_LAST_BOUND_DAYS = 45;

/**
 * From the first day of a line (a carriage may have begun years before) to some months beyond today and beyond the last
 * bound, so that what goes on without end is seen to go on.
 */
export function windowOf(carriage: readonly Days[], terms: readonly Days[], today: Day): Window {
  const moves = carriage.slice(1).map(({ from }) => addDays(from, -BEFORE_A_MOVE_DAYS));
  const starts = terms.length > 0 ? terms.map(({ from }) => from) : carriage.map(({ from }) => from);
  const bounds = [...carriage, ...terms].flatMap(({ from, to }) => (to ? [from, to] : [from]));
  const from = [...starts, ...moves, today].sort()[0]!;
  const last = bounds.sort().at(-1) ?? today;
  const [after, beyond] = [addDays(today, AFTER_TODAY_DAYS), addDays(last, AFTER_THE_LAST_BOUND_DAYS)];
  return { from, to: after > beyond ? after : beyond };
}

/** Where a day stands, from 0 to `width`. */
export function placeOf(day: Day, { from, to }: Window, width: number): number {
  const share = (numberOf(day) - numberOf(from)) / (numberOf(to) - numberOf(from));
  return Math.round(Math.min(1, Math.max(0, share)) * width * 10) / 10;
}

/** What of some days is seen; null when nothing is. */
export function seen(
  days: Days,
  window: Window,
): { readonly from: Day; readonly to: Day; readonly goesOn: boolean } | null {
  const from = days.from > window.from ? days.from : window.from;
  const to = days.to && days.to < window.to ? days.to : window.to;
  return from < to ? { from, to, goesOn: days.to === null || days.to > window.to } : null;
}

export interface Tick {
  readonly day: Day;
  /** A year, a quarter or a month begins there. */
  readonly unit: 'year' | 'month';
}

const STEPS = [1, 3, 6, 12, 24, 60, 120] as const;
const WIDTH_OF_A_TICK = 64;

/** First days of months, as many as there is room for; a January is told as its year. */
export function ticksOf({ from, to }: Window, width: number): Tick[] {
  const months = (numberOf(to) - numberOf(from)) / 30.4;
  const step = STEPS.find((each) => (months / each) * WIDTH_OF_A_TICK <= width) ?? 120;
  const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
  const ticks: Tick[] = [];
  for (let index = Math.ceil(first / step) * step; ; index += step) {
    const day = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
    if (day >= to) return ticks;
    if (day >= from) ticks.push({ day, unit: index % 12 === 0 ? 'year' : 'month' });
  }
}
