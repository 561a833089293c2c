import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import { HistoryTabs } from './history-tabs';
import { words } from './texts';

type Audit = Schema<'HistoryAuditRowView'>;

const PAGE_SIZE = 25;

function findingsOf({ counts }: Audit): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function stateOf(audit: Audit): 'imported' | 'toDecide' | 'clean' {
  if (audit.import) return 'imported';
  return findingsOf(audit) > 0 ? 'toDecide' : 'clean';
}

const TONES = { imported: 'done', toDecide: 'attention', clean: 'neutral' } as const;

function useColumns(): readonly DataColumn<Audit>[] {
  const t = words.use();
  return [
    {
      id: 'audit',
      header: t('audit', { id: '' }).trim(),
      kind: 'text',
      value: ({ id, issuer }) => t('name', { id, issuer: issuer.name }),
      isRowHeader: true,
      minWidth: 200,
    },
    {
      id: 'state',
      header: t('state'),
      kind: 'text',
      value: (audit) => t(`states.${stateOf(audit)}`),
      cell: (audit) => <StateBadge tone={TONES[stateOf(audit)]}>{t(`states.${stateOf(audit)}`)}</StateBadge>,
    },
    { id: 'source', header: t('source'), kind: 'text', value: ({ source }) => source, wideOnly: true },
    { id: 'asOf', header: t('asOf'), kind: 'day', value: ({ asOf }) => asOf },
    {
      id: 'rows',
      header: t('rows'),
      kind: 'number',
      value: ({ files }) => files.invoices.rows,
      wideOnly: true,
    },
    { id: 'findings', header: t('findings'), kind: 'number', value: findingsOf },
    { id: 'doubles', header: t('doubles'), kind: 'number', value: ({ counts }) => counts['billed-twice'] },
    {
      id: 'doublesAmount',
      header: t('doublesAmount'),
      kind: 'amount',
      value: ({ amounts }) => amounts['billed-twice'],
    },
    {
      id: 'madeOn',
      header: t('madeOn'),
      kind: 'instant',
      value: ({ createdAt }) => createdAt,
      wideOnly: true,
    },
    { id: 'madeBy', header: t('madeBy'), kind: 'text', value: ({ createdBy }) => createdBy, wideOnly: true },
  ];
}

/** Every audit, latest first. */
export function AuditsPage() {
  const t = words.use();
  const may = useMay('administrator');
  const place = useTablePlace();
  const audits = api.useQuery('get', '/api/history-audits', {
    params: { query: { page: place.page, size: PAGE_SIZE } },
  });
  const deposit = may && (
    <Button
      component={Link}
      to="/gestion/reprise/deposer"
      leftSection={<IconFileUpload size={18} aria-hidden />}
    >
      {t('deposit')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={deposit}>
      <HistoryTabs current="audits" />
      <DataTable
        name="history-audits"
        caption={t('tabs.audits')}
        exportName={t('exportName')}
        columns={useColumns()}
        rows={audits.data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/reprise/${id}`}
        error={audits.error}
        onRetry={() => void audits.refetch()}
        place={place}
        paging={{ kind: 'pages', total: audits.data?.total ?? 0, size: PAGE_SIZE }}
        allRows={() =>
          everyPage<Audit, number>(1, async (page) => {
            const { items, total } = answered(
              await http.GET('/api/history-audits', { params: { query: { page, size: 500 } } }),
            );
            return { rows: items, next: page * 500 < total ? page + 1 : null };
          })
        }
        empty={
          <EmptyState icon={IconFileUpload} title={t('empty.title')} action={deposit}>
            {t('empty.teach')}
          </EmptyState>
        }
      />
    </Page>
  );
}
