import { addDays, type Day } from '../../../i18n/format';

/** The first and the last day of a month `YYYY-MM`. */
export function daysOfMonth(month: string): { readonly first: Day; readonly last: Day } {
  const first = `${month}-01`;
  const next = addDays(first, 31).slice(0, 7);
  return { first, last: addDays(`${next}-01`, -1) };
}

/** The month `count` months later. */
export function monthAfter(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + number - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** An address with the filters that are said. */
export function address(path: string, filters: Readonly<Record<string, string | null | undefined>>): string {
  const said = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said).toString()}`;
}
