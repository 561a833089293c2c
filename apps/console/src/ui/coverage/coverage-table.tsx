import { Anchor } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../data-table/data-table';
import type { DataColumn } from '../data-table/columns';
import { useTablePlace } from '../data-table/table-place';
import { StateBadge } from '../state-badge';
import { dayOf } from './picture/days';
import { carriersOf, type CoverageState, type Row, type Span } from './picture/rows';
import { type Surroundings, TONES } from './span-panel';
import { pageTexts, pictureTexts } from './texts';
import type { Coverage } from './use-coverage';

interface SpanRow {
  readonly row: Row;
  readonly span: Span;
}

const PAGE = 100;

interface CoverageTableProps {
  readonly surroundings: Surroundings;
  readonly coverage: Coverage;
  /** Only spans in this state, where lines were asked for by it. */
  readonly state: CoverageState | undefined;
}

/** The same facts as the picture, one row for each span: for who reads by ear, and for spreadsheets. */
export function CoverageTable({ surroundings, coverage, state }: CoverageTableProps) {
  const t = pageTexts.use();
  const place = useTablePlace();
  const columns = useColumns(surroundings, coverage.documents);
  const spans = useMemo(
    () =>
      coverage.rows.flatMap((row) =>
        row.spans
          .filter((span) => state === undefined || span.state === state)
          .map((span): SpanRow => ({ row, span })),
      ),
    [coverage.rows, state],
  );
  const first = (place.page - 1) * PAGE;
  return (
    <DataTable
      name="coverage-spans"
      caption={t('caption')}
      columns={columns}
      rows={coverage.isComplete ? spans.slice(first, first + PAGE) : undefined}
      rowKey={({ row, span }) => `${row.line.id} ${span.from}`}
      error={coverage.error ?? undefined}
      onRetry={coverage.retry}
      place={place}
      paging={{ kind: 'pages', total: spans.length, size: PAGE }}
      allRows={() => everySpan(spans)}
      exportName={t('exportName')}
      empty={null}
      totals={t('spans', { count: spans.length })}
    />
  );
}

async function* everySpan(spans: readonly SpanRow[]): AsyncGenerator<readonly SpanRow[]> {
  yield spans;
}

function useColumns({ invoiceAt }: Surroundings, documents: Coverage['documents']): DataColumn<SpanRow>[] {
  const t = pageTexts.use();
  const state = pictureTexts.use();
  return useMemo(
    () => [
      {
        id: 'client',
        header: t('columns.client'),
        kind: 'text',
        minWidth: 180,
        value: ({ row }) => row.client.name,
      },
      {
        id: 'line',
        header: t('columns.line'),
        kind: 'text',
        isRowHeader: true,
        value: ({ row }) => row.line.label,
      },
      {
        id: 'code',
        header: t('columns.code'),
        kind: 'text',
        wideOnly: true,
        value: ({ row }) => row.line.code,
      },
      {
        id: 'contract',
        header: t('columns.contract'),
        kind: 'text',
        wideOnly: true,
        value: ({ row }) => row.contract.code,
      },
      {
        id: 'state',
        header: t('columns.state'),
        kind: 'text',
        value: ({ span }) => state(`states.${span.state}`),
        cell: ({ span }) => <StateBadge tone={TONES[span.state]}>{state(`states.${span.state}`)}</StateBadge>,
      },
      { id: 'from', header: t('columns.from'), kind: 'day', value: ({ span }) => dayOf(span.from) },
      { id: 'to', header: t('columns.to'), kind: 'day', value: ({ span }) => dayOf(span.to - 1) },
      { id: 'days', header: t('columns.days'), kind: 'number', value: ({ span }) => span.to - span.from },
      {
        id: 'carrier',
        header: t('columns.carrier'),
        kind: 'text',
        value: ({ row, span }) => carriersOf(row, span).join(', '),
      },
      {
        id: 'document',
        header: t('columns.document'),
        kind: 'text',
        value: ({ span }) => documents.get(span.invoice) ?? '',
        cell: ({ span }) =>
          span.invoice > 0 && (
            <Anchor component={Link} to={invoiceAt(span.invoice)} size="sm" className="nowrap">
              {documents.get(span.invoice)}
            </Anchor>
          ),
      },
    ],
    [t, state, documents, invoiceAt],
  );
}
