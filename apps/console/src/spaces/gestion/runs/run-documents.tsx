import { Anchor, Button, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeAmount, writePeriod } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { SearchInput } from '../../../ui/search-input';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { ControlList } from './control-list';
import { heldDocumentOf, ReleaseDialogue } from './release-dialogue';
import type { Releasing } from './releasing';
import { DOCUMENT_TONES, type DocumentState } from './states';
import { words } from './texts';

type Run = Schema<'RunDetailsView'>;
type Document = Schema<'RunDocumentView'>;
type Remark = 'blocked' | 'held' | 'warning' | 'none';
type Order = 'proposal' | 'client' | 'net';

const PAGE_SIZE = 50;
const REMARKS: readonly Remark[] = ['blocked', 'held', 'warning', 'none'];
const LINES_SHOWN = 2;

export function isReleasable({ state, controls }: Document): boolean {
  return state === 'held' && controls.every(({ severity }) => severity !== 'blocked');
}

/** The documents of a run grouped by client, with what the controls say of each. */
export function RunDocuments({ run, releasing }: { readonly run: Run; readonly releasing: Releasing }) {
  const t = words.use();
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ client: '', remarque: '', etat: '' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, ask] = useState<readonly Document[]>([]);
  const mayRelease = useMay('administrator') && releasing.isOpen;
  const [params] = useSearchParams();
  const query = queryOf(filters, place);
  const found = api.useQuery(
    'get',
    '/api/billing-runs/{id}/documents',
    { params: { path: { id: run.id }, query } },
    { placeholderData: (before) => before },
  );
  const documents = found.data?.documents;
  const releasable = (documents ?? []).filter(
    (each) => isReleasable(each) && chosen.has(String(each.position)),
  );
  const columns = useColumns(run, documents ?? [], releasing);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <>
      <DataTable
        name="run-documents"
        caption={t('list.caption', { id: run.id })}
        exportName={t('list.exportName', { id: run.id })}
        columns={columns}
        rows={documents}
        rowKey={({ position }) => position}
        rowLink={({ position }) => `?${withParam(params, 'facture', String(position))}`}
        error={found.error}
        onRetry={() => void found.refetch()}
        place={place}
        paging={{ kind: 'cursor', next: found.data?.next }}
        allRows={() =>
          everyPage<Document, number>(0, async (after) => {
            const page = answered(
              await http.GET('/api/billing-runs/{id}/documents', {
                params: { path: { id: run.id }, query: { ...query, after: after || undefined, limit: 200 } },
              }),
            );
            return { rows: page.documents, next: page.next };
          })
        }
        selection={mayRelease ? { chosen, onChange: setChosen } : undefined}
        toolbar={
          <>
            <SearchInput
              label={t('list.search')}
              value={filters.client}
              onSearch={(client) => setFilters({ client })}
            />
            <Select
              aria-label={t('list.remark')}
              placeholder={t('list.anyRemark')}
              value={filters.remarque || null}
              onChange={(remarque) => setFilters({ remarque })}
              data={REMARKS.map((value) => ({ value, label: t(`severities.${value}`) }))}
              clearable
            />
            <Select
              aria-label={t('list.state')}
              placeholder={t('list.anyState')}
              value={filters.etat || null}
              onChange={(etat) => setFilters({ etat })}
              data={(Object.keys(DOCUMENT_TONES) as DocumentState[]).map((value) => ({
                value,
                label: t(`documentStates.${value}`),
              }))}
              clearable
            />
            {mayRelease && (
              <Button variant="default" disabled={releasable.length === 0} onClick={() => ask(releasable)}>
                {releasable.length > 0
                  ? t('list.releaseSome', { count: releasable.length })
                  : t('list.release')}
              </Button>
            )}
          </>
        }
        totals={<Totals totals={found.data?.totals} />}
        empty={
          <EmptyState title={t('list.emptyTitle')}>
            {isFiltered ? t('list.emptyFiltered') : t('list.empty')}
          </EmptyState>
        }
      />
      {asked.length > 0 && (
        <ReleaseDialogue
          documents={asked.map(heldDocumentOf)}
          releasing={releasing}
          onClose={() => ask([])}
          onDone={() => setChosen(new Set())}
        />
      )}
    </>
  );
}

export function withParam(params: URLSearchParams, name: string, value: string | null): string {
  const after = new URLSearchParams(params);
  if (value === null) after.delete(name);
  else after.set(name, value);
  return after.toString();
}

