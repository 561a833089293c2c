import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { DataTable } from '../../../ui/data-table/data-table';
import type { DataColumn } from '../../../ui/data-table/columns';
import { EmptyState } from '../../../ui/empty-state';
import { StateBadge } from '../../../ui/state-badge';
import { SectionLead } from './section-lead';
import { words } from './texts';

type Series = Schema<'SeriesView'>;

/** The numbers that were given, and whether their chain was found whole. */
export function SeriesList() {
  const t = words.use();
  const mayVerify = useMay('administrator', 'auditor');
  const query = api.useQuery('get', '/api/series', {});
  const chainOf = ({ foreignOrigin, chain }: Series) =>
    foreignOrigin ? 'foreign' : chain === null ? 'unverified' : chain.intact ? 'intact' : 'broken';
  const columns: DataColumn<Series>[] = [
    {
      id: 'prefix',
      header: t('series.prefix'),
      kind: 'text',
      value: ({ prefix }) => prefix,
      isRowHeader: true,
    },
    {
      id: 'issuer',
      header: t('series.issuer'),
      kind: 'text',
      value: ({ issuer }) => issuer.name,
      wideOnly: true,
    },
    { id: 'year', header: t('series.year'), kind: 'text', value: ({ year }) => String(year) },
    {
      id: 'first',
      header: t('series.first'),
      kind: 'text',
      value: ({ firstNumber }) => firstNumber,
      wideOnly: true,
    },
    { id: 'last', header: t('series.last'), kind: 'text', value: ({ lastNumber }) => lastNumber },
    { id: 'documents', header: t('series.documents'), kind: 'number', value: ({ documents }) => documents },
    {
      id: 'lastIssuedOn',
      header: t('series.lastIssuedOn'),
      kind: 'day',
      value: ({ lastIssuedOn }) => lastIssuedOn,
      wideOnly: true,
    },
    {
      id: 'chain',
      minWidth: 150,
      header: t('series.chain'),
      kind: 'text',
      value: (series) => t(`series.${chainOf(series)}`),
      cell: (series) => {
        const state = chainOf(series);
        const tone = state === 'intact' ? 'done' : state === 'broken' ? 'failed' : 'neutral';
        return <StateBadge tone={tone}>{t(`series.${state}`)}</StateBadge>;
      },
    },
    { id: 'upTo', header: t('series.upTo'), kind: 'text', value: ({ chain }) => chain?.upTo, wideOnly: true },
    {
      id: 'origin',
      header: t('series.origin'),
      kind: 'text',
      value: ({ foreignOrigin }) => t(foreignOrigin ? 'series.formerTool' : 'series.here'),
      hiddenAtFirst: true,
    },
    {
      id: 'justification',
      header: t('series.justification'),
      kind: 'text',
      value: ({ justification }) => justification,
      hiddenAtFirst: true,
    },
  ];
  return (
    <>
      <SectionLead
        actions={
          mayVerify && (
            <Button component={Link} to="/gestion/reglages/preuves" variant="default">
              {t('series.verify')}
            </Button>
          )
        }
      >
        {t('series.lead')}
      </SectionLead>
      <DataTable
        name="series"
        caption={t('tabs.series')}
        columns={columns}
        rows={query.data}
        rowKey={({ id }) => id}
        error={query.error}
        onRetry={() => void query.refetch()}
        exportName={t('series.name')}
        empty={<EmptyState title={t('series.none')}>{t('series.noneHint')}</EmptyState>}
      />
    </>
  );
}
