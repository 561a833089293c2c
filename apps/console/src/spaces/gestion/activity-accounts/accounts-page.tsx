import { IconReportMoney, IconSearchOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api, type Schema } from '../../../api/api';
import { useLanguage } from '../../../i18n/format';
import { Defined } from '../../../ui/activity-account/defined';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { useFilters } from '../../../ui/use-filters';
import { AccountTabs } from './account-tabs';
import { words } from './texts';

type Row = Schema<'ActivityAccountRowView'>;

/** All activities with what is available for each, at the current month. */
export function AccountsPage() {
  const t = words.use();
  const [{ recherche }, setFilters] = useFilters({ recherche: '' });
  const accounts = api.useQuery(
    'get',
    '/api/activity-accounts',
    { params: { query: { search: recherche || undefined } } },
    { placeholderData: (before) => before },
  );
  const { data } = accounts;
  const columns = useColumns(data?.definitions ?? []);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <AccountTabs current="accounts" />
      {data?.items.length === 0 && !recherche ? (
        <EmptyState icon={IconReportMoney} title={t('none')}>
          {t('noneDetail')}
        </EmptyState>
      ) : (
        <DataTable
          name="activity-accounts"
          caption={t('title')}
          columns={columns}
          rows={data?.items}
          rowKey={({ activity }) => activity.id}
          rowLink={({ activity }) => `/gestion/comptes/${activity.id}`}
          error={accounts.error}
          onRetry={() => void accounts.refetch()}
          exportName={t('exportName')}
          empty={
            <EmptyState icon={IconSearchOff} title={t('notFound')}>
              {null}
            </EmptyState>
          }
          toolbar={
            <SearchInput
              label={t('search')}
              value={recherche}
              onSearch={(text) => setFilters({ recherche: text })}
            />
          }
        />
      )}
    </Page>
  );
}

function useColumns(definitions: readonly Schema<'DefinitionView'>[]): DataColumn<Row>[] {
  const t = words.use();
  const language = useLanguage();
  return useMemo(
    () => [
      {
        id: 'activity',
        header: t('activity'),
        kind: 'text',
        isRowHeader: true,
        value: ({ activity }) => activity.name,
      },
      {
        id: 'entrepreneur',
        header: t('entrepreneur'),
        kind: 'text',
        value: ({ entrepreneur }) => entrepreneur?.name ?? t('account.nobody'),
      },
      {
        id: 'available',
        header: t('available'),
        kind: 'amount',
        value: ({ current }) => current?.available,
        cell: ({ current }) =>
          current && (
            <Defined account={{ definitions }} figure="available">
              <Amount of={current.available} />
            </Defined>
          ),
      },
      { id: 'billed', header: t('billed'), kind: 'amount', value: ({ current }) => current?.flows.billed },
      {
        id: 'collected',
        header: t('collected'),
        kind: 'amount',
        value: ({ current }) => current?.flows.collected,
      },
      {
        id: 'receivables',
        header: t('receivables'),
        kind: 'amount',
        wideOnly: true,
        value: ({ current }) => current?.balance.receivables,
      },
      {
        id: 'cumulated',
        header: t('cumulated'),
        kind: 'amount',
        wideOnly: true,
        value: ({ current }) => current?.cumulatedResult,
      },
    ],
    [definitions, language],
  );
}
