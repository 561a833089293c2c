import { useTranslation } from 'react-i18next';
import { type Language, language } from './language';
import { typeset } from './typeset';

/** A civil day `YYYY-MM-DD`. */
export type Day = string;

/** Half-open: `to` is the first day outside, absent when the period is open. */
export interface Period {
  readonly from: Day;
  readonly to?: Day | null;
}

const LOCALE = { fr: 'fr-FR', en: 'en-GB' } as const;

function cached<T>(make: (language: Language) => T): (language: Language) => T {
  const made: Partial<Record<Language, T>> = {};
  return (language) => (made[language] ??= make(language));
}

const amounts = cached((l) => new Intl.NumberFormat(LOCALE[l], { style: 'currency', currency: 'EUR' }));
const wholeAmounts = cached(
  (l) => new Intl.NumberFormat(LOCALE[l], { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }),
);
const numbers = cached((l) => new Intl.NumberFormat(LOCALE[l], { maximumFractionDigits: 6 }));
const shares = cached(
  (l) => new Intl.NumberFormat(LOCALE[l], { style: 'percent', maximumFractionDigits: 2 }),
);
const days = cached(
  (l) =>
    new Intl.DateTimeFormat(LOCALE[l], {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      timeZone: 'UTC',
    }),
);
const longDays = cached(
  (l) =>
    new Intl.DateTimeFormat(LOCALE[l], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
);
const months = cached(
  (l) => new Intl.DateTimeFormat(LOCALE[l], { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);
const instants = cached(
  (l) =>
    new Intl.DateTimeFormat(LOCALE[l], {
      dateStyle: 'short',
      timeStyle: 'short',
      // What an administrator calls today is the day in Paris, as on the server.
      timeZone: 'Europe/Paris',
    }),
);

function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The day `count` days after. */
export function addDays(day: Day, count: number): Day {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The formats of both languages write a hyphen, which is easily overlooked and may part from its number. */
const trueMinus = (written: string) => written.replace('-', '−');

/** « 1 234,56 € » from the API's decimal text: never through a binary fraction. */
export function writeAmount(amount: string, l: Language = language()): string {
  // The decimal text is formatted as it is (ES2023), whatever its length.
  return trueMinus(amounts(l).format(amount as unknown as number));
}

/** « 1 235 € »: for axes and tiles, where cents only hide the picture. */
export function writeWholeAmount(amount: string | number, l: Language = language()): string {
  return trueMinus(wholeAmounts(l).format(amount as number));
}

export function writeNumber(value: string | number, l: Language = language()): string {
  return trueMinus(numbers(l).format(value as number));
}

/** « 20 % » from 2000. */
export function writeBasisPoints(basisPoints: number, l: Language = language()): string {
  return trueMinus(shares(l).format(basisPoints / 10_000));
}

/** « 01/03/2026 ». */
export function writeDay(day: Day, l: Language = language()): string {
  return days(l).format(dateOf(day));
}

/** « 1 mars 2026 », in French « 1er mars 2026 ». */
export function writeLongDay(day: Day, l: Language = language()): string {
  const written = longDays(l).format(dateOf(day));
  return l === 'fr' ? written.replace(/^1 /, '1er ') : written;
}

/** « mars 2026 » from a day or from `YYYY-MM`. */
export function writeMonth(month: string, l: Language = language()): string {
  return months(l).format(dateOf(`${month.slice(0, 7)}-01`));
}

/** « 01/03/2026 14:05 », in Paris. */
export function writeInstant(instant: string, l: Language = language()): string {
  return instants(l).format(new Date(instant));
}

/** « du 01/03/2026 au 31/03/2026 », « le 01/03/2026 », « depuis le 01/03/2026 »: with the last day inside. */
export function writePeriod({ from, to }: Period, l: Language = language()): string {
  const first = writeDay(from, l);
  if (!to) return l === 'fr' ? `depuis le ${first}` : `since ${first}`;
  const last = writeDay(addDays(to, -1), l);
  if (first === last) return l === 'fr' ? `le ${first}` : `on ${first}`;
  return l === 'fr' ? `du ${first} au ${last}` : `${first} to ${last}`;
}

/** A sentence that the API says in both languages, set as a French administrator would set it. */
export function say(
  sentence: { readonly fr: string; readonly en: string },
  l: Language = language(),
): string {
  return l === 'fr' ? typeset(sentence.fr) : sentence.en;
}

/** Draws the component again when the language changes, and says which it is. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'fr';
}
