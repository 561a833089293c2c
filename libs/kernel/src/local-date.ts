import { kernelErrors } from './kernel-errors.js';

declare const localDateBrand: unique symbol;

/** A civil day in Europe/Paris, written `YYYY-MM-DD`; comparable with `<` and `>`. */
export type LocalDate = string & { readonly [localDateBrand]: true };

const MS_PER_DAY = 86_400_000;
const FORM = /^\d{4}-\d{2}-\d{2}$/;

function toEpochDay(date: LocalDate): number {
  return Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) / MS_PER_DAY;
}

function fromEpochDay(day: number): LocalDate {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as LocalDate;
}

/** Whether the text is an existing civil day written `YYYY-MM-DD`. */
export function isLocalDate(text: unknown): text is LocalDate {
  if (typeof text !== 'string' || !FORM.test(text)) return false;
  const month = +text.slice(5, 7);
  const day = +text.slice(8, 10);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysInMonth(+text.slice(0, 4), month);
}

/** @throws KERNEL.INVALID_DATE when the text is not an existing day written `YYYY-MM-DD` */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw kernelErrors.INVALID_DATE({ text });
  return text;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * The same day of the month, `months` later; the last day of that month where it has no such day
 * (31 January + 1 month is 28 or 29 February). Always add to the anchor, never to a previous result.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = +date.slice(0, 4) * 12 + (+date.slice(5, 7) - 1) + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(+date.slice(8, 10), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as LocalDate;
}

export function earliest(...dates: LocalDate[]): LocalDate {
  return dates.reduce((a, b) => (a < b ? a : b));
}

export function latest(...dates: LocalDate[]): LocalDate {
  return dates.reduce((a, b) => (a > b ? a : b));
}

const parisDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The civil day in Europe/Paris at an instant: 23:30 UTC on 31 March is 1 April there. */
export function civilDayOf(instant: Date): LocalDate {
  return parisDay.format(instant) as LocalDate;
}

const longFrench = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', dateStyle: 'long' });
const longEnglish = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' });

/** `1 juin 2026` (`1er` on the first day of the month), or `1 June 2026`. */
export function writeDate(date: LocalDate, language: 'fr' | 'en'): string {
  const instant = new Date(`${date}T00:00:00Z`);
  if (language === 'en') return longEnglish.format(instant);
  return longFrench.format(instant).replace(/^1 /, '1er ');
}
