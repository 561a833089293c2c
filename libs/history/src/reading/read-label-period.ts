import { addDays, addMonths, type LocalDate, type Period } from '#kernel';
import { boundOf, indexOfPeriodAt, indexOfPeriodFrom, type Rhythm } from '../audit/subscription-periods.js';
import { anyMonth, fullYear, monthNamed, plainText } from './month-names.js';
import { type DateOrder, dayOf, readDate } from './read-date.js';

/** What a label says: exact days, or a span of calendar months from which the subscription's own periods follow. */
export interface LabelPeriod {
  readonly exact: boolean;
  /** A year that stands alone, as in « Site web 2024 »: enough on a yearly line only. */
  readonly bareYear?: true;
  readonly period: Period;
}

const DAY = '(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2}))';
const WRITTEN = `\\d{1,2}(?:er|st|nd|rd|th)? (?:${anyMonth})`;
const TO = ' ?(?:\\bau\\b|\\ba\\b|\\bto\\b|\\buntil\\b|\\bthrough\\b|\\bjusqu.au\\b|->|→|>|-) ?(?:le )?';
const FIGURE_DAYS = new RegExp(`(${DAY})${TO}(${DAY})`);
const WRITTEN_DAYS = new RegExp(`(${WRITTEN})(?:,? (\\d{4}))?${TO}(${WRITTEN}),? (\\d{4})`);
const SHORT_DAYS = new RegExp(`\\b(\\d{1,2})(?:er|st|nd|rd|th)?${TO}(${WRITTEN}),? (\\d{4})`);
const ENGLISH_DAYS = new RegExp(
  `(${anyMonth} \\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?${TO}(${anyMonth} \\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`,
);
const MONTHS = new RegExp(`\\b(${anyMonth})(?: ?(\\d{4}))?${TO}(${anyMonth}) ?(\\d{4})`);
const MONTH = new RegExp(`\\b(${anyMonth})[ '’/-]*(\\d{4}|\\d{2}\\b)`);
const YEAR_MONTH_NAME = new RegExp(`\\b(\\d{4})[ /-]+(${anyMonth})`);
const PART_NAMES = '(?:(?:eme|ere|er|e|nd|st|rd|th)\\b ?)?';
const QUARTER = new RegExp(
  `\\b(?:[tq](?:rim(?:estre)?\\.? ?|uarter ?)?([1-4])|([1-4]) ?${PART_NAMES}(?:trim(?:estre)?\\b\\.?|quarter|[tq]\\b))[ -/]*(?:de |of )?(\\d{4}|\\d{2}\\b)`,
);
const YEAR_QUARTER = /\b(\d{4})[ -/]*[tq]([1-4])\b/;
const HALF = new RegExp(
  `\\b(?:[sh](?:em(?:estre)?\\.? ?|alf ?)?([12])|([12]) ?${PART_NAMES}(?:sem(?:estre)?\\b\\.?|half|[sh]\\b))[ -/]*(?:de |of )?(\\d{4}|\\d{2}\\b)`,
);
const YEAR_HALF = /\b(\d{4})[ -/]*[sh]([12])\b/;
const FIGURE_MONTH = /(?:^|[^\w/.-])(0?[1-9]|1[0-2])[/.-](\d{4})(?![\d/.-])/;
const YEAR_FIGURE_MONTH = /(?:^|[^\w/.-])(\d{4})[/.-](0[1-9]|1[0-2])(?![\d/.-])/;
const YEAR = /\b((?:19|20)\d{2})\b/g;
const YEAR_SAID = /\b(annee|an|annuel|annuelle|exercice|year|yearly|annual)\b/;
const ordinals: readonly (readonly [RegExp, string])[] = [
  [/\b(premier|first)\b/g, '1er'],
  [/\b(deuxieme|second|seconde)\b/g, '2e'],
  [/\b(troisieme|third)\b/g, '3e'],
  [/\b(quatrieme|fourth)\b/g, '4e'],
];

function exact(from: LocalDate | null, last: LocalDate | null): LabelPeriod | null {
  return from && last && from <= last ? { exact: true, period: { from, to: addDays(last, 1) } } : null;
}

function months(year: number, month: number, count: number): LabelPeriod | null {
  const from = dayOf(year, month, 1);
  return from ? { exact: false, period: { from, to: addMonths(from, count) } } : null;
}

