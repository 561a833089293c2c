import type { Day } from '../../../i18n/format';

/** Days since 1 January 1970: what is compared and drawn, thousands at a time. */
export type DayNumber = number;

const DAY_MS = 86_400_000;
const known = new Map<Day, DayNumber>();

/** The days of a long list are few and come again and again. */
export function dayNumber(day: Day): DayNumber {
  const found = known.get(day);
  if (found !== undefined) return found;
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  known.set(day, number);
  return number;
}

export function dayOf(number: DayNumber): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function firstOfMonth(day: Day, monthsLater = 0): Day {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + monthsLater);
  return date.toISOString().slice(0, 10);
}
