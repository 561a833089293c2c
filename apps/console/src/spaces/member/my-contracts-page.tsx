import { Anchor, Group, Stack, Title } from '@mantine/core';
import { IconFileText, IconSearchOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../api/api';
import { everyNumberedPage } from '../../api/every-page';
import { useLanguage, writeAmount } from '../../i18n/format';
import { CoverageStrip } from '../../ui/coverage/coverage-strip';
import type { DataColumn } from '../../ui/data-table/columns';
import { DataTable } from '../../ui/data-table/data-table';
import { useTablePlace } from '../../ui/data-table/table-place';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { SearchInput } from '../../ui/search-input';
import { StateBadge, type Tone } from '../../ui/state-badge';
import { useFilters } from '../../ui/use-filters';
import { Coming } from './coming';
import { MINE } from './surroundings';
import { words } from './texts';

type Row = Schema<'MyContractRowView'>;

const SIZE = 50;

const TONES = {
  running: 'done',
  paused: 'held',
  upcoming: 'waiting',
  ended: 'neutral',
  empty: 'neutral',
} as const satisfies Record<Row['state'], Tone>;

/** The contracts of the activities of whoever is signed in. */
export function MyContractsPage() {
  const t = words.use();
  const language = useLanguage();
  const place = useTablePlace();
  const columns = useColumns();
  const [{ recherche }, setFilters] = useFilters({ recherche: '' });
  const query = { search: recherche || undefined, size: SIZE };
  const contracts = api.useQuery(
    'get',
    '/api/my/contracts',
    { params: { query: { ...query, page: place.page } } },
    { placeholderData: (before) => before },
  );
  const { data } = contracts;
  const hasNone = data?.total === 0 && !recherche;
  return (
    <Page title={t('contracts.title')} lead={t('contracts.lead')}>
      <Stack gap="lg">
        {hasNone ? (
          <EmptyState icon={IconFileText} title={t('contracts.none')}>
            {t('contracts.noneDetail')}
          </EmptyState>
        ) : (
          <DataTable
            name="my-contracts"
            caption={t('contracts.caption')}
            columns={columns}
            rows={data?.items}
            rowKey={({ id }) => id}
            rowLink={({ id }) => MINE.contractAt(id)}
            error={contracts.error}
            onRetry={() => void contracts.refetch()}
            place={place}
            paging={data && { kind: 'pages', total: data.total, size: SIZE }}
            allRows={() => everyContract(query)}
            exportName={t('contracts.exportName')}
            empty={
              <EmptyState icon={IconSearchOff} title={t('contracts.notFound')}>
                {t('contracts.notFoundDetail')}
              </EmptyState>
            }
            toolbar={
              <SearchInput
                label={t('contracts.search')}
                value={recherche}
                onSearch={(text) => setFilters({ recherche: text })}
              />
            }
            totals={data && t('contracts.total', { amount: writeAmount(data.monthlyNet, language) })}
          />
        )}
        {/* After the table, so that its rows do not push them away. */}
        {data && !hasNone && <Strip />}
        {data && <Coming />}
      </Stack>
    </Page>
  );
}

function Strip() {
  const t = words.use();
  return (
    <section aria-labelledby="my-coverage">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" id="my-coverage">
          {t('contracts.coverage')}
        </Title>
        <Anchor component={Link} to="/activite/couverture" size="sm" data-print="hide">
          {t('contracts.seeCoverage')}
        </Anchor>
      </Group>
      <CoverageStrip label={t('coverage.title')} surroundings={MINE} />
    </section>
  );
}

function everyContract(query: { search: string | undefined; size: number }): AsyncIterable<readonly Row[]> {
  return everyNumberedPage(query.size, async (page) =>
    answered(await http.GET('/api/my/contracts', { params: { query: { ...query, page } } })),
  );
}

function useColumns(): DataColumn<Row>[] {
  const t = words.use();
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('columns.title'),
        kind: 'text',
        isRowHeader: true,
        value: ({ title }) => title,
      },
      { id: 'code', header: t('columns.code'), kind: 'text', wideOnly: true, value: ({ code }) => code },
      { id: 'client', header: t('columns.client'), kind: 'text', value: ({ client }) => client.name },
      { id: 'activity', header: t('columns.activity'), kind: 'text', value: ({ activity }) => activity.name },
      {
        id: 'carrier',
        header: t('columns.carrier'),
        kind: 'text',
        value: ({ carrier }) => carrier?.name,
      },
      {
        id: 'state',
        header: t('columns.state'),
        kind: 'text',
        value: ({ state }) => t(`states.${state}`),
        cell: ({ state }) => <StateBadge tone={TONES[state]}>{t(`states.${state}`)}</StateBadge>,
      },
      { id: 'lines', header: t('columns.lines'), kind: 'number', value: ({ lines }) => lines },
      {
        id: 'monthlyNet',
        header: t('columns.monthlyNet'),
        kind: 'amount',
        value: ({ monthlyNet }) => monthlyNet,
      },
    ],
    [t],
  );
}
