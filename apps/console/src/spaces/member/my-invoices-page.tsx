import { Button, Pill, Select, Text, TextInput } from '@mantine/core';
import { IconFileInvoice, IconFilterOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { answered, api, http, type Schema } from '../../api/api';
import { today } from '../../api/today';
import { everyNumberedPage } from '../../api/every-page';
import { useLanguage, writeAmount } from '../../i18n/format';
import { Amount } from '../../ui/amount';
import type { DataColumn } from '../../ui/data-table/columns';
import { DataTable } from '../../ui/data-table/data-table';
import { useTablePlace } from '../../ui/data-table/table-place';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { type Standing, StandingBadge, standingTexts } from '../../ui/invoice-standing/standing-badge';
import { StateBadge } from '../../ui/state-badge';
import { useFilters } from '../../ui/use-filters';
import { DELIVERY_TONES, signed } from './invoice-states';
import { MINE } from './surroundings';
import { words } from './texts';

type Row = Schema<'MyInvoiceRowView'>;

const SIZE = 50;
const TYPES = ['invoice', 'creditNote', 'depositInvoice', 'balanceInvoice'] as const;
const NO_FILTERS = { numero: '', nature: '', annee: '', contrat: '' };
/** Those that a person still looks for; older documents are found by their number. */
const YEARS = 8;

/** Documents about one's contracts, newest first. */
export function MyInvoicesPage() {
  const t = words.use();
  const language = useLanguage();
  const place = useTablePlace();
  const [filters, setFilters] = useFilters(NO_FILTERS);
  const year = /^\d{4}$/.test(filters.annee) ? filters.annee : undefined;
  const query = {
    number: filters.numero || undefined,
    type: TYPES.find((type) => type === filters.nature),
    issuedFrom: year && `${year}-01-01`,
    issuedTo: year && `${year}-12-31`,
    contract: /^\d{1,15}$/.test(filters.contrat) ? Number(filters.contrat) : undefined,
    size: SIZE,
  };
  const invoices = api.useQuery(
    'get',
    '/api/my/invoices',
    { params: { query: { ...query, page: place.page } } },
    { placeholderData: (before) => before },
  );
  const { data } = invoices;
  const standings = useStandings(data?.items);
  const columns = useColumns(standings);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <Page title={t('invoices.title')} lead={t('invoices.lead')}>
      <DataTable
        name="my-invoices"
        caption={t('invoices.caption')}
        columns={columns}
        rows={data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => MINE.invoiceAt(id)}
        error={invoices.error}
        onRetry={() => void invoices.refetch()}
        place={place}
        paging={data && { kind: 'pages', total: data.total, size: SIZE }}
        allRows={() => everyInvoice(query, standings)}
        exportName={t('invoices.exportName')}
        empty={isFiltered ? <NothingFound onClear={() => setFilters(NO_FILTERS)} /> : <NoneYet />}
        toolbar={<Filters filters={filters} setFilters={setFilters} />}
        totals={data && t('invoices.total', { amount: writeAmount(data.ownNet, language) })}
      />
    </Page>
  );
}

function years(): string[] {
  const last = Number(today().slice(0, 4));
  return Array.from({ length: YEARS }, (_, before) => String(last - before));
}

type InvoiceFilters = Readonly<Record<keyof typeof NO_FILTERS, string>>;

interface FiltersProps {
  readonly filters: InvoiceFilters;
  readonly setFilters: (change: Partial<Record<keyof InvoiceFilters, string | null>>) => void;
}

