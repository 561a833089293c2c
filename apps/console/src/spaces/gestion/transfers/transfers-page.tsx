import { Button, Select } from '@mantine/core';
import { IconHomeMove } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { useFilters } from '../../../ui/use-filters';
import { TransferState } from './transfer-state';
import { words } from './texts';

type Row = Schema<'TransferRowView'>;

const SIZE = 50;
const STATES = ['preparing', 'switched', 'billing', 'closed', 'undone'] as const;

function columnsOf(): DataColumn<Row>[] {
  const t = words.now;
  return [
    {
      id: 'name',
      header: t('name'),
      kind: 'text',
      value: ({ title }) => title,
      isRowHeader: true,
      minWidth: 180,
    },
    {
      id: 'code',
      header: t('code'),
      kind: 'text',
      value: ({ code }) => code,
      cell: ({ code }) => <span className="nowrap">{code}</span>,
    },
    {
      id: 'contracts',
      header: t('contracts'),
      kind: 'text',
      value: ({ contracts }) => contracts.map(({ code }) => code).join(', '),
      wideOnly: true,
    },
    { id: 'from', header: t('from'), kind: 'text', value: ({ from }) => from.name, wideOnly: true },
    { id: 'to', header: t('to'), kind: 'text', value: ({ to }) => to.name, hiddenAtFirst: true },
    { id: 'movesOn', header: t('movesOn'), kind: 'day', value: ({ movesOn }) => movesOn },
    {
      id: 'state',
      header: t('state'),
      kind: 'text',
      value: ({ state }) => t(`states.${state}`),
      cell: ({ state }) => <TransferState of={state} />,
    },
    {
      id: 'next',
      header: t('next'),
      kind: 'text',
      value: ({ nextStep }) => nextStep && t(`steps.${nextStep}`),
      wideOnly: true,
    },
    { id: 'saved', header: t('saved'), kind: 'amount', value: ({ saved }) => saved },
    {
      id: 'openedAt',
      header: t('openedAt'),
      kind: 'instant',
      value: ({ openedAt }) => openedAt,
      hiddenAtFirst: true,
    },
  ];
}

/** All transfers: where each stands, what comes next, and what it has saved. */
export function TransfersPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ etat: '' });
  const query = { state: (filters.etat || undefined) as Row['state'] | undefined };
  const transfers = api.useQuery(
    'get',
    '/api/contract-transfers',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useMemo(() => columnsOf(), [language]);
  const open = mayWrite && (
    <Button
      component={Link}
      to="/gestion/rapatriements/nouveau"
      leftSection={<IconHomeMove size={16} aria-hidden />}
    >
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={open}>
      <DataTable
        name="transfers"
        caption={t('title')}
        exportName={t('exportName')}
        columns={columns}
        rows={transfers.data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/rapatriements/${id}`}
        error={transfers.error}
        onRetry={() => void transfers.refetch()}
        place={place}
        paging={{ kind: 'pages', total: transfers.data?.total ?? 0, size: SIZE }}
        allRows={() =>
          everyNumberedPage(SIZE, async (page) =>
            answered(
              await http.GET('/api/contract-transfers', {
                params: { query: { ...query, page, size: SIZE } },
              }),
            ),
          )
        }
        toolbar={
          <Select
            aria-label={t('state')}
            placeholder={t('allStates')}
            clearable
            value={filters.etat || null}
            onChange={(etat) => setFilters({ etat })}
            data={STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
            w={{ base: '100%', xs: 230 }}
          />
        }
        empty={
          <EmptyState icon={IconHomeMove} title={t('empty.title')} action={open}>
            {t('empty.text')}
          </EmptyState>
        }
      />
    </Page>
  );
}
