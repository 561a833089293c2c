import { isLocalDate, type LocalDate } from '#kernel';
import { anyMonth, fullYear, monthNamed, plainText } from './month-names.js';

/** Order of day, month and year in figures, where the year does not come first with four digits. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';
const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

const TIME = /[t ]+\d{1,2}[:h]\d{2}.*$/;
const YEAR_FIRST = /^(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})$/;
const FIGURES = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/;
const DAY_MONTH = new RegExp(`^(\\d{1,2})(?:er|st|nd|rd|th)?[-/. ]?(${anyMonth})[-/., ]*(\\d{4}|\\d{2})$`);
const MONTH_DAY = new RegExp(`^(${anyMonth})[-/. ]*(\\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\\d{4}|\\d{2})$`);
const WEEKDAY =
  /^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+day|mon|tue|wed|thu|fri|sat|sun)[.,]? /;

export function dayOf(year: number, month: number, day: number): LocalDate | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isLocalDate(text) && year >= 1900 && year < 2200 ? text : null;
}

function inOrder(a: string, b: string, c: string, order: DateOrder): LocalDate | null {
  if (order === 'dmy') return dayOf(fullYear(c), Number(b), Number(a));
  if (order === 'mdy') return dayOf(fullYear(c), Number(a), Number(b));
  return c.length === 2 ? dayOf(fullYear(a), Number(b), Number(c)) : null;
}

/** Reads one day; the order matters only for days in figures whose year is not first. Null when it is no day. */
export function readDate(text: string, order: DateOrder): LocalDate | null {
  const plain = plainText(text).replace(TIME, '');
  const iso = YEAR_FIRST.exec(plain);
  if (iso) return dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const figures = FIGURES.exec(plain);
  if (figures) return inOrder(figures[1]!, figures[2]!, figures[3]!, order);
  const words = plain.replace(WEEKDAY, '');
  const dayFirst = DAY_MONTH.exec(words);
  if (dayFirst) return dayOf(fullYear(dayFirst[3]!), monthNamed(dayFirst[2]!)!, Number(dayFirst[1]));
  const monthFirst = MONTH_DAY.exec(words);
  if (monthFirst) return dayOf(fullYear(monthFirst[3]!), monthNamed(monthFirst[1]!)!, Number(monthFirst[2]));
  return null;
}

/** What a column of days says of their order. */
export interface OrderEvidence {
  /** How many of the column's days each order cannot read. */
  readonly unread: Readonly<Record<DateOrder, number>>;
  /** Years between the first and the last day under each order: a wrong order scatters two-digit years. */
  readonly years: Readonly<Record<DateOrder, number>>;
  /** Days in figures whose year is not first. */
  readonly figures: number;
}

export function orderEvidence(cells: Iterable<string>): OrderEvidence {
  const unread = { dmy: 0, mdy: 0, ymd: 0 };
  const first = { dmy: Infinity, mdy: Infinity, ymd: Infinity };
  const last = { dmy: -Infinity, mdy: -Infinity, ymd: -Infinity };
  let count = 0;
  for (const cell of new Set(cells)) {
    const match = FIGURES.exec(plainText(cell).replace(TIME, ''));
    if (!match) continue;
    count += 1;
    for (const order of orders) {
      const date = inOrder(match[1]!, match[2]!, match[3]!, order);
      if (!date) {
        unread[order] += 1;
        continue;
      }
      const year = Number(date.slice(0, 4));
      first[order] = Math.min(first[order], year);
      last[order] = Math.max(last[order], year);
    }
  }
  const spread = (order: DateOrder) => Math.max(0, last[order] - first[order]);
  return { unread, years: { dmy: spread('dmy'), mdy: spread('mdy'), ymd: spread('ymd') }, figures: count };
}

/** Adds up what several columns say, for those that cannot tell by themselves. */
export function joinEvidence(parts: readonly OrderEvidence[]): OrderEvidence {
  const add = (pick: (part: OrderEvidence) => number) => parts.reduce((sum, part) => sum + pick(part), 0);
  return {
    unread: { dmy: add((p) => p.unread.dmy), mdy: add((p) => p.unread.mdy), ymd: add((p) => p.unread.ymd) },
    years: { dmy: add((p) => p.years.dmy), mdy: add((p) => p.years.mdy), ymd: add((p) => p.years.ymd) },
    figures: add((p) => p.figures),
  };
}

/**
 * The one order that reads most days. Years first with two digits (`24-03-31`) can always be misread as days first, so
 * the order that scatters the years less wins there. Null when day and month cannot be told apart.
 */
export function provenOrder({ unread, years, figures }: OrderEvidence): DateOrder | null {
  if (figures === 0) return null;
  const fewest = Math.min(...orders.map((order) => unread[order]));
  const best = orders.filter((order) => unread[order] === fewest);
  const dayLast = best.filter((order) => order !== 'ymd');
  if (best.includes('ymd') && dayLast.every((order) => years.ymd < years[order])) return 'ymd';
  return dayLast.length === 1 ? dayLast[0]! : null;
}