function Filters({ filters, setFilters }: FiltersProps) {
  const t = words.use();
  return (
    <>
      <TextInput
        label={t('invoices.number')}
        placeholder={t('invoices.numberHint')}
        defaultValue={filters.numero}
        key={filters.numero}
        onBlur={({ currentTarget }) => setFilters({ numero: currentTarget.value.trim() })}
        onKeyDown={({ key, currentTarget }) =>
          key === 'Enter' && setFilters({ numero: currentTarget.value.trim() })
        }
        w={170}
      />
      <Select
        label={t('invoices.type')}
        placeholder={t('invoices.everyType')}
        data={TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
        value={filters.nature || null}
        onChange={(nature) => setFilters({ nature })}
        clearable
        w={190}
      />
      <Select
        label={t('invoices.year')}
        placeholder={t('invoices.everyYear')}
        data={years()}
        value={filters.annee || null}
        onChange={(annee) => setFilters({ annee })}
        clearable
        w={150}
      />
      {filters.contrat && (
        <OfContract id={Number(filters.contrat)} onClear={() => setFilters({ contrat: '' })} />
      )}
    </>
  );
}

function OfContract({ id, onClear }: { readonly id: number; readonly onClear: () => void }) {
  const t = words.use();
  const { data } = api.useQuery('get', '/api/my/contracts/{id}', { params: { path: { id } } });
  return (
    <Pill
      size="md"
      withRemoveButton
      onRemove={onClear}
      removeButtonProps={{ 'aria-label': t('invoices.clear'), tabIndex: 0, 'aria-hidden': false }}
    >
      {t('invoices.contract')} {data?.code ?? id}
    </Pill>
  );
}

function NoneYet() {
  const t = words.use();
  return (
    <EmptyState icon={IconFileInvoice} title={t('invoices.none')}>
      {t('invoices.noneDetail')}
    </EmptyState>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  const t = words.use();
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('invoices.notFound')}
      action={<Button onClick={onClear}>{t('invoices.clearAll')}</Button>}
    >
      {null}
    </EmptyState>
  );
}

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id).join(',');

function everyInvoice(
  query: { size: number },
  standings: Map<number, Standing>,
): AsyncIterable<readonly Row[]> {
  return everyNumberedPage(query.size, async (page) => {
    const found = answered(await http.GET('/api/my/invoices', { params: { query: { ...query, page } } }));
    if (found.items.length > 0) {
      const asked = { params: { query: { invoices: idsOf(found.items) } } };
      const known = answered(await http.GET('/api/my/invoice-standings', asked));
      for (const standing of known) standings.set(standing.invoice, standing);
    }
    return found;
  });
}

/** Whether clients paid, by the ids of the documents in sight; those that bill others too are left out. */
function useStandings(rows: readonly Row[] = []): Map<number, Standing> {
  const invoices = idsOf(rows);
  const { data } = api.useQuery(
    'get',
    '/api/my/invoice-standings',
    { params: { query: { invoices } } },
    { enabled: invoices !== '', placeholderData: (before) => before },
  );
  return useMemo(() => new Map((data ?? []).map((standing) => [standing.invoice, standing])), [data]);
}

function useColumns(standings: ReadonlyMap<number, Standing>): DataColumn<Row>[] {
  const t = words.use();
  const paid = standingTexts.use();
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('invoices.number'),
        kind: 'text',
        isRowHeader: true,
        value: ({ number }) => number,
        cell: ({ number }) => <span className="nowrap">{number}</span>,
      },
      { id: 'type', header: t('invoices.type'), kind: 'text', value: ({ type }) => t(`types.${type}`) },
      { id: 'issuedOn', header: t('invoices.issuedOn'), kind: 'day', value: ({ issuedOn }) => issuedOn },
      { id: 'client', header: t('invoices.client'), kind: 'text', value: ({ client }) => client.name },
      {
        id: 'issuer',
        header: t('invoices.issuer'),
        kind: 'text',
        wideOnly: true,
        value: ({ issuer }) => issuer.code,
      },
      {
        id: 'dueOn',
        header: t('invoices.dueOn'),
        kind: 'day',
        wideOnly: true,
        value: ({ dueOn }) => dueOn,
      },
      {
        id: 'delivery',
        header: t('invoices.delivery'),
        kind: 'text',
        value: ({ delivery }) => t(`deliveries.${delivery}`),
        cell: ({ delivery }) => (
          <StateBadge tone={DELIVERY_TONES[delivery]}>{t(`deliveries.${delivery}`)}</StateBadge>
        ),
      },
      {
        id: 'paid',
        header: paid('title'),
        kind: 'text',
        wideOnly: true,
        value: ({ id }) => {
          const standing = standings.get(id);
          return standing && paid(`states.${standing.state}`);
        },
        cell: ({ id }) => <StandingBadge standing={standings.get(id)} />,
      },
      {
        id: 'ownNet',
        header: t('invoices.ownNet'),
        kind: 'amount',
        value: ({ ownNet, type }) => signed(ownNet, type),
      },
      {
        id: 'gross',
        header: t('invoices.gross'),
        kind: 'amount',
        value: ({ gross, type }) => gross && signed(gross, type),
        cell: ({ gross, type }) =>
          gross === null ? (
            <Text size="xs" c="dimmed">
              {t('invoices.shared')}
            </Text>
          ) : (
            <Amount of={signed(gross, type)} />
          ),
      },
    ],
    [t, paid, standings],
  );
}
