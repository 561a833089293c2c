import { Text, Title } from '@mantine/core';
import { IconReceiptOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api, type Schema } from '../../../api/api';
import { useLanguage } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { words } from './texts';

type Closing = Schema<'CapitalClosingView'>;

function closingColumns(): DataColumn<Closing>[] {
  const t = words.now;
  return [
    {
      id: 'closingOn',
      header: t('closings.on'),
      kind: 'day',
      value: ({ closingOn }) => closingOn,
      isRowHeader: true,
    },
    { id: 'losses', header: t('withdrawals.losses'), kind: 'amount', value: ({ losses }) => losses },
    { id: 'bearing', header: t('closings.bearing'), kind: 'amount', value: ({ bearing }) => bearing },
    {
      id: 'recordedBy',
      header: t('movements.recordedBy'),
      kind: 'text',
      value: ({ recordedBy }) => recordedBy,
      wideOnly: true,
    },
    {
      id: 'recordedAt',
      header: t('movements.recordedAt'),
      kind: 'instant',
      value: ({ recordedAt }) => recordedAt,
      wideOnly: true,
    },
  ];
}

/** Losses that were recorded: they settle what those who left are refunded, and are not rewritten. */
export function ClosingsTable() {
  const t = words.use();
  const language = useLanguage();
  const closings = api.useQuery('get', '/api/capital-closings');
  const columns = useMemo(() => closingColumns(), [language]);
  return (
    <>
      <Title order={2} size="h3" mt="lg">
        {t('closings.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('closings.lead')}
      </Text>
      <DataTable
        name="capital-closings"
        caption={t('closings.title')}
        exportName={t('closings.exportName')}
        columns={columns}
        rows={closings.data?.items}
        rowKey={({ closingOn }) => closingOn}
        error={closings.error}
        onRetry={() => void closings.refetch()}
        empty={
          <EmptyState icon={IconReceiptOff} title={t('closings.empty')}>
            {t('closings.emptyText')}
          </EmptyState>
        }
      />
    </>
  );
}
