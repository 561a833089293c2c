import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api, http } from '../../../../api/api';
import { problemOf } from '../../../../api/problem';
import { useMay } from '../../../../app/session/who';
import type { DataColumn } from '../../../../ui/data-table/columns';
import { DataTable } from '../../../../ui/data-table/data-table';
import { EmptyState } from '../../../../ui/empty-state';
import { Page } from '../../../../ui/page';
import { StateBadge } from '../../../../ui/state-badge';
import { useFilters } from '../../../../ui/use-filters';
import { type DeliveryNeed, type DeliveryToSettle, NEED_TONES } from '../states';
import { words } from '../texts';
import { useMany } from './act-on-many';
import { BounceUpload } from './bounce-upload';
import { NeedFilter } from './need-filter';
import { ResendDialog } from './resend-dialog';
import { SettleDialog } from './settle-dialog';

/** The one act that each need leads to. */
type Act = 'settle' | 'resend' | 'retry' | 'handed';

function actOf({ need, channel, job }: DeliveryToSettle): Act {
  if (job && (need === 'stuckRendering' || need === 'stuckSending')) return 'retry';
  if (channel !== 'email') return 'handed';
  return need === 'unknown' ? 'settle' : 'resend';
}

const ROLES_OF_ACT = {
  settle: 'accountant',
  handed: 'accountant',
  resend: 'administrator',
  retry: 'administrator',
} as const;

function useMayAct(): (act: Act) => boolean {
  const mayDecide = useMay('administrator');
  const maySettle = useMay('administrator', 'accountant');
  return (act) => (ROLES_OF_ACT[act] === 'administrator' ? mayDecide : maySettle);
}

interface Doing {
  readonly act: Act;
  readonly deliveries: readonly DeliveryToSettle[];
}

/** Deliveries that do not go on without somebody, each with its one act. */
export function DeliveriesPage() {
  const t = words.use();
  const mayAct = useMayAct();
  const [{ besoin }, setFilters] = useFilters({ besoin: '' });
  const [doing, setDoing] = useState<Doing | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = api.useQuery('get', '/api/deliveries');
  const retry = useRetry();
  const need = besoin in NEED_TONES ? (besoin as DeliveryNeed) : null;
  const rows = query.data?.filter((delivery) => need === null || delivery.need === need);
  const start = (act: Act, deliveries: readonly DeliveryToSettle[]) => {
    if (act === 'retry') void retry(deliveries);
    else setDoing({ act, deliveries });
  };
  const picked = (rows ?? []).filter(({ invoice }) => chosen.has(String(invoice.id)));
  return (
    <Page
      title={t('settleList.title')}
      lead={t('settleList.lead')}
      above={[{ to: '/gestion/factures', label: t('title') }]}
      actions={mayAct('settle') && <BounceUpload />}
    >
      <Stack gap="sm">
        <NeedFilter
          deliveries={query.data ?? []}
          need={need}
          onChange={(value) => {
            setFilters({ besoin: value });
            setChosen(new Set());
          }}
        />
        {need && (
          <Alert variant="light" color="gray">
            {t(`settleList.teach.${need}`)}
          </Alert>
        )}
        <DataTable
          name="deliveries-to-settle"
          caption={t('settleList.title')}
          exportName={t('settleList.exportName')}
          columns={useColumns(mayAct, start)}
          rows={rows}
          rowKey={({ invoice }) => invoice.id}
          rowLink={({ invoice }) => `/gestion/factures/${invoice.id}`}
          error={query.error}
          onRetry={() => void query.refetch()}
          selection={mayAct('settle') ? { chosen, onChange: setChosen } : undefined}
          toolbar={<OnMany picked={picked} mayAct={mayAct} onStart={start} />}
          empty={
            <EmptyState icon={IconMailCheck} title={t('settleList.emptyTitle')}>
              {need ? t('settleList.emptyOne') : t('settleList.empty')}
            </EmptyState>
          }
        />
      </Stack>
      {doing && (
        <Dialog
          doing={doing}
          onClose={() => {
            setDoing(null);
            setChosen(new Set());
          }}
        />
      )}
    </Page>
  );
}

function Dialog({ doing, onClose }: { readonly doing: Doing; readonly onClose: () => void }) {
  const { act, deliveries } = doing;
  const [first] = deliveries;
  if (act === 'resend' && first) {
    return <ResendDialog document={first.invoice} delivery={first} onClose={onClose} />;
  }
  return (
    <SettleDialog
      documents={deliveries.map(({ invoice }) => invoice)}
      arrived={act === 'handed' ? true : undefined}
      onClose={onClose}
    />
  );
}

