import { Button, Text } from '@mantine/core';
import { IconPercentage, IconReportMoney } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { sumOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeMonth } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { words } from './texts';

type Row = Schema<'StatementRowView'>;

/** The closed statements of one's own activities, newest month first. */
export function StatementsPage() {
  const t = words.use();
  const language = useLanguage();
  const statements = api.useQuery('get', '/api/my/contribution-statements');
  const rows = statements.data;
  const columns = useColumns(new Set(rows?.map(({ activity }) => activity.id)).size > 1);
  const toAccount = (
    <Button
      component={Link}
      to="/activite/compte"
      variant="default"
      leftSection={<IconReportMoney size={16} aria-hidden />}
    >
      {t('account')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={rows?.length === 0 ? null : toAccount}>
      {rows?.length === 0 ? (
        <EmptyState icon={IconPercentage} title={t('none')} action={toAccount}>
          {t('noneDetail')}
        </EmptyState>
      ) : (
        <DataTable
          name="my-contribution-statements"
          caption={t('title')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id!}
          rowLink={({ id }) => `/activite/contributions/${id}`}
          error={statements.error}
          onRetry={() => void statements.refetch()}
          exportName={t('exportName')}
          empty={null}
          totals={
            rows &&
            t('totals', {
              count: rows.length,
              amount: writeAmount(sumOf(rows.map(({ amount }) => amount)), language),
            })
          }
        />
      )}
    </Page>
  );
}

/** @param several whether more than one activity is one's own: then each row says which it is */
function useColumns(several: boolean): DataColumn<Row>[] {
  const t = words.use();
  const language = useLanguage();
  return useMemo(
    () => [
      {
        id: 'month',
        header: t('month'),
        kind: 'text',
        isRowHeader: true,
        value: ({ month }) => writeMonth(month, language),
        // Two issuers can keep something of one month: on a telephone the number tells them apart.
        cell: ({ month, number }) => (
          <>
            <span className="nowrap">{writeMonth(month, language)}</span>
            <Text size="xs" c="dimmed" fw={400} className="nowrap" hiddenFrom="sm">
              {number}
            </Text>
          </>
        ),
      },
      ...(several
        ? [
            {
              id: 'activity',
              header: t('activity'),
              kind: 'text' as const,
              value: ({ activity }: Row) => activity.name,
            },
          ]
        : []),
      { id: 'issuer', header: t('issuer'), kind: 'text', wideOnly: true, value: ({ issuer }) => issuer.name },
      {
        id: 'nature',
        header: t('nature'),
        kind: 'text',
        wideOnly: true,
        value: ({ nature }) => t(`natures.${nature}`),
      },
      { id: 'basis', header: t('basis'), kind: 'amount', value: ({ basis }) => basis },
      { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
      { id: 'number', header: t('number'), kind: 'text', wideOnly: true, value: ({ number }) => number },
    ],
    [language, several],
  );
}
