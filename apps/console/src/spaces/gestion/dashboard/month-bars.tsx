import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Accordion, Anchor, Table } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { useLanguage, writeMonth, writeWholeAmount } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import classes from './dashboard.module.css';
import { words } from './texts';

interface MonthBarsProps {
  readonly months: readonly Schema<'BilledMonthView'>[];
  readonly chosen: string | undefined;
  readonly height: number;
  readonly onChoose: (month: string) => void;
}

interface Bar {
  readonly month: string;
  readonly label: string;
  /** Of the chosen month under another name, so that it stands out. */
  readonly issued: number;
  readonly chosen: number;
  readonly credited: number;
}

/** « nov. 26 »: twelve of them fit under their bars. */
function shortMonth(month: string, language: 'fr' | 'en'): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(locale, {
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  });
}

/** A chart for the eye, and the same figures as a table for everybody; loaded after the figures of the month. */
export default function MonthBars({ months, chosen, height, onChoose }: MonthBarsProps) {
  const t = words.use();
  const language = useLanguage();
  const bars: Bar[] = months.map(({ month, issued, credited }) => ({
    month,
    label: shortMonth(month, language),
    issued: month === chosen ? 0 : Number(issued.net),
    chosen: month === chosen ? Number(issued.net) : 0,
    // Downwards: what was taken back.
    credited: -Number(credited.net),
  }));
  return (
    <>
      <div role="img" aria-label={t('chart.caption')}>
        <BarChart
          h={height}
          data={bars as unknown as Record<string, unknown>[]}
          dataKey="label"
          type="stacked"
          barChartProps={{ stackOffset: 'sign' }}
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          series={[
            { name: 'issued', label: t('chart.issued'), color: 'tide.4' },
            { name: 'chosen', label: t('chart.chosen'), color: 'tide.7' },
            { name: 'credited', label: t('chart.credited'), color: 'orange.6' },
          ]}
          valueFormatter={(value) => writeWholeAmount(value, language)}
          barProps={{
            isAnimationActive: false,
            cursor: 'pointer',
            onClick: (bar: unknown) => onChoose((bar as { payload: Bar }).payload.month),
          }}
          yAxisProps={{ width: 80 }}
          tickLine="none"
        />
      </div>
      <Accordion variant="default" chevronPosition="left" mt={4}>
        <Accordion.Item value="table">
          <Accordion.Control fz="sm">{t('chart.table')}</Accordion.Control>
          <Accordion.Panel>
            <Table fz="sm" verticalSpacing={4}>
              <caption className="visually-hidden">{t('chart.caption')}</caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('chart.month')}</Table.Th>
                  <Table.Th scope="col" className={classes.net}>
                    {t('chart.issued')}
                  </Table.Th>
                  <Table.Th scope="col" className={classes.net}>
                    {t('chart.credited')}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {months.map(({ month, issued, credited }) => (
                  <Table.Tr key={month}>
                    <Table.Th scope="row" fw={month === chosen ? 600 : 400}>
                      <Anchor component="button" type="button" size="sm" onClick={() => onChoose(month)}>
                        {writeMonth(month, language)}
                      </Anchor>
                    </Table.Th>
                    <Table.Td className={classes.net}>
                      <Amount of={issued.net} />
                    </Table.Td>
                    <Table.Td className={classes.net}>
                      <Amount of={credited.net} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </>
  );
}
