import { Button, CloseButton, Group, Pill, Select, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconFileInvoice, IconMailExclamation } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { answered, api, http } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { type TablePlace, useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { type Standing, StandingBadge, standingTexts } from '../../../ui/invoice-standing/standing-badge';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { type InvoiceFilters, NO_FILTERS, queryOf } from './filters';
import { DELIVERY_TONES, type DeliveryState, INVOICE_TYPES, type InvoiceRow, signed } from './states';
import { words } from './texts';

const PAGE_SIZE = 50;
const EXPORT_PAGE_SIZE = 500;

function useColumns(standings: ReadonlyMap<number, Standing>): readonly DataColumn<InvoiceRow>[] {
  const t = words.use();
  const paid = standingTexts.use();
  return [
    {
      id: 'number',
      header: t('number'),
      kind: 'text',
      value: ({ number }) => number,
      cell: ({ number }) => <span className="nowrap">{number}</span>,
      sortable: true,
      isRowHeader: true,
    },
    { id: 'type', header: t('type'), kind: 'text', value: ({ type }) => t(`types.${type}`), wideOnly: true },
    {
      id: 'issuedOn',
      header: t('issuedOn'),
      kind: 'day',
      value: ({ issuedOn }) => issuedOn,
      sortable: true,
      wideOnly: true,
    },
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      sortable: true,
      minWidth: 110,
    },
    {
      id: 'dueOn',
      header: t('dueOn'),
      kind: 'day',
      value: ({ dueOn }) => dueOn,
      sortable: true,
      wideOnly: true,
    },
    {
      id: 'net',
      header: t('net'),
      kind: 'amount',
      value: (row) => signed(row.net, row.type),
      wideOnly: true,
    },
    {
      id: 'vat',
      header: t('vat'),
      kind: 'amount',
      value: (row) => signed(row.vat, row.type),
      hiddenAtFirst: true,
    },
    {
      id: 'gross',
      header: t('gross'),
      kind: 'amount',
      value: (row) => signed(row.gross, row.type),
      sortable: true,
    },
    {
      id: 'delivery',
      header: t('delivery'),
      kind: 'text',
      value: ({ delivery }) => t(`states.${delivery}`),
      cell: ({ delivery }) => (
        <StateBadge tone={DELIVERY_TONES[delivery]}>{t(`states.${delivery}`)}</StateBadge>
      ),
    },
    {
      id: 'paid',
      header: paid('title'),
      kind: 'text',
      value: ({ id }) => {
        const standing = standings.get(id);
        return standing && paid(`states.${standing.state}`);
      },
      cell: ({ id }) => <StandingBadge standing={standings.get(id)} />,
      wideOnly: true,
    },
    {
      id: 'balance',
      header: paid('balance'),
      kind: 'amount',
      value: ({ id }) => standings.get(id)?.balance,
      hiddenAtFirst: true,
    },
    {
      id: 'issuer',
      header: t('issuer'),
      kind: 'text',
      value: ({ issuer }) => issuer.name,
      hiddenAtFirst: true,
    },
    {
      id: 'origin',
      header: t('cameFrom'),
      kind: 'text',
      value: ({ foreignOrigin }) => t(foreignOrigin ? 'foreign' : 'native'),
      hiddenAtFirst: true,
    },
  ];
}

/** Whether the documents in sight are paid, by their ids; an export adds those of its own pages. */
function useStandings(rows: readonly InvoiceRow[] = []): Map<number, Standing> {
  const invoices = idsOf(rows);
  const { data } = api.useQuery(
    'get',
    '/api/invoice-standings',
    { params: { query: { invoices } } },
    { enabled: invoices !== '', placeholderData: (before) => before },
  );
  return useMemo(() => new Map((data ?? []).map((standing) => [standing.invoice, standing])), [data]);
}

const idsOf = (rows: readonly InvoiceRow[]) => rows.map(({ id }) => id).join(',');

async function addStandings(to: Map<number, Standing>, rows: readonly InvoiceRow[]): Promise<void> {
  if (rows.length === 0) return;
  const query = { invoices: idsOf(rows) };
  const found = answered(await http.GET('/api/invoice-standings', { params: { query } }));
  for (const standing of found) to.set(standing.invoice, standing);
}

