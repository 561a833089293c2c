import { IconCalendarExclamation } from '@tabler/icons-react';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writePeriod } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { HistoryTabs } from './history-tabs';
import { words } from './texts';

type Ahead = Schema<'BilledAheadView'>;

function useColumns(): readonly DataColumn<Ahead>[] {
  const t = words.use();
  const language = useLanguage();
  return [
    {
      id: 'number',
      header: t('ahead.number'),
      kind: 'text',
      value: ({ number }) => number,
      cell: ({ number }) => <span className="nowrap">{number}</span>,
      isRowHeader: true,
    },
    { id: 'client', header: t('client'), kind: 'text', value: ({ clientName }) => clientName },
    { id: 'service', header: t('service'), kind: 'text', value: ({ service }) => service, wideOnly: true },
    {
      id: 'line',
      header: t('ahead.line'),
      kind: 'text',
      value: ({ lineCode }) => lineCode,
      hiddenAtFirst: true,
    },
    { id: 'issuer', header: t('issuer'), kind: 'text', value: ({ issuer }) => issuer, hiddenAtFirst: true },
    {
      id: 'issuedOn',
      header: t('detail.issuedOn'),
      kind: 'day',
      value: ({ issuedOn }) => issuedOn,
      wideOnly: true,
    },
    {
      id: 'days',
      header: t('ahead.remaining'),
      kind: 'text',
      value: ({ days }) => days.map((each) => writePeriod(each, language)).join(', '),
    },
    { id: 'dayCount', header: t('dayCount'), kind: 'number', value: ({ dayCount }) => dayCount },
  ];
}

/** Days covered whose time has not come. */
export function AheadPage() {
  const t = words.use();
  const ahead = api.useQuery('get', '/api/billed-ahead');
  return (
    <Page
      title={t('ahead.title')}
      lead={t('ahead.lead')}
      above={[{ to: '/gestion/reprise', label: t('title') }]}
    >
      <HistoryTabs current="ahead" />
      <DataTable
        name="billed-ahead"
        caption={t('ahead.title')}
        exportName={t('ahead.exportName')}
        columns={useColumns()}
        rows={ahead.data}
        rowKey={({ invoiceId, lineCode, days }) => `${invoiceId}/${lineCode}/${days[0]?.from}`}
        rowLink={({ invoiceId }) => `/gestion/factures/${invoiceId}`}
        error={ahead.error}
        onRetry={() => void ahead.refetch()}
        empty={
          <EmptyState icon={IconCalendarExclamation} title={t('ahead.empty')}>
            {t('ahead.teach')}
          </EmptyState>
        }
      />
    </Page>
  );
}