function queryOf(
  filters: Readonly<Record<'client' | 'remarque' | 'etat', string>>,
  { sort, after }: { readonly sort: string; readonly after: string | undefined },
) {
  const column = sort.replace(/^-/, '');
  return {
    client: filters.client || undefined,
    remark: (filters.remarque || undefined) as Remark | undefined,
    state: (filters.etat || undefined) as DocumentState | undefined,
    order: (column === 'client' || column === 'net' ? column : 'proposal') as Order,
    direction: sort.startsWith('-') ? ('descending' as const) : ('ascending' as const),
    after: after ? Number(after) : undefined,
    limit: PAGE_SIZE,
  };
}

function Totals({ totals }: { readonly totals: Schema<'RunDocumentTotalsView'> | undefined }) {
  const t = words.use();
  const language = useLanguage();
  if (!totals) return null;
  const { documents, clients, net, gross } = totals;
  return t('list.totals', {
    count: documents,
    clients,
    net: writeAmount(net, language),
    gross: writeAmount(gross, language),
  });
}

function useColumns(
  run: Run,
  documents: readonly Document[],
  { releases }: Releasing,
): readonly DataColumn<Document>[] {
  const t = words.use();
  const language = useLanguage();
  const lineOf = ({ label, period }: Document['lines'][number]) =>
    period ? `${label}, ${writePeriod(period, language)}` : label;
  const told = ({ controls, reason }: Document) =>
    [reason, ...controls].flatMap((each) => (each ? [say(each.sentence, language)] : [])).join(' ');
  const followsItsClient = (document: Document) => {
    const before = documents[documents.indexOf(document) - 1];
    return before?.client.id === document.client.id;
  };
  return [
    {
      id: 'position',
      header: t('list.position'),
      kind: 'number',
      value: ({ position }) => position,
      hiddenAtFirst: true,
    },
    {
      id: 'client',
      header: t('list.client'),
      kind: 'text',
      value: ({ client }) => client.name,
      cell: (document) => (
        <>
          {document.client.name}
          {followsItsClient(document) && (
            <Text span size="xs" c="dimmed" display="block">
              {t('list.sameClient')}
            </Text>
          )}
        </>
      ),
      isRowHeader: true,
      sortable: true,
      minWidth: 150,
    },
    {
      id: 'code',
      header: t('list.code'),
      kind: 'text',
      value: ({ client }) => client.code,
      hiddenAtFirst: true,
    },
    {
      id: 'state',
      header: t('list.state'),
      kind: 'text',
      value: ({ state }) => t(`documentStates.${state}`),
      cell: ({ state, position }) => (
        <StateBadge tone={position in releases ? 'running' : DOCUMENT_TONES[state]}>
          {position in releases ? t('list.releasing') : t(`documentStates.${state}`)}
        </StateBadge>
      ),
    },
    {
      id: 'lines',
      header: t('list.lines'),
      kind: 'text',
      value: ({ lines }) => lines.map(lineOf).join(' | '),
      cell: ({ lines }) => (
        <Stack gap={2}>
          {lines.slice(0, LINES_SHOWN).map((line) => (
            <Text key={line.position} size="sm">
              {lineOf(line)}
            </Text>
          ))}
          {lines.length > LINES_SHOWN && (
            <Text size="xs" c="dimmed">
              {t('list.moreLines', { count: lines.length - LINES_SHOWN })}
            </Text>
          )}
        </Stack>
      ),
      wideOnly: true,
      minWidth: 220,
    },
    {
      id: 'controls',
      header: t('list.controls'),
      kind: 'text',
      value: told,
      cell: (document) => <Remarks document={document} />,
      minWidth: 260,
    },
    {
      id: 'invoice',
      header: t('list.invoice'),
      kind: 'text',
      value: ({ invoice }) => invoice?.number,
      cell: ({ invoice }) =>
        invoice && (
          <Anchor component={Link} to={`/gestion/factures/${invoice.id}`} size="sm" className="nowrap">
            {invoice.number}
          </Anchor>
        ),
      hiddenAtFirst: run.state === 'proposed' || run.state === 'abandoned',
      wideOnly: true,
    },
    { id: 'net', header: t('net'), kind: 'amount', value: ({ net }) => net, sortable: true },
    { id: 'gross', header: t('gross'), kind: 'amount', value: ({ gross }) => gross, wideOnly: true },
  ];
}

function Remarks({ document: { controls, reason } }: { readonly document: Document }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Stack gap={6}>
      {reason && <Text size="sm">{say(reason.sentence, language)}</Text>}
      {controls.length > 0 && <ControlList controls={controls} />}
      {!reason && controls.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('list.clean')}
        </Text>
      )}
    </Stack>
  );
}
