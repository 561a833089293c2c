import { Select, Text } from '@mantine/core';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { DataTable } from '../../../ui/data-table/data-table';
import type { DataColumn } from '../../../ui/data-table/columns';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { useFilters } from '../../../ui/use-filters';
import { DayInput } from '../../../ui/day-input/day-input';
import { SectionLead } from './section-lead';
import { actionName, subjectName } from './tell-act';
import { words } from './texts';
import { writeFacts } from './write-facts';

type AuditEvent = Schema<'AuditEventView'>;

const ROWS = 50;
const ROWS_EXPORTED_AT_ONCE = 200;
const DOMAINS = [
  'billing',
  'contracts',
  'treasury',
  'contributions',
  'transfers',
  'membership',
  'capital',
  'history',
  'identity',
  'jobs',
] as const;

/** Who did what, newest first. */
export function AuditTrail() {
  const t = words.use();
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ domaine: '', personne: '', du: '', au: '' });
  const people = api.useQuery('get', '/api/accounts', {}, { staleTime: 60_000 });
  const filter = {
    action: filters.domaine ? `${filters.domaine}.` : undefined,
    accountId: filters.personne ? Number(filters.personne) : undefined,
    from: filters.du || undefined,
    to: filters.au || undefined,
  };
  const before = place.after ? Number(place.after) : undefined;
  const query = api.useQuery('get', '/api/audit-trail', {
    params: { query: { ...filter, before, limit: ROWS } },
  });
  const allRows = () =>
    everyPage<AuditEvent, number>(Number.MAX_SAFE_INTEGER, async (from) => {
      const { events, next } = answered(
        await http.GET('/api/audit-trail', {
          params: { query: { ...filter, before: from, limit: ROWS_EXPORTED_AT_ONCE } },
        }),
      );
      return { rows: events, next };
    });
  return (
    <>
      <SectionLead>{t('trail.lead')}</SectionLead>
      <DataTable
        name="audit-trail"
        caption={t('tabs.trail')}
        columns={useTrailColumns()}
        rows={query.data?.events}
        rowKey={({ id }) => id}
        place={place}
        paging={{ kind: 'cursor', next: query.data?.next ? String(query.data.next) : null }}
        allRows={allRows}
        error={query.error}
        onRetry={() => void query.refetch()}
        exportName={t('trail.exportName')}
        toolbar={
          <>
            <Select
              label={t('trail.domain')}
              placeholder={t('trail.anyDomain')}
              data={DOMAINS.map((domain) => ({ value: domain, label: t(`trail.domains.${domain}`) }))}
              value={filters.domaine || null}
              onChange={(domaine) => setFilters({ domaine: domaine ?? undefined })}
              clearable
              clearButtonProps={{ 'aria-label': t('trail.anyDomain') }}
              w={200}
            />
            <Select
              label={t('trail.person')}
              placeholder={t('trail.anybody')}
              data={(people.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
              value={filters.personne || null}
              onChange={(personne) => setFilters({ personne: personne ?? undefined })}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('trail.anybody') }}
              w={200}
            />
            <DayInput
              label={t('trail.from')}
              value={filters.du || null}
              onChange={(du) => setFilters({ du: du ?? undefined })}
              clearable
              w={140}
            />
            <DayInput
              label={t('trail.to')}
              value={filters.au || null}
              onChange={(au) => setFilters({ au: au ?? undefined })}
              clearable
              w={140}
            />
          </>
        }
        empty={<EmptyState title={t('trail.none')}>{t('trail.noneHint')}</EmptyState>}
      />
    </>
  );
}

function useTrailColumns(): DataColumn<AuditEvent>[] {
  const t = words.use();
  return [
    { id: 'at', header: t('trail.when'), kind: 'instant', value: ({ at }) => at },
    { id: 'who', header: t('trail.who'), kind: 'text', value: ({ actorName }) => actorName },
    {
      id: 'action',
      header: t('trail.action'),
      kind: 'text',
      value: ({ action }) => actionName(action, t),
      isRowHeader: true,
    },
    {
      id: 'subject',
      header: t('trail.subject'),
      kind: 'text',
      value: ({ subject }) => subjectName(subject, t),
    },
    {
      id: 'facts',
      header: t('trail.facts'),
      kind: 'text',
      value: ({ facts }) => writeFacts(facts),
      cell: ({ facts }) => (
        <Text size="xs" c="dimmed" lineClamp={2} maw={420}>
          {writeFacts(facts)}
        </Text>
      ),
      wideOnly: true,
    },
    {
      id: 'address',
      header: t('trail.address'),
      kind: 'text',
      value: ({ address }) => address,
      hiddenAtFirst: true,
    },
  ];
}
