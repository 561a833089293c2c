import { Grid, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '../../../api/api';
import { useLanguage, writeLongDay } from '../../../i18n/format';
import { Page } from '../../../ui/page';
import { useFilters } from '../../../ui/use-filters';
import { AttentionList } from './attention-list';
import { BilledMonths } from './billed-months';
import { MonthChooser } from './month-chooser';
import { MonthPicture } from './month-picture';
import { OpenRuns } from './open-runs';
import { ScheduledBilling } from './scheduled-billing';
import { words } from './texts';

/** What an administrator looks at first: the month, what needs somebody, what is under way. */
export function DashboardPage() {
  const t = words.use();
  const language = useLanguage();
  const [{ mois }, setFilters] = useFilters({ mois: '' });
  const setting = api.useQuery('get', '/api/setting', {}, { staleTime: 60_000 });
  const today = setting.data?.today;
  const asked = /^\d{4}-(0[1-9]|1[0-2])$/.test(mois) ? mois : undefined;
  const month = asked ?? today?.slice(0, 7);
  const choose = (chosen: string) => setFilters({ mois: chosen === today?.slice(0, 7) ? undefined : chosen });
  useEffect(() => {
    // The chart is not needed to see the first figures; it is fetched while they are read.
    void import('./month-bars');
  }, []);
  return (
    <Page
      title={t('title')}
      lead={today ? t('lead', { day: writeLongDay(today, language) }) : '\u00a0'}
      actions={<MonthChooser month={month} today={today} onChoose={choose} />}
    >
      <Stack gap="md">
        <MonthPicture month={asked} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <AttentionList />
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Stack gap="md">
              <OpenRuns />
              <ScheduledBilling />
            </Stack>
          </Grid.Col>
        </Grid>
        <BilledMonths month={month} today={today} onChoose={choose} />
      </Stack>
    </Page>
  );
}
