import { Anchor, Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writePeriod } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { useFilters } from '../../../ui/use-filters';
import { HistoryTabs } from './history-tabs';
import { Dialogue } from '../../../ui/dialogue';
import { tell } from '../../../ui/tell';
import { words } from './texts';

type Awaiting = Schema<'AwaitingCreditView'>;

const PAGE_SIZE = 50;

interface ColumnsOf {
  readonly settled: boolean;
  readonly onSettle: ((awaiting: Awaiting) => void) | null;
}

function useColumns({ settled, onSettle }: ColumnsOf): readonly DataColumn<Awaiting>[] {
  const t = words.use();
  const language = useLanguage();
  return [
    {
      id: 'number',
      header: t('awaiting.number'),
      kind: 'text',
      value: ({ number }) => number,
      cell: ({ number }) => <span className="nowrap">{number}</span>,
      isRowHeader: true,
    },
    { id: 'client', header: t('client'), kind: 'text', value: ({ client }) => client.name },
    { id: 'service', header: t('service'), kind: 'text', value: ({ line }) => line.service, wideOnly: true },
    {
      id: 'days',
      header: t('days'),
      kind: 'text',
      value: ({ period }) => writePeriod(period, language),
      wideOnly: true,
    },
    {
      id: 'conflict',
      header: t('awaiting.conflict'),
      kind: 'text',
      value: ({ conflictsWith }) => conflictsWith.number,
      cell: ({ conflictsWith }) => (
        <Anchor component={Link} size="sm" to={`/gestion/factures/${conflictsWith.id}`}>
          {conflictsWith.number}
        </Anchor>
      ),
    },
    {
      id: 'issuedOn',
      header: t('detail.issuedOn'),
      kind: 'day',
      value: ({ issuedOn }) => issuedOn,
      wideOnly: true,
    },
    { id: 'issuer', header: t('issuer'), kind: 'text', value: ({ issuer }) => issuer, hiddenAtFirst: true },
    ...(settled
      ? ([
          {
            id: 'settlement',
            header: t('awaiting.settlement'),
            kind: 'text',
            value: ({ settlement, settledBy }) => `${settlement ?? ''} (${settledBy ?? ''})`,
          },
          {
            id: 'settledAt',
            header: t('decision'),
            kind: 'instant',
            value: ({ settledAt }) => settledAt,
            wideOnly: true,
          },
        ] satisfies DataColumn<Awaiting>[])
      : ([
          { id: 'net', header: t('awaiting.toCredit'), kind: 'amount', value: ({ net }) => net },
          ...(onSettle
            ? ([
                {
                  id: 'actions',
                  header: t('awaiting.actions'),
                  kind: 'text',
                  value: () => null,
                  cell: (awaiting) => <Actions awaiting={awaiting} onSettle={onSettle} />,
                },
              ] satisfies DataColumn<Awaiting>[])
            : []),
        ] satisfies DataColumn<Awaiting>[])),
  ];
}

function Actions({
  awaiting,
  onSettle,
}: {
  readonly awaiting: Awaiting;
  readonly onSettle: (awaiting: Awaiting) => void;
}) {
  const t = words.use();
  return (
    <Group gap={4} wrap="nowrap" data-print="hide">
      <Button
        component={Link}
        to={`/gestion/factures/${awaiting.id}`}
        size="compact-xs"
        variant="light"
        aria-label={`${t('awaiting.credit')} ${awaiting.number}`}
      >
        {t('awaiting.credit')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('awaiting.settleOf', { number: awaiting.number })}
        onClick={() => onSettle(awaiting)}
      >
        {t('awaiting.settle')}
      </Button>
    </Group>
  );
}

/** Documents outside coverage, until each is credited or said to be settled. */
export function AwaitingPage() {
  const t = words.use();
  const may = useMay('administrator');
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({ reglees: '' });
  const [settling, settle] = useState<Awaiting | null>(null);
  const settled = filters.reglees === 'oui';
  const query = { settled, page: place.page, size: PAGE_SIZE };
  const awaiting = api.useQuery('get', '/api/awaiting-credits', { params: { query } });
  return (
    <Page
      title={t('awaiting.title')}
      lead={t('awaiting.lead')}
      above={[{ to: '/gestion/reprise', label: t('title') }]}
    >
      <HistoryTabs current="awaiting" />
      <DataTable
        name={settled ? 'settled-credits' : 'awaiting-credits'}
        caption={t('awaiting.title')}
        exportName={t('awaiting.exportName')}
        columns={useColumns({ settled, onSettle: may ? settle : null })}
        rows={awaiting.data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/factures/${id}`}
        error={awaiting.error}
        onRetry={() => void awaiting.refetch()}
        place={place}
        paging={{ kind: 'pages', total: awaiting.data?.total ?? 0, size: PAGE_SIZE }}
        allRows={() =>
          everyPage<Awaiting, number>(1, async (page) => {
            const { items, total } = answered(
              await http.GET('/api/awaiting-credits', { params: { query: { settled, page, size: 500 } } }),
            );
            return { rows: items, next: page * 500 < total ? page + 1 : null };
          })
        }
        toolbar={
          <SegmentedControl
            aria-label={t('awaiting.which')}
            value={settled ? 'oui' : 'non'}
            onChange={(reglees) => setFilters({ reglees: reglees === 'oui' ? 'oui' : '' })}
            data={[
              { value: 'non', label: t('awaiting.waiting') },
              { value: 'oui', label: t('awaiting.settled') },
            ]}
          />
        }
        empty={
          <EmptyState icon={IconFileInvoice} title={t('awaiting.empty')}>
            {settled ? t('awaiting.teachSettled') : t('awaiting.teach')}
          </EmptyState>
        }
      />
      {settling && <SettleDialog awaiting={settling} onClose={() => settle(null)} />}
    </Page>
  );
}

function SettleDialog({ awaiting, onClose }: { readonly awaiting: Awaiting; readonly onClose: () => void }) {
  const t = words.use();
  const [statement, setStatement] = useState('');
  const [short, setShort] = useState(false);
  const settlement = api.useMutation('post', '/api/awaiting-credits/{id}/settlement', {
    onSuccess: () => {
      tell(t('awaiting.kept', { number: awaiting.number }));
      onClose();
    },
  });
  const keep = () => {
    const said = statement.trim();
    setShort(said.length < 5);
    if (said.length >= 5)
      settlement.mutate({ params: { path: { id: awaiting.id } }, body: { statement: said } });
  };
  return (
    <Dialogue onClose={onClose} title={t('awaiting.settleOf', { number: awaiting.number })}>
      <Stack>
        <Text size="sm">{awaiting.client.name}</Text>
        <Textarea
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          label={t('awaiting.statement')}
          description={t('awaiting.statementHint')}
          value={statement}
          error={short && t('dialog.statementShort')}
          onChange={({ currentTarget }) => setStatement(currentTarget.value)}
        />
        <ProblemNotice error={settlement.error} />
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button loading={settlement.isPending} onClick={keep}>
            {t('awaiting.keep')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
