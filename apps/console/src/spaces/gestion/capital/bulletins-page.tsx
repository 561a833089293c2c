import { Button, Select } from '@mantine/core';
import { IconPlus, IconSignature } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
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
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { CapitalTabs } from './capital-tabs';
import { SubscribeDialogue } from './subscribe-dialogue';
import { words } from './texts';

type Row = Schema<'SubscriptionView'>;

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const STATES = ['awaiting', 'partly', 'paid', 'cancelled'] as const;

export const BULLETIN_TONES: Readonly<Record<Row['state'], Tone>> = {
  awaiting: 'waiting',
  partly: 'attention',
  paid: 'done',
  cancelled: 'neutral',
};

const rowLink = ({ id }: Row) => `/gestion/capital/bulletins/${id}`;

function columnsOf(): DataColumn<Row>[] {
  const t = words.now;
  const signature = ({ signedOn, sending }: Row) =>
    signedOn
      ? t('bulletins.signed')
      : sending
        ? t(`bulletins.sendings.${sending}`)
        : t('bulletins.notSigned');
  return [
    {
      id: 'code',
      header: t('bulletins.code'),
      kind: 'text',
      value: ({ code }) => code,
      isRowHeader: true,
      minWidth: 130,
    },
    { id: 'subscribedOn', header: t('bulletins.on'), kind: 'day', value: ({ subscribedOn }) => subscribedOn },
    { id: 'person', header: t('person'), kind: 'text', value: ({ personName }) => personName, minWidth: 160 },
    {
      id: 'shares',
      header: t('holders.classes'),
      kind: 'text',
      value: ({ quantity, classCode }) => `${quantity} ${classCode}`,
    },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
    { id: 'paid', header: t('bulletin.paid'), kind: 'amount', value: ({ paid }) => paid },
    {
      id: 'called',
      header: t('bulletin.called'),
      kind: 'amount',
      value: ({ called }) => called,
      hiddenAtFirst: true,
    },
    {
      id: 'release',
      header: t('bulletin.release'),
      kind: 'day',
      value: ({ releaseDueOn }) => releaseDueOn,
      hiddenAtFirst: true,
    },
    {
      id: 'state',
      header: t('bulletins.state'),
      kind: 'text',
      value: ({ state }) => t(`bulletins.states.${state}`),
      cell: ({ state }) => (
        <StateBadge tone={BULLETIN_TONES[state]}>{t(`bulletins.states.${state}`)}</StateBadge>
      ),
    },
    { id: 'signature', header: t('bulletins.signature'), kind: 'text', value: signature, wideOnly: true },
  ];
}

export function BulletinsPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const [isOpen, setOpen] = useState(false);
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ recherche: '', etat: '' });
  const query = {
    search: filters.recherche || undefined,
    state: STATES.find((state) => state === filters.etat),
  };
  const bulletins = api.useQuery(
    'get',
    '/api/share-subscriptions',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useMemo(() => columnsOf(), [language]);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const allRows = () =>
    everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
      answered(
        await http.GET('/api/share-subscriptions', {
          params: { query: { ...query, page, size: EXPORTED_AT_ONCE } },
        }),
      ),
    );
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
      {t('actions.subscribe')}
    </Button>
  );
  return (
    <Page title={t('bulletins.title')} lead={t('bulletins.lead')} actions={mayWrite && add}>
      <CapitalTabs current="bulletins" />
      <DataTable
        name="share-subscriptions"
        caption={t('bulletins.title')}
        exportName={t('bulletins.exportName')}
        columns={columns}
        rows={bulletins.data?.items}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        error={bulletins.error}
        onRetry={() => void bulletins.refetch()}
        place={place}
        paging={{ kind: 'pages', total: bulletins.data?.total ?? 0, size: SIZE }}
        allRows={allRows}
        toolbar={
          <>
            <SearchInput
              label={t('bulletins.search')}
              value={filters.recherche}
              onSearch={(recherche) => setFilters({ recherche })}
              w={{ base: '100%', xs: 260 }}
            />
            <Select
              aria-label={t('bulletins.state')}
              placeholder={t('bulletins.state')}
              value={filters.etat || null}
              onChange={(etat) => setFilters({ etat })}
              clearable
              w={{ base: '100%', xs: 220 }}
              data={STATES.map((state) => ({ value: state, label: t(`bulletins.states.${state}`) }))}
            />
          </>
        }
        empty={
          <EmptyState
            icon={IconSignature}
            title={t('bulletins.empty')}
            action={mayWrite && !isFiltered && add}
          >
            {isFiltered ? t('bulletins.filtered') : t('bulletins.emptyText')}
          </EmptyState>
        }
      />
      {isOpen && <SubscribeDialogue onClose={() => setOpen(false)} />}
    </Page>
  );
}
