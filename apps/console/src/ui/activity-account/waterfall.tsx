import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useMediaQuery } from '@mantine/hooks';
import { useLanguage, writeWholeAmount } from '../../i18n/format';
import type { Step } from './span-of-months';
import { words } from './texts';

interface WaterfallProps {
  readonly steps: readonly Step[];
  readonly label: string;
  readonly height: number;
}

/** What is there, what was added to it, what was taken from it: in the colours of the dashboard's chart. */
function colorOf({ amount, whole, name }: Step): string {
  if (whole) return name === 'available' ? 'tide.7' : 'tide.4';
  return amount.startsWith('-') ? 'orange.6' : 'blue.5';
}

/** A chart for the eye; the same amounts stand in the table behind it. */
export default function Waterfall({ steps, label, height }: WaterfallProps) {
  const t = words.use();
  const language = useLanguage();
  const narrow = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false });
  const data = steps.map((step) => ({
    step: t(`steps.${step.name}`),
    amount: Number(step.amount),
    color: colorOf(step),
    // The first begins at zero and the next ones stand on it; the last stands by itself.
    standalone: step.name === 'available',
  }));
  return (
    <div role="img" aria-label={label}>
      <BarChart
        h={height}
        data={data as unknown as Record<string, unknown>[]}
        dataKey="step"
        type="waterfall"
        orientation={narrow ? 'vertical' : 'horizontal'}
        series={[{ name: 'amount', label: t('amount'), color: 'tide.4' }]}
        valueFormatter={(value) => writeWholeAmount(value, language)}
        barProps={{ isAnimationActive: false }}
        xAxisProps={narrow ? {} : { interval: 0, tick: { fontSize: 11 } }}
        yAxisProps={narrow ? { width: 110, interval: 0 } : { width: 80 }}
        tickLine="none"
      />
    </div>
  );
}
