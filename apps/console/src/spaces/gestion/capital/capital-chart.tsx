import { AreaChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { Accordion, Table } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { useLanguage, writeDay, writeWholeAmount } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { DayText } from '../../../ui/when';
import { words } from './texts';

interface CapitalChartProps {
  readonly history: readonly Schema<'CapitalDayView'>[];
  readonly today: string;
  readonly height: number;
}

/** A step for each day on which capital moved, up to today; the same figures as a table. Loaded after the figures. */
export default function CapitalChart({ history, today, height }: CapitalChartProps) {
  const t = words.use();
  const language = useLanguage();
  const last = history.at(-1)!;
  const days = last.day < today ? [...history, { ...last, day: today, withdrawn: '0.00' }] : history;
  const points = days.map(({ day, capital, floor }) => ({
    // Days are as far apart as they were, not one step each.
    time: Date.parse(`${day}T00:00:00Z`),
    capital: Number(capital),
    floor: Number(floor),
  }));
  // Before the pointer is over a day, the chart asks for the label of none.
  const dayOf = (time: number) =>
    Number.isFinite(time) ? writeDay(new Date(time).toISOString().slice(0, 10), language) : '';
  return (
    <>
      <div role="img" aria-label={t('chart.caption')}>
        <AreaChart
          h={height}
          data={points}
          dataKey="time"
          curveType="stepAfter"
          withDots={false}
          withLegend
          legendProps={{ verticalAlign: 'bottom' }}
          series={[
            { name: 'capital', label: t('chart.capital'), color: 'tide.6' },
            { name: 'floor', label: t('chart.floor'), color: 'orange.6', strokeDasharray: '6 4' },
          ]}
          valueFormatter={(value) => writeWholeAmount(value, language)}
          areaProps={{ isAnimationActive: false }}
          xAxisProps={{
            type: 'number',
            domain: ['dataMin', 'dataMax'],
            scale: 'time',
            tickFormatter: dayOf,
            minTickGap: 40,
          }}
          yAxisProps={{ width: 80 }}
          tooltipProps={{ labelFormatter: (time) => dayOf(typeof time === 'number' ? time : Number.NaN) }}
          tickLine="none"
        />
      </div>
      <Accordion variant="default" chevronPosition="left" mt={4}>
        <Accordion.Item value="table">
          <Accordion.Control fz="sm">{t('chart.table')}</Accordion.Control>
          <Accordion.Panel>
            <Table.ScrollContainer minWidth={480}>
              <Table fz="sm" verticalSpacing={4}>
                <caption className="visually-hidden">{t('chart.caption')}</caption>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('day')}</Table.Th>
                    {(['capital', 'withdrawn', 'highest', 'floor'] as const).map((name) => (
                      <Table.Th scope="col" ta="right" key={name}>
                        {t(`chart.${name}`)}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {history.toReversed().map(({ day, capital, withdrawn, highest, floor }) => (
                    <Table.Tr key={day}>
                      <Table.Th scope="row" fw={400}>
                        <DayText of={day} />
                      </Table.Th>
                      {[capital, withdrawn, highest, floor].map((amount, index) => (
                        <Table.Td ta="right" key={index}>
                          <Amount of={amount} />
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </>
  );
}
