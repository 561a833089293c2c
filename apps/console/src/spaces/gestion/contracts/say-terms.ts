import type { Schema } from '../../../api/api';
import { type Language } from '../../../i18n/language';
import { writeAmount, writeNumber } from '../../../i18n/format';
import { priceOf } from './decimal';
import { words } from './texts';

type Line = Schema<'LineView'>;
type Term = Schema<'TermView'>;

const t = words.now;

/** « par mois », « par trimestre », « en une fois ». */
export function sayCadence(kind: Line['kind'], months: number): string {
  if (kind === 'time' && months > 0) return t('cadence.rate');
  switch (months) {
    case 0:
      return t('cadence.once');
    case 1:
      return t('cadence.month');
    case 3:
      return t('cadence.quarter');
    case 6:
      return t('cadence.half');
    case 12:
      return t('cadence.year');
    default:
      return t('cadence.months', { count: months });
  }
}

/** « 120,00 € par mois »: the price of one billing period; the rate where only worked time is owed. */
export function sayPrice(kind: Line['kind'], term: Term, language: Language): string {
  const isRate = kind === 'time' && term.months > 0;
  const price = isRate
    ? writeAmount(priceOf('1', term.unitPrice), language)
    : writeAmount(priceOf(term.quantity, term.unitPrice), language);
  return `${price} ${sayCadence(kind, term.months)}`;
}

/** « 3 × 40,00 € » where it is not one. */
export function sayQuantity(term: Term, language: Language): string | null {
  if (term.quantity === '1' || term.quantity === '0') return null;
  return t('one.recorded', {
    quantity: writeNumber(term.quantity, language),
    price: writeAmount(priceOf('1', term.unitPrice), language),
  });
}

/** Whether days of a term are owed: a rate of worked time is not, and is not paused either. */
export function isPaused(kind: Line['kind'], { billable }: Term): boolean {
  return kind !== 'time' && !billable;
}

/** The months of a billing period that are offered; another one that a line has already is offered too. */
export function cadenceChoices(others: readonly number[] = []): { value: string; label: string }[] {
  const names: Record<number, string> = {
    1: t('cadences.month'),
    3: t('cadences.quarter'),
    6: t('cadences.half'),
    12: t('cadences.year'),
  };
  return [...new Set([1, 3, 6, 12, ...others.filter((months) => months > 0)])]
    .sort((a, b) => a - b)
    .map((months) => ({
      value: String(months),
      label: names[months] ?? t('cadences.months', { count: months }),
    }));
}
