import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writePeriod } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { ConfirmDialogue } from '../runs/confirm-dialogue';
import { words } from './texts';

type Excuse = Schema<'ExcuseView'>;

/** The reasons in force for which due days are not billed; each can be lifted. */
export function ExcusesTable() {
  const t = words.use();
  const language = useLanguage();
  const isAdministrator = useMay('administrator');
  const [asked, ask] = useState<Excuse | null>(null);
  const excuses = api.useQuery('get', '/api/excuses', {});
  const lift = api.useMutation('delete', '/api/excuses/{id}', { onSuccess: () => ask(null) });
  const columns: readonly DataColumn<Excuse>[] = [
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      isRowHeader: true,
    },
    {
      id: 'line',
      header: t('line'),
      kind: 'text',
      value: ({ line }) => `${line.code} ${line.label}`,
      minWidth: 150,
    },
    {
      id: 'period',
      header: t('excuses.period'),
      kind: 'text',
      value: ({ period }) => writePeriod(period, language),
      minWidth: 150,
    },
    { id: 'reason', header: t('excuses.reason'), kind: 'text', value: ({ reason }) => reason, minWidth: 200 },
    {
      id: 'madeBy',
      header: t('excuses.madeBy'),
      kind: 'text',
      value: ({ madeBy }) => madeBy,
      wideOnly: true,
    },
    {
      id: 'madeAt',
      header: t('excuses.madeAt'),
      kind: 'instant',
      value: ({ madeAt }) => madeAt,
      wideOnly: true,
    },
    ...(isAdministrator
      ? [
          {
            id: 'act',
            header: t('excuses.act'),
            kind: 'text' as const,
            value: () => t('excuses.lift'),
            cell: (excuse: Excuse) => (
              <Button size="xs" variant="default" onClick={() => ask(excuse)}>
                {t('excuses.lift')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <DataTable
        name="excuses"
        caption={t('excuses.caption')}
        exportName={t('excuses.exportName')}
        columns={columns}
        rows={excuses.data}
        rowKey={({ id }) => id}
        error={excuses.error}
        onRetry={() => void excuses.refetch()}
        empty={
          <EmptyState icon={IconScale} title={t('emptyTitle')}>
            {t('empty.excused')}
          </EmptyState>
        }
      />
      {asked && (
        <ConfirmDialogue
          title={t('excuses.liftTitle')}
          text={t('excuses.liftText', {
            line: asked.line.label,
            client: asked.client.name,
            days: writePeriod(asked.period, language),
          })}
          confirm={t('excuses.confirm')}
          cancel={t('excuses.cancel')}
          isPending={lift.isPending}
          error={lift.error}
          onConfirm={() => lift.mutate({ params: { path: { id: asked.id } } })}
          onClose={() => {
            lift.reset();
            ask(null);
          }}
        />
      )}
    </>
  );
}
