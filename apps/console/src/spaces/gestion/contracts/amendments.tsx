import { useMemo } from 'react';
import { api, type Schema } from '../../../api/api';
import { useLanguage } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { words } from './texts';

type Amendment = Schema<'AmendmentView'>;

function columnsOf(lines: readonly Schema<'LineView'>[]): DataColumn<Amendment>[] {
  const t = words.now;
  const labels = new Map(lines.map(({ id, label }) => [id, label]));
  return [
    {
      id: 'madeAt',
      header: t('one.when'),
      kind: 'instant',
      value: ({ madeAt }) => madeAt,
      isRowHeader: true,
    },
    { id: 'madeBy', header: t('one.who'), kind: 'text', value: ({ madeBy }) => madeBy },
    { id: 'kind', header: t('one.act'), kind: 'text', value: ({ kind }) => t(`amendments.${kind}`) },
    { id: 'line', header: t('one.line'), kind: 'text', value: ({ line }) => labels.get(line) },
    { id: 'effectiveOn', header: t('one.effective'), kind: 'day', value: ({ effectiveOn }) => effectiveOn },
    { id: 'reason', header: t('one.why'), kind: 'text', value: ({ reason }) => reason, minWidth: 180 },
    {
      id: 'revision',
      header: t('one.revision'),
      kind: 'number',
      value: ({ revision }) => revision,
      hiddenAtFirst: true,
    },
  ];
}

/** Who changed which line, when and why, the newest first. */
export function Amendments({ contract }: { readonly contract: Schema<'OneContractView'> }) {
  const t = words.use();
  const language = useLanguage();
  const amendments = api.useQuery('get', '/api/contracts/{id}/amendments', {
    params: { path: { id: contract.id } },
  });
  const columns = useMemo(() => columnsOf(contract.lines), [contract.lines, language]);
  return (
    <DataTable
      name="amendments"
      caption={t('one.historyTitle')}
      exportName={`${t('one.historyTitle').toLowerCase()}-${contract.code}`}
      columns={columns}
      rows={amendments.data}
      rowKey={({ line, revision }) => `${line}/${revision}`}
      error={amendments.error}
      onRetry={() => void amendments.refetch()}
      empty={t('one.historyEmpty')}
    />
  );
}
