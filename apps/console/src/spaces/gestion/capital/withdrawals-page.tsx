import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconDoorExit, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeAmount, writeDay } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { tell, tellProblem } from '../../../ui/tell';
import { CapitalTabs } from './capital-tabs';
import { ClosingsTable } from './closings-table';
import { words } from './texts';
import {
  AbandonmentDialogue,
  ClosingDialogue,
  DecisionDialogue,
  RefundDialogue,
  RequestDialogue,
} from './withdrawal-dialogues';

type Row = Schema<'WithdrawalView'>;

const TONES: Readonly<Record<Row['state'], Tone>> = {
  requested: 'attention',
  waiting: 'held',
  done: 'running',
  refunded: 'done',
  refused: 'neutral',
  abandoned: 'neutral',
};

interface Open {
  readonly act: 'decide' | 'abandon' | 'refund';
  readonly row: Row;
}

const rowLink = ({ personId }: Row) => `/gestion/societaires/personnes/${personId}`;

function refundOf({ refund }: Row): string {
  if (!refund) return '';
  const t = words.now;
  const amount = writeAmount(refund.amount);
  if (refund.paidOn) return t('withdrawals.paid', { amount, day: writeDay(refund.paidOn) });
  return t(refund.provisional ? 'withdrawals.provisional' : 'withdrawals.due', {
    amount,
    day: writeDay(refund.dueOn),
  });
}

function columnsOf(open: (what: Open) => void, mayWrite: boolean, mayPay: boolean): DataColumn<Row>[] {
  const t = words.now;
  return [
    {
      id: 'person',
      header: t('person'),
      kind: 'text',
      value: ({ personName }) => personName,
      isRowHeader: true,
      minWidth: 150,
    },
    { id: 'place', header: t('withdrawals.place'), kind: 'number', value: ({ place }) => place },
    {
      id: 'requestedOn',
      header: t('withdrawals.requestedOn'),
      kind: 'day',
      value: ({ requestedOn }) => requestedOn,
    },
    {
      id: 'shares',
      header: t('holders.classes'),
      kind: 'text',
      value: ({ quantity, classCode }) => `${quantity} ${classCode}`,
    },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
    {
      id: 'state',
      header: t('withdrawals.state'),
      kind: 'text',
      value: ({ state }) => t(`withdrawals.states.${state}`),
      cell: (row) => <StateOf row={row} open={open} mayWrite={mayWrite} mayPay={mayPay} />,
    },
    {
      id: 'why',
      header: t('withdrawals.why'),
      kind: 'text',
      value: ({ why }) => why && say(why),
      cell: ({ why }) => (
        <Text size="sm" maw={360} style={{ whiteSpace: 'normal' }}>
          {why ? say(why) : ''}
        </Text>
      ),
      minWidth: 260,
    },
    {
      id: 'refund',
      header: t('withdrawals.refund'),
      kind: 'text',
      value: refundOf,
      cell: (row) => (
        <Text size="sm" maw={260} style={{ whiteSpace: 'normal' }}>
          {refundOf(row)}
        </Text>
      ),
      wideOnly: true,
    },
    { id: 'reason', header: t('reason'), kind: 'text', value: ({ reason }) => reason, hiddenAtFirst: true },
  ];
}

interface StateOfProps {
  readonly row: Row;
  readonly open: (what: Open) => void;
  readonly mayWrite: boolean;
  readonly mayPay: boolean;
}

/** The state, and what can be done about it. */
function StateOf({ row, open, mayWrite, mayPay }: StateOfProps) {
  const t = words.use();
  const { state } = row;
  const acts = [
    ...(mayWrite && state === 'requested' ? (['decide', 'abandon'] as const) : []),
    ...(mayWrite && state === 'waiting' ? (['abandon'] as const) : []),
    ...(mayPay && state === 'done' && row.refund && !row.refund.provisional ? (['refund'] as const) : []),
  ];
  const names = {
    decide: t('withdrawals.decide'),
    abandon: t('withdrawals.abandon'),
    refund: t('withdrawals.pay'),
  };
  return (
    <>
      <StateBadge tone={TONES[state]}>{t(`withdrawals.states.${state}`)}</StateBadge>
      {acts.length > 0 && (
        <Group gap={8} data-print="hide">
          {acts.map((act) => (
            <Anchor key={act} component="button" type="button" size="xs" onClick={() => open({ act, row })}>
              {names[act]}
            </Anchor>
          ))}
        </Group>
      )}
    </>
  );
}

export function WithdrawalsPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const mayPay = useMay('administrator', 'accountant');
  const [open, setOpen] = useState<Open | null>(null);
  const withdrawals = api.useQuery('get', '/api/share-withdrawals');
  const columns = useMemo(() => columnsOf(setOpen, mayWrite, mayPay), [language, mayWrite, mayPay]);
  const close = () => setOpen(null);
  return (
    <Page title={t('withdrawals.title')} lead={t('withdrawals.lead')} actions={mayWrite && <Actions />}>
      <CapitalTabs current="withdrawals" />
      <DataTable
        name="share-withdrawals"
        caption={t('withdrawals.title')}
        exportName={t('withdrawals.exportName')}
        columns={columns}
        rows={withdrawals.data?.items}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        error={withdrawals.error}
        onRetry={() => void withdrawals.refetch()}
        empty={
          <EmptyState icon={IconDoorExit} title={t('withdrawals.empty')}>
            {t('withdrawals.emptyText')}
          </EmptyState>
        }
      />
      {/* Below, so only once its place is known. */}
      {!withdrawals.isPending && <ClosingsTable />}
      {open?.act === 'decide' && <DecisionDialogue withdrawal={open.row} onClose={close} />}
      {open?.act === 'abandon' && <AbandonmentDialogue withdrawal={open.row} onClose={close} />}
      {open?.act === 'refund' && <RefundDialogue withdrawal={open.row} onClose={close} />}
    </Page>
  );
}

function Actions() {
  const t = words.use();
  const [open, setOpen] = useState<'request' | 'close' | null>(null);
  const serve = api.useMutation('post', '/api/share-withdrawals/service', {
    onSuccess: ({ served }) => tell(t('withdrawals.served', { count: served })),
    onError: tellProblem,
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen('close')}>
        {t('withdrawals.close')}
      </Button>
      <Button variant="default" loading={serve.isPending} onClick={() => serve.mutate({})}>
        {t('withdrawals.serve')}
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('request')}>
        {t('actions.request')}
      </Button>
      {open === 'request' && <RequestDialogue onClose={() => setOpen(null)} />}
      {open === 'close' && <ClosingDialogue onClose={() => setOpen(null)} />}
    </>
  );
}
