import { Anchor, Button, Select, Text } from '@mantine/core';
import { IconPlus, IconUpload, IconUsers } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
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
import { words } from './texts';

type Row = Schema<'ClientRowView'>;
type Sort = 'code' | 'name' | 'city' | 'vatStatus' | 'contracts' | 'monthlyNet';

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const STATUSES = ['taxable', 'franchise', 'exempt', 'nonTaxable', 'consumer', 'foreign'] as const;
const CHANNELS = ['email', 'platform', 'post'] as const;

const rowLink = ({ id }: Row) => `/gestion/clients/${id}`;

function columnsOf(): DataColumn<Row>[] {
  const t = words.now;
  const lacking = ({ lacks }: Row) => lacks.map((lack) => t(`lacks.${lack}`)).join(', ');
  return [
    {
      id: 'name',
      header: t('name'),
      kind: 'text',
      value: ({ name }) => name,
      isRowHeader: true,
      sortable: true,
      minWidth: 180,
    },
    { id: 'code', header: t('code'), kind: 'text', value: ({ code }) => code, sortable: true },
    {
      id: 'vatStatus',
      header: t('vatStatus'),
      kind: 'text',
      value: ({ vatStatus }) => t(`statuses.${vatStatus}`),
      sortable: true,
      wideOnly: true,
    },
    { id: 'siren', header: t('siren'), kind: 'text', value: ({ siren }) => siren, wideOnly: true },
    {
      id: 'city',
      header: t('city'),
      kind: 'text',
      value: ({ address }) => address?.city,
      sortable: true,
      wideOnly: true,
    },
    {
      id: 'channel',
      header: t('channel'),
      kind: 'text',
      value: ({ channel, email }) => (channel ?? email) && t(`channels.${channel ?? 'email'}`),
      wideOnly: true,
    },
    { id: 'email', header: t('email'), kind: 'text', value: ({ email }) => email, hiddenAtFirst: true },
    {
      id: 'grouping',
      header: t('grouping'),
      kind: 'text',
      value: ({ grouping }) => t(`groupings.${grouping}`),
      hiddenAtFirst: true,
    },
    {
      id: 'completeness',
      header: t('completeness'),
      kind: 'text',
      value: (row) => (row.lacks.length === 0 ? t('complete') : t('lacking', { what: lacking(row) })),
      cell: (row) =>
        row.lacks.length === 0 ? (
          <StateBadge tone="done">{t('complete')}</StateBadge>
        ) : (
          <StateBadge tone="attention">{t('lacking', { what: lacking(row) })}</StateBadge>
        ),
    },
    {
      id: 'contracts',
      header: t('contracts'),
      kind: 'number',
      value: ({ contracts }) => contracts,
      sortable: true,
    },
    {
      id: 'monthlyNet',
      header: t('monthlyNet'),
      kind: 'amount',
      value: ({ monthlyNet }) => monthlyNet,
      sortable: true,
    },
  ];
}

export function ClientsPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const place = useTablePlace('name');
  const [filters, setFilters] = useFilters({
    recherche: '',
    fiches: '',
    statut: '',
    envoi: '',
    completude: '',
  });
  const query = {
    search: filters.recherche || undefined,
    archived: filters.fiches === 'archivees',
    vatStatus: STATUSES.find((status) => status === filters.statut),
    channel: CHANNELS.find((channel) => channel === filters.envoi),
    incomplete: filters.completude === '' ? undefined : filters.completude === 'incompletes',
    sort: place.sort.replace('-', '') as Sort,
    descending: place.sort.startsWith('-'),
  };
  const clients = api.useQuery(
    'get',
    '/api/clients',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useMemo(() => columnsOf(), [language]);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const allRows = () =>
    everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
      answered(
        await http.GET('/api/clients', { params: { query: { ...query, page, size: EXPORTED_AT_ONCE } } }),
      ),
    );
  return (
    <Page title={t('title')} lead={t('lead')} actions={mayWrite && <Actions />}>
      <DataTable
        name="clients"
        caption={t('title')}
        exportName={t('exportName')}
        columns={columns}
        rows={clients.data?.items}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        error={clients.error}
        onRetry={() => void clients.refetch()}
        place={place}
        paging={{ kind: 'pages', total: clients.data?.total ?? 0, size: SIZE }}
        allRows={allRows}
        toolbar={<Filters filters={filters} onChange={setFilters} />}
        totals={
          clients.data && (
            <Totals page={clients.data} onIncomplete={() => setFilters({ completude: 'incompletes' })} />
          )
        }
        empty={
          <EmptyState
            icon={IconUsers}
            title={t('empty.title')}
            action={mayWrite && !isFiltered && <NewClient />}
          >
            {isFiltered ? t('empty.filtered') : t('empty.text')}
          </EmptyState>
        }
      />
    </Page>
  );
}

function Totals({
  page,
  onIncomplete,
}: {
  readonly page: Schema<'ClientPage'>;
  readonly onIncomplete: () => void;
}) {
  const t = words.use();
  const language = useLanguage();
  return (
    <>
      <Text span size="sm">
        {t('totals', { count: page.total, net: writeAmount(page.monthlyNet, language) })}
      </Text>
      {page.incomplete > 0 && (
        <>
          {' · '}
          <Anchor component="button" type="button" size="sm" onClick={onIncomplete}>
            {t('incompleteCount', { count: page.incomplete })}
          </Anchor>
        </>
      )}
    </>
  );
}

function NewClient() {
  const t = words.use();
  return (
    <Button component={Link} to="/gestion/clients/nouveau" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('new')}
    </Button>
  );
}

function Actions() {
  const t = words.use();
  return (
    <>
      <Button
        component={Link}
        to="/gestion/clients/importer"
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
      >
        {t('import')}
      </Button>
      <NewClient />
    </>
  );
}

type FilterName = 'recherche' | 'fiches' | 'statut' | 'envoi' | 'completude';

interface FiltersProps {
  readonly filters: Readonly<Record<FilterName, string>>;
  readonly onChange: (change: Partial<Record<FilterName, string | null>>) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  const t = words.use();
  const choose = (name: FilterName, label: string) => ({
    'aria-label': label,
    placeholder: label,
    value: filters[name] || null,
    onChange: (value: string | null) => onChange({ [name]: value }),
    clearable: true,
    w: { base: '100%', xs: 165 },
  });
  return (
    <>
      <SearchInput
        label={t('search')}
        value={filters.recherche}
        onSearch={(recherche) => onChange({ recherche })}
        w={{ base: '100%', xs: 290 }}
      />
      <Select
        {...choose('completude', t('completeness'))}
        data={[
          { value: 'incompletes', label: t('incompleteOnly') },
          { value: 'completes', label: t('completeOnly') },
        ]}
      />
      <Select
        {...choose('statut', t('vatStatus'))}
        data={STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
      />
      <Select
        {...choose('envoi', t('channel'))}
        data={CHANNELS.map((channel) => ({ value: channel, label: t(`channels.${channel}`) }))}
      />
      <Select
        {...choose('fiches', t('shelf'))}
        clearable={false}
        value={filters.fiches || 'actives'}
        onChange={(value) => onChange({ fiches: value === 'archivees' ? value : null })}
        data={[
          { value: 'actives', label: t('current') },
          { value: 'archivees', label: t('archived') },
        ]}
      />
    </>
  );
}
