import { Paper, Skeleton, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { api } from '../../../api/api';
import { Loaded } from '../../../ui/loaded';
import { words } from './texts';

const CHART_HEIGHT = 240;
const MonthBars = lazy(() => import('./month-bars'));

interface BilledMonthsProps {
  readonly month: string | undefined;
  readonly today: string | undefined;
  readonly onChoose: (month: string) => void;
}

/** The last twelve months side by side; the chosen one stands out, and a click chooses another. */
export function BilledMonths({ month, today, onChoose }: BilledMonthsProps) {
  const t = words.use();
  const to = today?.slice(0, 7);
  const query = api.useQuery(
    'get',
    '/api/dashboard/months',
    { params: { query: { months: 12, to } } },
    { enabled: to !== undefined },
  );
  const room = <Skeleton height={CHART_HEIGHT} radius="sm" animate={false} />;
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="months" mih={340}>
      <Title order={2} id="months">
        {t('chart.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('chart.caption')}. {t('chart.hint')}
      </Text>
      <Loaded query={query} skeleton={room}>
        {(months) => (
          <Suspense fallback={room}>
            <MonthBars months={months} chosen={month} height={CHART_HEIGHT} onChoose={onChoose} />
          </Suspense>
        )}
      </Loaded>
    </Paper>
  );
}