function readDays(plain: string, order: DateOrder): LabelPeriod | null {
  const figures = FIGURE_DAYS.exec(plain);
  if (figures) return exact(readDate(figures[1]!, order), readDate(figures[2]!, order));
  for (const pattern of [WRITTEN_DAYS, ENGLISH_DAYS]) {
    const match = pattern.exec(plain);
    if (!match) continue;
    const last = readDate(`${match[3]} ${match[4]}`, order);
    const sameYear = readDate(`${match[1]} ${match[2] ?? match[4]}`, order);
    const aYearBefore = readDate(`${match[1]} ${Number(match[4]) - 1}`, order);
    return exact(
      match[2] === undefined && last && sameYear && sameYear > last ? aYearBefore : sameYear,
      last,
    );
  }
  const short = SHORT_DAYS.exec(plain);
  if (!short) return null;
  const last = readDate(`${short[2]} ${short[3]}`, order);
  return last && exact(dayOf(Number(last.slice(0, 4)), Number(last.slice(5, 7)), Number(short[1])), last);
}

function readSeveralMonths(plain: string): LabelPeriod | null {
  const match = MONTHS.exec(plain);
  if (!match) return null;
  const lastYear = Number(match[4]);
  const first = monthNamed(match[1]!)!;
  const last = monthNamed(match[3]!)!;
  const firstYear = match[2] ? Number(match[2]) : first <= last ? lastYear : lastYear - 1;
  const count = (lastYear - firstYear) * 12 + last - first + 1;
  return count > 0 ? months(firstYear, first, count) : null;
}

function readOneMonth(plain: string): LabelPeriod | null {
  const named = MONTH.exec(plain);
  if (named) return months(fullYear(named[2]!), monthNamed(named[1]!)!, 1);
  const yearFirst = YEAR_MONTH_NAME.exec(plain);
  if (yearFirst) return months(Number(yearFirst[1]), monthNamed(yearFirst[2]!)!, 1);
  const figures = FIGURE_MONTH.exec(plain);
  if (figures) return months(Number(figures[2]), Number(figures[1]), 1);
  const iso = YEAR_FIGURE_MONTH.exec(plain);
  return iso && months(Number(iso[1]), Number(iso[2]), 1);
}

function readPartOfYear(plain: string): LabelPeriod | null {
  for (const [part, yearPart, length] of [
    [QUARTER, YEAR_QUARTER, 3],
    [HALF, YEAR_HALF, 6],
  ] as const) {
    const match = part.exec(plain);
    if (match) return months(fullYear(match[3]!), (Number(match[1] ?? match[2]) - 1) * length + 1, length);
    const reversed = yearPart.exec(plain);
    if (reversed) return months(Number(reversed[1]), (Number(reversed[2]) - 1) * length + 1, length);
  }
  return null;
}

/** The period that a label names: days, then months, quarters and halves, then a year alone. Null when it names none. */
export function readLabelPeriod(label: string, order: DateOrder): LabelPeriod | null {
  const plain = ordinals.reduce((text, [words, figure]) => text.replace(words, figure), plainText(label));
  const found =
    readDays(plain, order) ?? readSeveralMonths(plain) ?? readOneMonth(plain) ?? readPartOfYear(plain);
  if (found) return found;
  const years = new Set([...plain.matchAll(YEAR)].map((match) => match[1]!));
  const year = years.size === 1 ? months(Number([...years][0]), 1, 12) : null;
  return year && !YEAR_SAID.test(plain) ? { ...year, bareYear: true } : year;
}

/** Whether a label names enough to tell the period on a line of that cadence. */
export function tellsPeriod({ bareYear }: LabelPeriod, subscription: Rhythm | null): boolean {
  return bareYear !== true || subscription === null || subscription.cadence === 'yearly';
}

/**
 * The days a label bills on a subscription. « mars 2024 » on a line anchored on the 15th names the period that begins
 * in March; on a yearly line it names the year that begins there. Where no period of the line begins in what the label
 * names, the calendar days themselves are meant.
 */
export function periodOfLabel(
  { exact: asWritten, period }: LabelPeriod,
  subscription: (Rhythm & { readonly end: LocalDate | null }) | null,
): Period {
  if (asWritten || subscription === null) return period;
  const end = subscription.end;
  let first = indexOfPeriodFrom(subscription, period.from);
  let last = indexOfPeriodAt(subscription, addDays(period.to, -1));
  if (last < first) return period;
  if (last >= 0) first = Math.max(0, first);
  while (end !== null && last > first && boundOf(subscription, last) >= end) last -= 1;
  const from = boundOf(subscription, first);
  const to = boundOf(subscription, last + 1);
  return { from, to: end !== null && from < end && end < to ? end : to };
}
