import { Button, Select } from '@mantine/core';
import { IconFileText, IconPlus, IconUpload } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { useFilters } from '../../../ui/use-filters';
import { contractColumns } from './contract-columns';
import { CONTRACT_STATES } from './contract-state';
import { words } from './texts';

type Row = Schema<'ContractRowView'>;

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const KINDS = ['subscription', 'oneOff', 'time', 'deposit'] as const;
type Sort = 'code' | 'title' | 'client' | 'carrier' | 'state' | 'lines' | 'monthlyNet';

const rowLink = ({ id }: Row) => `/gestion/contrats/${id}`;

export function ContractsPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const place = useTablePlace('code');
  const [filters, setFilters] = useFilters({
    recherche: '',
    client: '',
    activite: '',
    porteur: '',
    etat: '',
    genre: '',
  });
  const query = {
    search: filters.recherche || undefined,
    client: Number(filters.client) || undefined,
    activity: Number(filters.activite) || undefined,
    carrier: Number(filters.porteur) || undefined,
    state: CONTRACT_STATES.find((state) => state === filters.etat),
    kind: KINDS.find((kind) => kind === filters.genre),
    sort: place.sort.replace('-', '') as Sort,
    descending: place.sort.startsWith('-'),
  };
  const contracts = api.useQuery(
    'get',
    '/api/contracts',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const asOf = contracts.data?.asOf;
  const columns = useMemo(() => contractColumns(asOf), [asOf, language]);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const allRows = () =>
    everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
      answered(
        await http.GET('/api/contracts', { params: { query: { ...query, page, size: EXPORTED_AT_ONCE } } }),
      ),
    );
  return (
    <Page title={t('title')} lead={t('lead')} actions={mayWrite && <Actions />}>
      <DataTable
        name="contracts"
        caption={t('title')}
        exportName={t('exportName')}
        columns={columns}
        rows={contracts.data?.items}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        error={contracts.error}
        onRetry={() => void contracts.refetch()}
        place={place}
        paging={{ kind: 'pages', total: contracts.data?.total ?? 0, size: SIZE }}
        allRows={allRows}
        toolbar={<Filters filters={filters} onChange={setFilters} />}
        totals={
          contracts.data &&
          t('totals', { count: contracts.data.total, net: writeAmount(contracts.data.monthlyNet, language) })
        }
        empty={
          <EmptyState
            icon={IconFileText}
            title={t('empty.title')}
            action={mayWrite && !isFiltered && <NewContract />}
          >
            {isFiltered ? t('empty.filtered') : t('empty.text')}
          </EmptyState>
        }
      />
    </Page>
  );
}

function NewContract() {
  const t = words.use();
  return (
    <Button component={Link} to="/gestion/contrats/nouveau" leftSection={<IconPlus size={16} aria-hidden />}>
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
        to="/gestion/contrats/importer"
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
      >
        {t('import')}
      </Button>
      <NewContract />
    </>
  );
}

type FilterName = 'recherche' | 'client' | 'activite' | 'porteur' | 'etat' | 'genre';

interface FiltersProps {
  readonly filters: Readonly<Record<FilterName, string>>;
  readonly onChange: (change: Partial<Record<FilterName, string | null>>) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  const t = words.use();
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  const activities = api.useQuery('get', '/api/activities', { params: { query: { size: 500 } } });
  const choose = (name: FilterName) => ({
    value: filters[name] || null,
    onChange: (value: string | null) => onChange({ [name]: value }),
    clearable: true,
    w: { base: '100%', xs: 170 },
  });
  const named = (items: readonly { id: number; code: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <>
      <SearchInput
        label={t('search')}
        value={filters.recherche}
        onSearch={(recherche) => onChange({ recherche })}
        w={{ base: '100%', xs: 240 }}
      />
      <Select
        aria-label={t('carrierNow')}
        placeholder={t('carrierNow')}
        data={named(issuers.data?.items)}
        {...choose('porteur')}
      />
      <Select
        aria-label={t('state')}
        placeholder={t('state')}
        data={CONTRACT_STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))}
        {...choose('etat')}
      />
      <Select
        aria-label={t('kindOfLine')}
        placeholder={t('kindOfLine')}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        {...choose('genre')}
      />
      {(activities.data?.items.length ?? 0) > 0 && (
        <Select
          aria-label={t('activity')}
          placeholder={t('activity')}
          searchable
          data={named(activities.data?.items)}
          {...choose('activite')}
        />
      )}
    </>
  );
}
