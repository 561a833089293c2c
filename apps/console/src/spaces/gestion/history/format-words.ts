import { writeNumber } from '../../../i18n/format';
import type { Say } from '../../../i18n/texts';
import type { ReadFile } from './mapping';
import { words } from './texts';

type SayHistory = typeof words extends { use(): infer S } ? S : Say<never>;

const DELIMITERS = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const;

/** How a file is written, in words: what was recognised without asking. */
export function describeFormat(
  t: SayHistory,
  {
    delimiter,
    encoding,
    rows,
    fields,
  }: Pick<ReadFile, 'delimiter' | 'encoding' | 'rows'> & {
    readonly fields: readonly {
      readonly decimalSign: ',' | '.' | null;
      readonly dateOrder: 'dmy' | 'mdy' | 'ymd' | null;
    }[];
  },
): string {
  if (delimiter === null) return t('format.noTable');
  const known = DELIMITERS[delimiter as keyof typeof DELIMITERS];
  const separator = known
    ? t(`format.delimiters.${known}`)
    : t('format.delimiters.other', { sign: delimiter });
  const signs = new Set(fields.flatMap(({ decimalSign }) => decimalSign ?? []));
  const orders = new Set(fields.flatMap(({ dateOrder }) => dateOrder ?? []));
  return [
    t('format.read', { rows: writeNumber(rows), encoding, delimiter: separator }),
    ...[...signs].map((sign) =>
      t('format.decimals', { sign: t(sign === ',' ? 'format.signs.comma' : 'format.signs.point') }),
    ),
    ...[...orders].map((order) => t('format.dates', { order: t(`format.orders.${order}`) })),
  ].join(', ');
}
