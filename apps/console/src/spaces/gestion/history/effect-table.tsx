import { Table, Text } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { useLanguage, writeAmount, writeNumber } from '../../../i18n/format';
import { words } from './texts';

type Effect = Schema<'ImportEffectView'>;

const FIGURES = [
  'coveredDays',
  'awaitingCredits',
  'awaitingAmount',
  'unsent',
  'excusedDeliveries',
  'unbilledDays',
  'unbilledAmount',
  'excusedDays',
  'excusedAmount',
] as const satisfies readonly (keyof Effect)[];

/** Told beside what changes: the days that enter, and what has to be given back. */
const ALWAYS: ReadonlySet<keyof Effect> = new Set(['coveredDays', 'awaitingCredits', 'awaitingAmount']);

interface EffectTableProps {
  readonly caption: string;
  /** What it would be otherwise; absent: there is only one. */
  readonly before?: Effect;
  readonly after: Effect;
}

/** What an import leaves behind; beside what it would leave without a decision. */
export function EffectTable({ caption, before, after }: EffectTableProps) {
  const t = words.use();
  const language = useLanguage();
  const write = (value: number | string) =>
    typeof value === 'string' ? writeAmount(value, language) : writeNumber(value, language);
  return (
    <Table verticalSpacing={4} withTableBorder>
      <caption className="visually-hidden">{caption}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('effect.figure')}</Table.Th>
          {before && (
            <Table.Th scope="col" ta="right">
              {t('effect.before')}
            </Table.Th>
          )}
          <Table.Th scope="col" ta="right">
            {before ? t('effect.after') : caption}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {FIGURES.filter((figure) => !before || ALWAYS.has(figure) || before[figure] !== after[figure]).map(
          (figure) => {
            const changed = before !== undefined && before[figure] !== after[figure];
            return (
              <Table.Tr key={figure}>
                <Table.Th scope="row" fw={changed ? 600 : 400}>
                  {t(`effect.${figure}`)}
                </Table.Th>
                {before && (
                  <Table.Td ta="right" className="nowrap">
                    {write(before[figure])}
                  </Table.Td>
                )}
                <Table.Td ta="right" className="nowrap">
                  <Text component="span" size="sm" fw={changed ? 700 : 400}>
                    {changed && <span aria-hidden>→ </span>}
                    {write(after[figure])}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          },
        )}
      </Table.Tbody>
    </Table>
  );
}
