import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Text } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { amountOf, centsOf, sumOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeWholeAmount } from '../../../i18n/format';
import { words } from './texts';

interface SchemePreviewProps {
  readonly months: readonly Schema<'PreviewedMonthView'>[];
}

function shortMonth(month: string, language: 'fr' | 'en'): string {
  return new Date(`${month}T00:00:00Z`).toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  });
}

/** What was kept and what the scheme would have kept, month by month; the sentence says the same in all. */
export default function SchemePreview({ months }: SchemePreviewProps) {
  const t = words.use();
  const language = useLanguage();
  const now = sumOf(months.map(({ kept }) => kept));
  const instead = sumOf(months.map(({ supposed }) => supposed));
  const moved = centsOf(instead) - centsOf(now);
  const difference = `${moved > 0n ? '+' : ''}${writeAmount(amountOf(moved), language)}`;
  return (
    <>
      <div role="img" aria-label={t('form.preview')}>
        <BarChart
          h={230}
          data={months.map(({ month, kept, supposed }) => ({
            month: shortMonth(month, language),
            kept: Number(kept),
            supposed: Number(supposed),
          }))}
          dataKey="month"
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          series={[
            { name: 'kept', label: t('form.kept'), color: 'tide.4' },
            { name: 'supposed', label: t('form.supposed'), color: 'orange.6' },
          ]}
          valueFormatter={(value) => writeWholeAmount(value, language)}
          barProps={{ isAnimationActive: false }}
          yAxisProps={{ width: 70 }}
          tickLine="none"
        />
      </div>
      <Text size="sm" mt="xs" role="status">
        {t('form.difference', {
          supposed: writeAmount(instead, language),
          kept: writeAmount(now, language),
          difference,
        })}
      </Text>
    </>
  );
}
