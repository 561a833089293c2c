import { Button, Select } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
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
import { SearchInput } from '../../../ui/search-input';
import { useFilters } from '../../../ui/use-filters';
import { AssociatesTabs } from './associates-tabs';
import { words } from './texts';

type Row = Schema<'PersonView'>;

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const KINDS = ['natural', 'legal'] as const;

const rowLink = ({ id }: Row) => `/gestion/societaires/personnes/${id}`;

function columnsOf(): DataColumn<Row>[] {
  const t = words.now;
  return [
    {
      id: 'name',
      header: t('name'),
      kind: 'text',
      value: ({ fullName }) => fullName,
      isRowHeader: true,
      minWidth: 180,
    },
    { id: 'code', header: t('code'), kind: 'text', value: ({ code }) => code },
    { id: 'kind', header: t('kind'), kind: 'text', value: ({ kind }) => t(`kinds.${kind}`) },
    { id: 'siren', header: t('people.siren'), kind: 'text', value: ({ siren }) => siren, wideOnly: true },
    { id: 'email', header: t('people.email'), kind: 'text', value: ({ email }) => email, wideOnly: true },
    {
      id: 'city',
      header: t('people.city'),
      kind: 'text',
      value: ({ address }) => address?.city,
      wideOnly: true,
    },
  ];
}

/** Everybody that is known here, associates or not. */
export function PeoplePage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ recherche: '', personne: '' });
  const query = {
    search: filters.recherche || undefined,
    kind: KINDS.find((kind) => kind === filters.personne),
  };
  const people = api.useQuery(
    'get',
    '/api/persons',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useMemo(() => columnsOf(), [language]);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const add = mayWrite && (
    <Button
      component={Link}
      to="/gestion/societaires/personnes/nouvelle"
      leftSection={<IconUserPlus size={16} aria-hidden />}
    >
      {t('newPerson')}
    </Button>
  );
  return (
    <Page
      title={t('tabs.people')}
      lead={t('people.lead')}
      above={[{ to: '/gestion/societaires', label: t('title') }]}
      actions={add}
    >
      <AssociatesTabs current="people" />
      <DataTable
        name="persons"
        caption={t('tabs.people')}
        exportName={t('people.exportName')}
        columns={columns}
        rows={people.data?.items}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        error={people.error}
        onRetry={() => void people.refetch()}
        place={place}
        paging={{ kind: 'pages', total: people.data?.total ?? 0, size: SIZE }}
        allRows={() =>
          everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
            answered(
              await http.GET('/api/persons', {
                params: { query: { ...query, page, size: EXPORTED_AT_ONCE } },
              }),
            ),
          )
        }
        toolbar={
          <>
            <SearchInput
              label={t('search')}
              value={filters.recherche}
              onSearch={(recherche) => setFilters({ recherche })}
              w={{ base: '100%', xs: 260 }}
            />
            <Select
              aria-label={t('kind')}
              placeholder={t('kind')}
              clearable
              value={filters.personne || null}
              onChange={(personne) => setFilters({ personne })}
              data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              w={{ base: '100%', xs: 165 }}
            />
          </>
        }
        empty={
          <EmptyState icon={IconUsers} title={t('people.emptyTitle')} action={!isFiltered && add}>
            {isFiltered ? t('people.filtered') : t('people.empty')}
          </EmptyState>
        }
      />
    </Page>
  );
}