/** Work that has no attempts left is put back on the list, one job after the other. */
function useRetry(): (deliveries: readonly DeliveryToSettle[]) => Promise<void> {
  const t = words.use();
  const many = useMany();
  return async (deliveries) => {
    const jobs = deliveries.flatMap(({ job, invoice }) =>
      job ? [{ id: job.id, number: invoice.number }] : [],
    );
    const done = await many.run(jobs, async ({ id, number }) => {
      try {
        answered(await http.POST('/api/jobs/{id}/retry', { params: { path: { id } } }));
      } catch (error) {
        const why = problemOf(error).detail;
        notifications.show({ color: 'red', message: t('settleList.failedMany', { number, why }) });
        throw error;
      }
    });
    if (done > 0) notifications.show({ message: t('settleList.retried', { count: done }) });
  };
}

interface OnManyProps {
  readonly picked: readonly DeliveryToSettle[];
  readonly mayAct: (act: Act) => boolean;
  readonly onStart: (act: Act, deliveries: readonly DeliveryToSettle[]) => void;
}

/** What can be done with several at once: noting what was handed over, and trying again. */
function OnMany({ picked, mayAct, onStart }: OnManyProps) {
  const t = words.use();
  if (picked.length === 0) return null;
  const toHand = picked.filter((delivery) => actOf(delivery) === 'handed');
  const toRetry = picked.filter((delivery) => actOf(delivery) === 'retry');
  return (
    <Group gap="xs">
      <Text size="sm">{t('settleList.many', { count: picked.length })}</Text>
      {toHand.length === picked.length && mayAct('handed') && (
        <Button
          size="sm"
          leftSection={<IconMailCheck size={16} aria-hidden />}
          onClick={() => onStart('handed', toHand)}
        >
          {t('settleList.handMany')}
        </Button>
      )}
      {toRetry.length === picked.length && mayAct('retry') && (
        <Button
          size="sm"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => onStart('retry', toRetry)}
        >
          {t('settleList.retryMany')}
        </Button>
      )}
    </Group>
  );
}

function useColumns(
  mayAct: (act: Act) => boolean,
  onStart: OnManyProps['onStart'],
): readonly DataColumn<DeliveryToSettle>[] {
  const t = words.use();
  return [
    {
      id: 'number',
      header: t('number'),
      kind: 'text',
      value: ({ invoice }) => invoice.number,
      cell: ({ invoice }) => <span className="nowrap">{invoice.number}</span>,
      isRowHeader: true,
    },
    {
      id: 'need',
      header: t('settleList.need'),
      kind: 'text',
      wideOnly: true,
      value: ({ need }) => t(`settleList.needs.${need}`),
      cell: ({ need }) => <StateBadge tone={NEED_TONES[need]}>{t(`settleList.needs.${need}`)}</StateBadge>,
    },
    {
      id: 'act',
      header: t('settleList.action'),
      kind: 'text',
      value: (delivery) => t(`settleList.acts.${actOf(delivery)}`),
      cell: (delivery) => {
        const act = actOf(delivery);
        if (!mayAct(act)) return null;
        const name = t(`settleList.acts.${act}`);
        return (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => onStart(act, [delivery])}
            aria-label={t('settleList.actOn', { act: name, number: delivery.invoice.number })}
          >
            {name}
          </Button>
        );
      },
    },
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      cell: ({ client }) => (
        <Anchor component={Link} to={`/gestion/clients/${client.id}`} inherit>
          {client.name}
        </Anchor>
      ),
      minWidth: 150,
    },
    { id: 'gross', header: t('gross'), kind: 'amount', value: ({ gross }) => gross, wideOnly: true },
    {
      id: 'address',
      header: t('settleList.address'),
      kind: 'text',
      value: ({ channel, address }) => (channel === 'email' && address ? address : t(`channels.${channel}`)),
      wideOnly: true,
    },
    { id: 'deadline', header: t('settleList.deadline'), kind: 'day', value: ({ deadlineOn }) => deadlineOn },
    {
      id: 'detail',
      header: t('settleList.detail'),
      kind: 'text',
      value: ({ detail, job }) => job?.error ?? detail,
      cell: ({ detail, job }) => (
        <Text size="sm" maw={360} style={{ overflowWrap: 'anywhere' }}>
          {job?.error ?? detail}
        </Text>
      ),
      wideOnly: true,
    },
  ];
}
