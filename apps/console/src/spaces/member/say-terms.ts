import type { Schema } from '../../api/api';
import { writeAmount, writeNumber } from '../../i18n/format';
import { words } from './texts';

type Line = Schema<'LineView'>;
type Term = Schema<'TermView'>;

const CADENCES = { 0: 'once', 1: 'month', 3: 'quarter', 6: 'half', 12: 'year' } as const;

/** « 1 200 × 3,20 € par mois », « 120,00 € par an », or that the days are paused or offered. */
export function sayPrice({ kind }: Pick<Line, 'kind'>, term: Term): string {
  const t = words.now;
  const isRate = kind === 'time' && term.months > 0;
  if (!term.billable && kind !== 'time') return t('contract.paused');
  if (Number(term.unitPrice) === 0) return t('contract.free');
  const price = writeAmount(term.unitPrice);
  const cadence = isRate
    ? t('cadence.rate')
    : term.months in CADENCES
      ? t(`cadence.${CADENCES[term.months as keyof typeof CADENCES]}`)
      : t('cadence.months', { count: term.months });
  const one = isRate || term.quantity === '1';
  return `${one ? price : t('contract.quantity', { quantity: writeNumber(term.quantity), price })} ${cadence}`;
}