/** Every document of every series, as filtered in the address bar. */
export function InvoicesPage() {
  const t = words.use();
  const place = useTablePlace('-issuedOn');
  const [filters, setFilters] = useFilters(NO_FILTERS);
  const query = queryOf(filters, place.sort);
  const page = api.useQuery(
    'get',
    '/api/invoices',
    { params: { query: { ...query, after: place.after, limit: PAGE_SIZE } } },
    { placeholderData: (before) => before },
  );
  const standings = useStandings(page.data?.invoices);
  const filtered = Object.values(filters).some((value) => value !== '');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button
          component={Link}
          to="/gestion/factures/envois"
          variant="default"
          leftSection={<IconMailExclamation size={18} aria-hidden />}
        >
          {t('toSettle')}
        </Button>
      }
    >
      <DataTable
        name="invoices"
        caption={t('title')}
        exportName={t('exportName')}
        columns={useColumns(standings)}
        rows={page.data?.invoices}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/factures/${id}`}
        error={page.error}
        onRetry={() => void page.refetch()}
        place={place}
        paging={{ kind: 'cursor', next: page.data?.next }}
        allRows={() =>
          everyPage<InvoiceRow, string>('', async (after) => {
            const found = answered(
              await http.GET('/api/invoices', {
                params: { query: { ...query, after: after || undefined, limit: EXPORT_PAGE_SIZE } },
              }),
            );
            await addStandings(standings, found.invoices);
            return { rows: found.invoices, next: found.next };
          })
        }
        toolbar={<Filters filters={filters} onChange={setFilters} rows={page.data?.invoices ?? []} />}
        totals={<Totals filters={filters} place={place} />}
        empty={<NothingFound filtered={filtered} onClear={() => setFilters(NO_FILTERS)} />}
      />
    </Page>
  );
}

interface FiltersProps {
  readonly filters: InvoiceFilters;
  readonly onChange: (change: Partial<Record<keyof InvoiceFilters, string | null>>) => void;
  readonly rows: readonly InvoiceRow[];
}

/** What a date field shows while it is empty is a text of the page, and has to be read like one. */
const READABLE_PLACEHOLDER = { placeholder: { color: 'var(--mantine-color-dimmed)' } };

function Filters({ filters, onChange, rows }: FiltersProps) {
  const t = words.use();
  const issuers = api.useQuery(
    'get',
    '/api/issuers',
    { params: { query: { size: 500 } } },
    { staleTime: 60_000 },
  );
  const name = rows.find(({ client }) => String(client.id) === filters.client)?.client.name;
  return (
    <>
      <SearchInput
        label={t('filters.search')}
        value={filters.recherche}
        onSearch={(recherche) => onChange({ recherche })}
        w={{ base: '100%', xs: 220 }}
      />
      <DatePickerInput
        type="range"
        aria-label={t('filters.days')}
        placeholder={t('filters.days')}
        value={[filters.du || null, filters.au || null]}
        onChange={([du, au]) => onChange({ du, au })}
        valueFormat="DD/MM/YYYY"
        clearable
        allowSingleDateInRange
        styles={READABLE_PLACEHOLDER}
        w={{ base: '100%', xs: 230 }}
      />
      <Select
        aria-label={t('type')}
        placeholder={t('filters.allTypes')}
        value={filters.type || null}
        onChange={(type) => onChange({ type })}
        data={INVOICE_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
        clearable
        w={{ base: '47%', xs: 150 }}
      />
      <Select
        aria-label={t('delivery')}
        placeholder={t('filters.allStates')}
        value={filters.envoi || null}
        onChange={(envoi) => onChange({ envoi })}
        data={(Object.keys(DELIVERY_TONES) as DeliveryState[]).map((value) => ({
          value,
          label: t(`states.${value}`),
        }))}
        clearable
        w={{ base: '47%', xs: 170 }}
      />
      <Select
        aria-label={t('issuer')}
        placeholder={t('filters.allIssuers')}
        value={filters.emetteur || null}
        onChange={(emetteur) => onChange({ emetteur })}
        data={(issuers.data?.items ?? []).map(({ code, name: label }) => ({ value: code, label }))}
        clearable
        w={{ base: '100%', xs: 190 }}
      />
      {filters.client && (
        <Chosen
          label={t('filters.ofClient', { name: name ?? filters.client })}
          onRemove={() => onChange({ client: null })}
        />
      )}
      {filters.campagne && (
        <Chosen
          label={t('filters.ofRun', { run: filters.campagne })}
          onRemove={() => onChange({ campagne: null })}
        />
      )}
    </>
  );
}

/** A filter that came with a link from another page. */
function Chosen({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  const t = words.use();
  return (
    <Pill size="md" component="span" bg="var(--mantine-color-tide-light)" h={36} radius="md">
      <Group gap={4} wrap="nowrap" h="100%">
        {label}
        <CloseButton size="sm" aria-label={t('filters.remove', { filter: label })} onClick={onRemove} />
      </Group>
    </Pill>
  );
}

interface TotalsProps {
  readonly filters: InvoiceFilters;
  readonly place: TablePlace;
}

/** Of all that is filtered; the API sums it with the first page, whichever page is in sight. */
function Totals({ filters, place }: TotalsProps) {
  const t = words.use();
  const first = api.useQuery(
    'get',
    '/api/invoices',
    { params: { query: { ...queryOf(filters, place.sort), after: undefined, limit: PAGE_SIZE } } },
    { placeholderData: (before) => before },
  );
  const totals = first.data?.totals;
  if (!totals) return '\u00a0';
  return (
    <Group gap="md" aria-label={t('totals.caption')} role="group">
      <span>
        {t('totals.documents', { count: totals.documents })}
        {totals.creditNotes > 0 && `, ${t('totals.creditNotes', { count: totals.creditNotes })}`}
      </span>
      <Sum name={t('net')} of={totals.net} />
      <Sum name={t('vat')} of={totals.vat} />
      <Sum name={t('gross')} of={totals.gross} strong />
    </Group>
  );
}

function Sum({ name, of, strong = false }: { name: string; of: string; strong?: boolean }) {
  return (
    <span className="nowrap">
      {name}{' '}
      <Text component="span" inherit c="var(--mantine-color-text)" fw={strong ? 700 : 500}>
        <Amount of={of} />
      </Text>
    </span>
  );
}

function NothingFound({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const t = words.use();
  if (filtered) {
    return (
      <EmptyState
        icon={IconFileInvoice}
        title={t('empty.filteredTitle')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('filters.clear')}
          </Button>
        }
      >
        {t('empty.filtered')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconFileInvoice}
      title={t('empty.title')}
      action={
        <Button component={Link} to="/gestion/campagnes">
          {t('empty.propose')}
        </Button>
      }
    >
      {t('empty.teach')}
    </EmptyState>
  );
}
