import { Group, Text } from '@mantine/core';
import { IconPercentage } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writePeriod } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { DayText } from '../../../ui/when';
import { percent } from './interest-page';
import { words } from './texts';

type Part = Schema<'InterestPartView'>;

function partColumns(): DataColumn<Part>[] {
  const t = words.now;
  return [
    {
      id: 'person',
      header: t('person'),
      kind: 'text',
      value: ({ personName }) => personName,
      isRowHeader: true,
      minWidth: 150,
    },
    { id: 'code', header: t('classes.code'), kind: 'text', value: ({ personCode }) => personCode },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
  ];
}

/** What one decision gives to each holder. */
export function InterestHoldersPage() {
  const t = words.use();
  const language = useLanguage();
  const id = Number(useParams()['id']);
  const interest = api.useQuery(
    'get',
    '/api/share-interests/{id}',
    { params: { path: { id } } },
    { enabled: id > 0 },
  );
  const columns = useMemo(() => partColumns(), [language]);
  const above = [
    { to: '/gestion/capital', label: t('title') },
    { to: '/gestion/capital/interet', label: t('interest.title') },
  ];
  return (
    <Loaded
      query={interest}
      skeleton={
        <Page title={t('interest.title')} above={above}>
          <LoadingRows rows={10} />
        </Page>
      }
    >
      {({ exercise, rate, cap, total, decidedOn, reason, parts }) => (
        <Page
          title={t('interest.of', { exercise: writePeriod(exercise) })}
          above={above}
          lead={t('interest.facts', { rate: percent(rate), cap: percent(cap), reason })}
        >
          <Group gap="xs" mb="sm">
            <Text size="sm" c="dimmed">
              {t('interest.decidedOn')} <DayText of={decidedOn} /> · {t('interest.total')}
            </Text>
            <Amount of={total} />
          </Group>
          <DataTable
            name="share-interest-parts"
            caption={t('interest.parts')}
            exportName={t('interest.partsExportName', { from: exercise.from.slice(0, 4) })}
            columns={columns}
            rows={parts}
            rowKey={({ personId }) => personId}
            rowLink={({ personId }) => `/gestion/societaires/personnes/${personId}`}
            empty={
              <EmptyState icon={IconPercentage} title={t('interest.noParts')}>
                {t('interest.decideText')}
              </EmptyState>
            }
          />
        </Page>
      )}
    </Loaded>
  );
}
