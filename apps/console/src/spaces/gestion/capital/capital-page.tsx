import { Alert, Button, Paper, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBuildingBank,
  IconPlus,
  IconSwitchHorizontal,
  IconUpload,
} from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeBasisPoints } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { CapitalTabs } from './capital-tabs';
import { ConversionDialogue } from './conversion-dialogue';
import { SubscribeDialogue } from './subscribe-dialogue';
import { words } from './texts';
import { TransferDialogue } from './transfer-dialogue';

type Standing = Schema<'CapitalStandingView'>;
type Holder = Schema<'HolderView'>;

const CapitalChart = lazy(() => import('./capital-chart'));
const CHART_HEIGHT = 260;

export function CapitalPage() {
  const t = words.use();
  const capital = api.useQuery('get', '/api/capital');
  const room = <Skeleton height={CHART_HEIGHT} radius="sm" animate={false} />;
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Actions />}>
      <CapitalTabs current="overview" />
      <Loaded query={capital} skeleton={<Skeleton height={420} animate={false} />}>
        {({ standing, history }) => (
          <>
            <StandingTiles standing={standing} />
            <Paper withBorder p={{ base: 'sm', sm: 'md' }} my="md" component="section" mih={340}>
              <Title order={2} size="h3" mb="xs">
                {t('chart.title')}
              </Title>
              {history.length === 0 ? (
                <Text c="dimmed" size="sm">
                  {t('chart.empty')}
                </Text>
              ) : (
                <Suspense fallback={room}>
                  <CapitalChart history={history} today={standing.day} height={CHART_HEIGHT} />
                </Suspense>
              )}
            </Paper>
            <Holders subscribed={standing.subscribed} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

type Open = 'subscribe' | 'transfer' | 'convert';

function Actions() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  if (!mayWrite) return null;
  return (
    <>
      <Button
        component={Link}
        to="/gestion/capital/importer"
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
      >
        {t('actions.import')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconSwitchHorizontal size={16} aria-hidden />}
        onClick={() => setOpen('convert')}
      >
        {t('actions.convert')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconArrowsExchange size={16} aria-hidden />}
        onClick={() => setOpen('transfer')}
      >
        {t('actions.transfer')}
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('subscribe')}>
        {t('actions.subscribe')}
      </Button>
      {open === 'subscribe' && <SubscribeDialogue onClose={close} />}
      {open === 'transfer' && <TransferDialogue onClose={close} />}
      {open === 'convert' && <ConversionDialogue onClose={close} />}
    </>
  );
}

function StandingTiles({ standing }: { readonly standing: Standing }) {
  const t = words.use();
  const language = useLanguage();
  const { subscribed, called, paid, floor, minimum, highest, shares, holders } = standing;
  const write = (amount: string) => writeAmount(amount, language);
  const between = (from: string, to: string) => amountOf(centsOf(from) - centsOf(to));
  const room = floor === null ? null : between(subscribed, floor);
  const isBelow = room !== null && centsOf(room) < 0n;
  return (
    <section aria-label={t('standing.label')}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        <Tile name={t('standing.subscribed')} amount={subscribed}>
          {`${t('standing.holders', { count: holders })}, ${t('standing.shares', { count: shares })}`}
        </Tile>
        <Tile name={t('standing.called')} amount={called}>
          {t('standing.toCall', { amount: write(between(subscribed, called)) })}
        </Tile>
        <Tile name={t('standing.paid')} amount={paid}>
          {t('standing.toPay', { amount: write(between(subscribed, paid)) })}
        </Tile>
        <Tile name={t('standing.floor')} amount={floor}>
          {floor === null
            ? t('standing.noRules')
            : t('standing.floorHelp', { highest: write(highest), minimum: write(minimum ?? '0') })}
        </Tile>
        <Tile name={t('standing.room')} amount={room} />
      </SimpleGrid>
      {isBelow && (
        <Alert color="yellow" variant="light" mt="sm" role="status">
          {t('standing.below')}
        </Alert>
      )}
    </section>
  );
}

interface TileProps {
  readonly name: string;
  readonly amount: string | null;
  readonly children?: ReactNode;
}

function Tile({ name, amount, children }: TileProps) {
  const t = words.use();
  return (
    <Paper withBorder p="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz="xl" fw={600}>
        {amount === null ? t('standing.noFloor') : <Amount of={amount} />}
      </Text>
      {children && (
        <Text size="xs" c="dimmed">
          {children}
        </Text>
      )}
    </Paper>
  );
}

const rowLink = ({ personId }: Holder) => `/gestion/societaires/personnes/${personId}`;

const classesOf = ({ holdings }: Holder) =>
  holdings.map(({ quantity, classCode }) => `${quantity} ${classCode}`).join(', ');

function columnsOf(subscribed: string): DataColumn<Holder>[] {
  const t = words.now;
  const all = centsOf(subscribed);
  const basisPoints = ({ subscribed: own }: Holder) => Number((centsOf(own) * 10_000n) / all);
  const part = (row: Holder) => (all === 0n ? null : basisPoints(row) / 100);
  const said = (row: Holder) => (all === 0n ? null : writeBasisPoints(basisPoints(row)));
  return [
    {
      id: 'name',
      header: t('person'),
      kind: 'text',
      value: ({ personName }) => personName,
      isRowHeader: true,
      minWidth: 180,
    },
    {
      id: 'code',
      header: t('classes.code'),
      kind: 'text',
      value: ({ personCode }) => personCode,
      wideOnly: true,
    },
    { id: 'shares', header: t('holders.classes'), kind: 'text', value: classesOf },
    { id: 'subscribed', header: t('holders.subscribed'), kind: 'amount', value: (row) => row.subscribed },
    { id: 'paid', header: t('holders.paid'), kind: 'amount', value: ({ paid }) => paid, wideOnly: true },
    { id: 'share', header: t('holders.share'), kind: 'number', value: part, cell: said },
  ];
}

function Holders({ subscribed }: { readonly subscribed: string }) {
  const t = words.use();
  const language = useLanguage();
  const holders = api.useQuery('get', '/api/capital/holders');
  const columns = useMemo(() => columnsOf(subscribed), [subscribed, language]);
  return (
    <>
      <Title order={2} size="h3" mb="xs">
        {t('holders.title')}
      </Title>
      <DataTable
        name="share-holders"
        caption={t('holders.title')}
        exportName={t('holders.exportName')}
        columns={columns}
        rows={holders.data?.items}
        rowKey={({ personId }) => personId}
        rowLink={rowLink}
        error={holders.error}
        onRetry={() => void holders.refetch()}
        empty={
          <EmptyState icon={IconBuildingBank} title={t('holders.empty')}>
            {t('holders.emptyText')}
          </EmptyState>
        }
      />
    </>
  );
}
