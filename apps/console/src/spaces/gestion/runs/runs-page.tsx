import { Button, Select } from '@mantine/core';
import { IconPlaylistAdd } from '@tabler/icons-react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { sumOf } from '../../../i18n/amounts';
import { IssuerSelect, useBillingIssuers } from './issuer-select';
import { type DocumentState, RUN_TONES, type RunState } from './states';
import { words } from './texts';

type Run = Schema<'RunView'>;

/** What a run bills, or would bill: neither what it holds back nor what it set aside. */
const BILLED: readonly DocumentState[] = ['proposed', 'approved', 'issued'];
const PAGE_SIZE = 25;

function countsOf({ counts }: Run, states: readonly DocumentState[]) {
  return counts.filter(({ state }) => states.includes(state));
}

function documentsOf(run: Run, states: readonly DocumentState[]): number {
  return countsOf(run, states).reduce((sum, { documents }) => sum + documents, 0);
}

function useColumns(): readonly DataColumn<Run>[] {
  const t = words.use();
  return [
    { id: 'run', header: t('run'), kind: 'text', value: ({ id }) => t('name', { id }), isRowHeader: true },
    {
      id: 'issuer',
      header: t('issuer'),
      kind: 'text',
      value: ({ issuer }) => issuer.name,
      wideOnly: true,
    },
    {
      id: 'state',
      header: t('state'),
      kind: 'text',
      value: ({ state }) => t(`states.${state}`),
      cell: ({ state }) => <StateBadge tone={RUN_TONES[state]}>{t(`states.${state}`)}</StateBadge>,
    },
    { id: 'asOf', header: t('asOf'), kind: 'day', value: ({ asOf }) => asOf },
    { id: 'issueOn', header: t('issueOn'), kind: 'day', value: ({ issueOn }) => issueOn, wideOnly: true },
    { id: 'documents', header: t('documents'), kind: 'number', value: (run) => documentsOf(run, BILLED) },
    {
      id: 'waiting',
      header: t('waiting'),
      kind: 'number',
      value: (run) => documentsOf(run, ['held', 'review', 'failed', 'obsolete']),
      wideOnly: true,
    },
    {
      id: 'net',
      header: t('net'),
      kind: 'amount',
      value: (run) => sumOf(countsOf(run, BILLED).map(({ net }) => net)),
    },
    {
      id: 'gross',
      header: t('gross'),
      kind: 'amount',
      value: (run) => sumOf(countsOf(run, BILLED).map(({ gross }) => gross)),
      cell: (run) => <Amount of={sumOf(countsOf(run, BILLED).map(({ gross }) => gross))} />,
      hiddenAtFirst: true,
    },
    {
      id: 'proposedBy',
      header: t('proposedBy'),
      kind: 'text',
      value: ({ proposedBy, automatic }) => (automatic ? t('byNight') : proposedBy),
      wideOnly: true,
    },
    {
      id: 'proposedAt',
      header: t('proposedAt'),
      kind: 'instant',
      value: (run) => run.proposedAt,
      hiddenAtFirst: true,
    },
  ];
}

/** All runs, newest first. */
export function RunsPage() {
  const t = words.use();
  const may = useMay('administrator', 'accountant');
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ emetteur: '', etat: '' });
  const issuers = useBillingIssuers();
  const query = {
    issuer: filters.emetteur || undefined,
    state: (filters.etat || undefined) as RunState | undefined,
    before: place.after ? Number(place.after) : undefined,
    limit: PAGE_SIZE,
  };
  const runs = api.useQuery('get', '/api/billing-runs', { params: { query } });
  const columns = useColumns();
  const filtered = filters.emetteur !== '' || filters.etat !== '';
  const propose = may && (
    <Button component={Link} to="proposer" leftSection={<IconPlaylistAdd size={18} aria-hidden />}>
      {t('propose')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={propose}>
      <DataTable
        name="runs"
        caption={t('title')}
        exportName={t('exportName')}
        columns={columns}
        rows={runs.data?.runs}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/campagnes/${id}`}
        error={runs.error}
        onRetry={() => void runs.refetch()}
        place={place}
        paging={{ kind: 'cursor', next: runs.data?.next }}
        allRows={() =>
          everyPage<Run, number>(Number.MAX_SAFE_INTEGER, async (before) => {
            const page = answered(
              await http.GET('/api/billing-runs', { params: { query: { ...query, before, limit: 100 } } }),
            );
            return { rows: page.runs, next: page.next };
          })
        }
        toolbar={
          <>
            <IssuerSelect
              aria-label={t('issuer')}
              placeholder={t('allIssuers')}
              value={filters.emetteur || null}
              onChange={(emetteur) => setFilters({ emetteur })}
              allowDeselect
              clearable
              disabled={issuers.isPending}
            />
            <Select
              aria-label={t('state')}
              placeholder={t('allStates')}
              value={filters.etat || null}
              onChange={(etat) => setFilters({ etat })}
              data={(Object.keys(RUN_TONES) as RunState[]).map((state) => ({
                value: state,
                label: t(`states.${state}`),
              }))}
              clearable
            />
          </>
        }
        empty={
          <EmptyState icon={IconPlaylistAdd} title={t('empty.title')} action={!filtered && propose}>
            {filtered ? t('empty.filtered') : t('empty.teach')}
          </EmptyState>
        }
      />
    </Page>
  );
}
