import type { Day } from '../../../i18n/format';
import { type DayNumber, dayNumber, dayOf, firstOfMonth } from './days';

/** How much time the width of the picture holds, from near to far. */
export const ZOOMS = [
  { name: 'month', days: 31 },
  { name: 'quarter', days: 92 },
  { name: 'year', days: 366 },
  { name: 'threeYears', days: 1096 },
  { name: 'fiveYears', days: 1827 },
] as const;
export type ZoomName = (typeof ZOOMS)[number]['name'];

export function daysOfZoom(zoom: ZoomName): number {
  return ZOOMS.find(({ name }) => name === zoom)!.days;
}

/** One step nearer (-1) or farther (1); the outermost stay. */
export function nextZoom(zoom: ZoomName, step: -1 | 1): ZoomName {
  const at = ZOOMS.findIndex(({ name }) => name === zoom) + step;
  return ZOOMS[Math.min(Math.max(at, 0), ZOOMS.length - 1)]!.name;
}

/** The days that are read for a zoom, around `today`: 36 months, or 60 where five years are in sight. */
export function windowAround(today: Day, zoom: ZoomName): { from: Day; to: Day } {
  const [before, after] = zoom === 'fiveYears' ? [-48, 12] : [-30, 6];
  return { from: firstOfMonth(today, before), to: firstOfMonth(today, after) };
}

/** The same length of time from another first day on. */
export function windowFrom(from: Day, zoom: ZoomName): { from: Day; to: Day } {
  return { from, to: firstOfMonth(from, zoom === 'fiveYears' ? 60 : 36) };
}

/** How far other years are read on: what is in sight at the edge stays read where less than three years are in sight. */
export function monthsToReadOn(zoom: ZoomName): number {
  if (zoom === 'fiveYears') return 60;
  return zoom === 'threeYears' ? 36 : 24;
}

export type TickUnit = 'day' | 'week' | 'month' | 'monthLetter' | 'quarter' | 'year';

/** Pixels that a label of the unit needs, and days between two of them. */
const UNITS = [
  { unit: 'day', days: 1, width: 20 },
  { unit: 'week', days: 7, width: 26 },
  { unit: 'month', days: 28, width: 36 },
  { unit: 'monthLetter', days: 28, width: 12 },
  { unit: 'quarter', days: 90, width: 18 },
  { unit: 'year', days: 365, width: 0 },
] as const;

export interface AxisUnits {
  readonly minor: TickUnit;
  readonly major: 'month' | 'year';
}

/** The finest unit whose labels fit, and the one written above it. */
export function unitsFor(pixelsPerDay: number): AxisUnits {
  const { unit: minor } = UNITS.find(({ days, width }) => days * pixelsPerDay >= width)!;
  return { minor, major: minor === 'day' || minor === 'week' ? 'month' : 'year' };
}

const MONTHS_OF = { month: 1, monthLetter: 1, quarter: 3, year: 12 } as const;

/** The first days of each unit within [from, to), and the one that holds `from`. */
export function ticksOf(unit: TickUnit, from: DayNumber, to: DayNumber): DayNumber[] {
  const ticks: DayNumber[] = [];
  if (unit === 'day' || unit === 'week') {
    // 5 January 1970 was a Monday.
    const step = unit === 'day' ? 1 : 7;
    const first = unit === 'day' ? from : from - ((((from - 4) % 7) + 7) % 7);
    for (let day = first; day < to; day += step) ticks.push(day);
    return ticks;
  }
  const step = MONTHS_OF[unit];
  const day = dayOf(from);
  const month = Number(day.slice(5, 7)) - 1;
  let at = firstOfMonth(day, -(month % step));
  for (let number = dayNumber(at); number < to; number = dayNumber(at)) {
    ticks.push(number);
    at = firstOfMonth(at, step);
  }
  return ticks;
}
