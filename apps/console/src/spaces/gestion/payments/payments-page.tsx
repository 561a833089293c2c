import { Button, Select } from '@mantine/core';
import { IconCoins, IconPlus } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api, http } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeAmount } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { MEANS, type PaymentRow, STATE_TONES, stateOf } from './means';
import { words } from './texts';

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const STATES = ['inForce', 'unallocated', 'undone'] as const;
const SORTS = ['receivedOn', 'amount', 'client', 'code'] as const;
const NO_FILTERS = { recherche: '', etat: '', moyen: '', client: '' };

function useColumns(): DataColumn<PaymentRow>[] {
  const t = words.use();
  return [
    {
      id: 'code',
      header: t('code'),
      kind: 'text',
      value: ({ code }) => code,
      cell: ({ code }) => <span className="nowrap">{code}</span>,
      isRowHeader: true,
      sortable: true,
    },
    {
      id: 'receivedOn',
      header: t('receivedOn'),
      kind: 'day',
      value: ({ receivedOn }) => receivedOn,
      sortable: true,
    },
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      sortable: true,
      minWidth: 150,
    },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount, sortable: true },
    {
      id: 'unallocated',
      header: t('unallocated'),
      kind: 'amount',
      value: ({ unallocated }) => unallocated,
      wideOnly: true,
    },
    {
      id: 'invoices',
      header: t('invoices'),
      kind: 'text',
      value: ({ invoices }) => invoices.map(({ number }) => number).join(', '),
      cell: ({ invoices }) =>
        invoices.map(({ id, number }) => (
          <div key={id} className="nowrap">
            {number}
          </div>
        )),
      wideOnly: true,
    },
    {
      id: 'means',
      header: t('means'),
      kind: 'text',
      value: ({ means }) => t(`meansOf.${means}`),
      wideOnly: true,
    },
    {
      id: 'reference',
      header: t('reference'),
      kind: 'text',
      value: ({ reference }) => reference,
      wideOnly: true,
    },
    {
      id: 'state',
      header: t('state'),
      kind: 'text',
      value: (row) => t(`states.${stateOf(row)}`),
      cell: (row) => <StateBadge tone={STATE_TONES[stateOf(row)]}>{t(`states.${stateOf(row)}`)}</StateBadge>,
    },
    {
      id: 'issuer',
      header: t('issuer'),
      kind: 'text',
      value: ({ issuer }) => issuer.name,
      hiddenAtFirst: true,
    },
    {
      id: 'recordedBy',
      header: t('recordedBy'),
      kind: 'text',
      value: ({ recordedBy }) => recordedBy,
      hiddenAtFirst: true,
    },
    { id: 'note', header: t('note'), kind: 'text', value: ({ note }) => note, hiddenAtFirst: true },
  ];
}

/** Every payment, newest first; what waits for a document is in sight. */
export function PaymentsPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator', 'accountant');
  const place = useTablePlace('-receivedOn');
  const [filters, setFilters] = useFilters(NO_FILTERS);
  const query = {
    search: filters.recherche || undefined,
    state: STATES.find((state) => state === filters.etat),
    means: MEANS.find((means) => means === filters.moyen),
    client: /^\d{1,15}$/.test(filters.client) ? Number(filters.client) : undefined,
    sort: SORTS.find((sort) => sort === place.sort.replace('-', '')),
    descending: place.sort.startsWith('-'),
  };
  const payments = api.useQuery(
    'get',
    '/api/payments',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const { data } = payments;
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const allRows = () =>
    everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
      answered(
        await http.GET('/api/payments', { params: { query: { ...query, page, size: EXPORTED_AT_ONCE } } }),
      ),
    );
  return (
    <Page title={t('title')} lead={t('lead')} actions={mayWrite && <NewPayment />}>
      <DataTable
        name="payments"
        caption={t('title')}
        exportName={t('exportName')}
        columns={useColumns()}
        rows={data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/encaissements/${id}`}
        error={payments.error}
        onRetry={() => void payments.refetch()}
        place={place}
        paging={{ kind: 'pages', total: data?.total ?? 0, size: SIZE }}
        allRows={allRows}
        toolbar={<Filters filters={filters} onChange={setFilters} />}
        totals={
          data && (
            <>
              {t('totals', { count: data.total, amount: writeAmount(data.amount, language) })}
              {data.unallocated !== '0.00' &&
                ` · ${t('waiting', { amount: writeAmount(data.unallocated, language) })}`}
            </>
          )
        }
        empty={
          <EmptyState
            icon={IconCoins}
            title={t('empty.title')}
            action={mayWrite && !isFiltered && <NewPayment />}
          >
            {isFiltered ? t('empty.filtered') : t('empty.text')}
          </EmptyState>
        }
      />
    </Page>
  );
}

function NewPayment() {
  const t = words.use();
  return (
    <Button
      component={Link}
      to="/gestion/encaissements/nouveau"
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('new')}
    </Button>
  );
}

interface FiltersProps {
  readonly filters: Readonly<Record<keyof typeof NO_FILTERS, string>>;
  readonly onChange: (change: Partial<Record<keyof typeof NO_FILTERS, string | null>>) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  const t = words.use();
  return (
    <>
      <SearchInput
        label={t('search')}
        value={filters.recherche}
        onSearch={(recherche) => onChange({ recherche })}
        w={{ base: '100%', xs: 290 }}
      />
      <Select
        aria-label={t('state')}
        placeholder={t('allStates')}
        value={filters.etat || null}
        onChange={(etat) => onChange({ etat })}
        data={STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
        clearable
        w={{ base: '47%', xs: 165 }}
      />
      <Select
        aria-label={t('means')}
        placeholder={t('allMeans')}
        value={filters.moyen || null}
        onChange={(moyen) => onChange({ moyen })}
        data={MEANS.map((means) => ({ value: means, label: t(`meansOf.${means}`) }))}
        clearable
        w={{ base: '47%', xs: 165 }}
      />
    </>
  );
}
