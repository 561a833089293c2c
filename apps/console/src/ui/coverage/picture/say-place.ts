import { writePeriod } from '../../../i18n/format';
import { language } from '../../../i18n/language';
import { pictureTexts } from '../texts';
import { type DayNumber, dayOf } from './days';
import type { Place } from './geometry';
import { carriersOf, type Row } from './rows';
import type { TickUnit } from './time-scale';

/** What a place of the picture says, for the eye and for the ear. */
export function sayPlace(rows: readonly (Row | undefined)[], place: Place): string {
  const t = pictureTexts.now;
  const row = rows[place.row];
  if (!row) return t('notRead');
  const names = { line: row.line.label, code: row.line.code, client: row.client.name };
  const span = row.spans[place.span];
  if (!span) return t('saidLine', { ...names, contract: row.contract.code });
  const issuers = carriersOf(row, span);
  return t('said', {
    ...names,
    state: t(`states.${span.state}`),
    days: sayDays(span),
    count: sayCount(span),
    carriers: issuers.length > 0 ? t('carriedBy', { issuers: issuers.join(', ') }) : t('carriedByNobody'),
  });
}

export function sayDays({ from, to }: { readonly from: DayNumber; readonly to: DayNumber }): string {
  return writePeriod({ from: dayOf(from), to: dayOf(to) });
}

export function sayCount({ from, to }: { readonly from: DayNumber; readonly to: DayNumber }): string {
  return pictureTexts.now('days', { count: to - from });
}

const LOCALE = { fr: 'fr-FR', en: 'en-GB' } as const;
const FORMS = {
  month: { month: 'short' },
  monthLetter: { month: 'narrow' },
  monthOfYear: { month: 'long', year: 'numeric' },
} as const;
const written = new Map<string, string>();

/** A mark of the axis. The months above days and weeks are written whole. */
export function tickWriter(): (unit: TickUnit, day: string, isMajor: boolean) => string {
  const spoken = language();
  return (unit, day, isMajor) => {
    if (unit === 'year') return day.slice(0, 4);
    if (unit === 'day' || unit === 'week') return String(Number(day.slice(8)));
    if (unit === 'quarter') return pictureTexts.now('quarter', { count: (Number(day.slice(5, 7)) + 2) / 3 });
    const form = isMajor ? 'monthOfYear' : unit;
    const name = `${spoken} ${form} ${day.slice(0, 7)}`;
    const known = written.get(name);
    if (known !== undefined) return known;
    const options = { ...FORMS[form], timeZone: 'UTC' } as const;
    const made = new Intl.DateTimeFormat(LOCALE[spoken], options).format(new Date(`${day}T00:00:00Z`));
    written.set(name, made);
    return made;
  };
}
