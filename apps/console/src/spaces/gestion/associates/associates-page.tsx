import { Button, Menu, Select, Text } from '@mantine/core';
import { IconChevronDown, IconFileTypePdf, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeAmount, writeNumber } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { AdmissionDialogue } from './admission-dialogue';
import { AssociatesTabs } from './associates-tabs';
import { choicesOf, useRules } from './rule-names';
import { WORK_STATUSES } from './statuses';
import { words } from './texts';

type Row = Schema<'AssociateRowView'>;
type Sort = 'number' | 'name' | 'category' | 'college' | 'admittedOn' | 'quantity' | 'amount';

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const STANDINGS = ['present', 'former', 'all'] as const;

const rowLink = ({ person }: Row) => `/gestion/societaires/personnes/${person}`;

interface Names {
  readonly categoryName: (code: string) => string;
  readonly collegeName: (code: string) => string;
}

function columnsOf({ categoryName, collegeName }: Names): DataColumn<Row>[] {
  const t = words.now;
  return [
    { id: 'number', header: t('number'), kind: 'number', value: ({ number }) => number, sortable: true },
    {
      id: 'name',
      header: t('name'),
      kind: 'text',
      value: ({ name }) => name,
      isRowHeader: true,
      sortable: true,
      minWidth: 180,
    },
    { id: 'code', header: t('code'), kind: 'text', value: ({ code }) => code, hiddenAtFirst: true },
    {
      id: 'kind',
      header: t('kind'),
      kind: 'text',
      value: ({ kind }) => t(`kinds.${kind}`),
      hiddenAtFirst: true,
    },
    {
      id: 'category',
      header: t('category'),
      kind: 'text',
      value: ({ category }) => categoryName(category),
      sortable: true,
    },
    {
      id: 'college',
      header: t('college'),
      kind: 'text',
      value: ({ college }) => college && collegeName(college),
      sortable: true,
    },
    {
      id: 'status',
      header: t('status'),
      kind: 'text',
      value: ({ status }) => status && t(`workStatuses.${status}`),
      wideOnly: true,
    },
    {
      id: 'admittedOn',
      header: t('admittedOn'),
      kind: 'day',
      value: ({ admittedOn }) => admittedOn,
      sortable: true,
      wideOnly: true,
    },
    {
      id: 'standing',
      header: t('standing'),
      kind: 'text',
      value: ({ exitReason }) => (exitReason ? `${t('former')} (${t(`exits.${exitReason}`)})` : t('present')),
      cell: ({ exitReason, leftOn }) =>
        leftOn ? (
          <StateBadge tone="neutral">{`${t('former')}${exitReason ? ` (${t(`exits.${exitReason}`)})` : ''}`}</StateBadge>
        ) : (
          <StateBadge tone="done">{t('present')}</StateBadge>
        ),
      hiddenAtFirst: true,
    },
    { id: 'leftOn', header: t('leftOn'), kind: 'day', value: ({ leftOn }) => leftOn, hiddenAtFirst: true },
    {
      id: 'quantity',
      header: t('quantity'),
      kind: 'number',
      value: ({ quantity }) => quantity,
      sortable: true,
    },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount, sortable: true },
  ];
}

export function AssociatesPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const place = useTablePlace('number');
  const [admitting, setAdmitting] = useState(false);
  const [filters, setFilters] = useFilters({
    recherche: '',
    presence: '',
    categorie: '',
    college: '',
    statut: '',
  });
  const { standing, bylaws, categoryName, collegeName } = useRules();
  const query = {
    search: filters.recherche || undefined,
    standing: STANDINGS.find((standing) => standing === filters.presence),
    category: filters.categorie || undefined,
    college: filters.college || undefined,
    status: WORK_STATUSES.find((status) => status === filters.statut),
    sort: place.sort.replace('-', '') as Sort,
    descending: place.sort.startsWith('-'),
  };
  const associates = api.useQuery(
    'get',
    '/api/associates',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useMemo(() => columnsOf({ categoryName, collegeName }), [language, bylaws]);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const allRows = () =>
    everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
      answered(
        await http.GET('/api/associates', { params: { query: { ...query, page, size: EXPORTED_AT_ONCE } } }),
      ),
    );
  const admit = mayWrite && (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdmitting(true)}>
      {t('admit')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <Registers />
          {admit}
        </>
      }
    >
      <AssociatesTabs current="associates" />
      <DataTable
        name="associates"
        caption={t('title')}
        exportName={t('exportName')}
        columns={columns}
        rows={standing.isPending ? undefined : associates.data?.items}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        error={associates.error}
        onRetry={() => void associates.refetch()}
        place={place}
        paging={{ kind: 'pages', total: associates.data?.total ?? 0, size: SIZE }}
        allRows={allRows}
        toolbar={<Filters filters={filters} onChange={setFilters} bylaws={bylaws} />}
        totals={
          associates.data && (
            <Text span size="sm">
              {t('totals', {
                count: associates.data.total,
                quantity: writeNumber(associates.data.quantity, language),
                amount: writeAmount(associates.data.amount, language),
              })}
            </Text>
          )
        }
        empty={
          <EmptyState icon={IconUsersGroup} title={t('empty.title')} action={!isFiltered && admit}>
            {isFiltered ? t('empty.filtered') : t('empty.text')}
          </EmptyState>
        }
      />
      {admitting && <AdmissionDialogue onClose={() => setAdmitting(false)} />}
    </Page>
  );
}

/** On paper, as the register stands today. */
function Registers() {
  const t = words.use();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {t('registers')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(
          [
            ['associates', 'associatesRegister'],
            ['share-movements', 'movementsRegister'],
          ] as const
        ).map(([path, name]) => (
          <Menu.Item
            key={path}
            component="a"
            href={`/api/registers/${path}`}
            target="_blank"
            leftSection={<IconFileTypePdf size={16} aria-hidden />}
          >
            {t(name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type FilterName = 'recherche' | 'presence' | 'categorie' | 'college' | 'statut';

interface FiltersProps {
  readonly filters: Readonly<Record<FilterName, string>>;
  readonly onChange: (change: Partial<Record<FilterName, string | null>>) => void;
  readonly bylaws: Schema<'BylawsView'> | null;
}

function Filters({ filters, onChange, bylaws }: FiltersProps) {
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
        w={{ base: '100%', xs: 240 }}
      />
      <Select {...choose('categorie', t('category'))} data={choicesOf(bylaws?.categories)} />
      <Select {...choose('college', t('college'))} data={choicesOf(bylaws?.colleges)} />
      <Select
        {...choose('statut', t('status'))}
        data={WORK_STATUSES.map((status) => ({ value: status, label: t(`workStatuses.${status}`) }))}
      />
      <Select
        {...choose('presence', t('standing'))}
        clearable={false}
        value={filters.presence || 'present'}
        onChange={(value) => onChange({ presence: value === 'present' ? null : value })}
        data={STANDINGS.map((standing) => ({ value: standing, label: t(`standings.${standing}`) }))}
      />
    </>
  );
}
