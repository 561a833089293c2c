import { Alert, Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconBuildingBank } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../../../api/api';
import { NotFoundPage } from '../../../app/failed-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeDay, writeInstant } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { tell } from '../../../ui/tell';
import { DayText } from '../../../ui/when';
import { type Payment, STATE_TONES, stateOf } from './means';
import { OpenDocuments } from './open-documents';
import { words } from './texts';
import { UndoDialogue } from './undo-dialogue';
import { type Chosen, isBeyond, restOf, smallerOf, typedAmount } from './wish';

/** One payment: where it goes, what is left of it, and its undo. */
export function PaymentPage() {
  const t = words.use();
  const { id = '' } = useParams();
  const isNumber = /^[1-9]\d{0,14}$/.test(id);
  const mayWrite = useMay('administrator', 'accountant');
  const [undone, setUndone] = useState<Payment['allocations'][number] | 'whole' | null>(null);
  const query = api.useQuery(
    'get',
    '/api/payments/{id}',
    { params: { path: { id: Number(id) } } },
    { enabled: isNumber },
  );
  if (!isNumber) return <NotFoundPage />;
  const payment = query.data;
  const inForce = payment !== undefined && payment.reversal === null;
  return (
    <Page
      title={payment?.code ?? t('title')}
      lead={payment ? <Lead payment={payment} /> : '\u00a0'}
      above={[{ to: '/gestion/encaissements', label: t('title') }]}
      actions={
        mayWrite &&
        inForce && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            onClick={() => setUndone('whole')}
          >
            {t('one.undo')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(found) => (
          <Stack gap="lg">
            {found.arrivedWith.id !== found.issuer.id && (
              <Alert color="yellow" icon={<IconBuildingBank aria-hidden />}>
                {t('one.owed', { with: found.arrivedWith.name, issuer: found.issuer.name })}
              </Alert>
            )}
            <Facts payment={found} />
            <Allocations payment={found} onUndo={mayWrite && inForce ? setUndone : undefined} />
            {mayWrite && inForce && found.unallocated !== '0.00' && <Allocate payment={found} />}
          </Stack>
        )}
      </Loaded>
      {payment && undone && (
        <UndoDialogue
          payment={payment}
          allocation={undone === 'whole' ? undefined : undone}
          onClose={() => setUndone(null)}
        />
      )}
    </Page>
  );
}

function Lead({ payment }: { readonly payment: Payment }) {
  const t = words.use();
  const language = useLanguage();
  const state = stateOf(payment);
  return (
    <Group gap="xs">
      <span>
        {t('one.lead', { day: writeDay(payment.receivedOn, language) })}{' '}
        <Anchor component={Link} underline="always" to={`/gestion/clients/${payment.client.id}`} inherit>
          {payment.client.name}
        </Anchor>
      </span>
      <StateBadge tone={STATE_TONES[state]}>{t(`states.${state}`)}</StateBadge>
    </Group>
  );
}

function Facts({ payment }: { readonly payment: Payment }) {
  const t = words.use();
  const language = useLanguage();
  const { reversal } = payment;
  const said: [string, string][] = [
    [t('means'), t(`meansOf.${payment.means}`)],
    [t('reference'), payment.reference],
    [t('issuer'), payment.issuer.name],
    [t('note'), payment.note ?? ''],
  ];
  return (
    <Paper withBorder p="md" radius="md">
      <Group gap="xl" align="flex-start">
        <Figure name={t('amount')} of={payment.amount} strong />
        <Figure name={t('allocated')} of={payment.allocated} />
        <Figure name={t('one.rest')} of={payment.unallocated} />
        {said
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <Stack key={name} gap={0}>
              <Text size="sm" c="dimmed">
                {name}
              </Text>
              <Text>{value}</Text>
            </Stack>
          ))}
      </Group>
      <Text size="xs" c="dimmed" mt="sm">
        {t('one.by', { by: payment.recordedBy, at: writeInstant(payment.recordedAt, language) })}
      </Text>
      {reversal && (
        <Text size="sm" mt="xs">
          {t('one.undone', {
            day: writeDay(reversal.on, language),
            by: reversal.by,
            reason: reversal.reason,
          })}
        </Text>
      )}
    </Paper>
  );
}

function Figure({
  name,
  of,
  strong = false,
}: {
  readonly name: string;
  readonly of: string;
  readonly strong?: boolean;
}) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fw={strong ? 700 : 500} fz={strong ? 'lg' : 'md'}>
        <Amount of={of} />
      </Text>
    </Stack>
  );
}

interface AllocationsProps {
  readonly payment: Payment;
  readonly onUndo?: ((allocation: Payment['allocations'][number]) => void) | undefined;
}

function Allocations({ payment, onUndo }: AllocationsProps) {
  const t = words.use();
  return (
    <Paper withBorder p="md" radius="md">
      <Title order={2} size="h4" mb="xs">
        {t('one.allocations')}
      </Title>
      {payment.allocations.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('one.none')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={340}>
          <Table verticalSpacing={6}>
            <caption className="visually-hidden">{t('one.allocations')}</caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('form.number')}</Table.Th>
                <Table.Th ta="right">{t('amount')}</Table.Th>
                <Table.Th>{t('one.collectedOn')}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {payment.allocations.map((allocation) => (
                <AllocationRows key={allocation.id} {...{ allocation, onUndo }} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

/** What was taken back says why in a row of its own, over the whole width: beside the amounts it would not be read. */
function AllocationRows({
  allocation,
  onUndo,
}: Pick<AllocationsProps, 'onUndo'> & { readonly allocation: Payment['allocations'][number] }) {
  const t = words.use();
  const language = useLanguage();
  const { invoice, amount, collectedOn, undone } = allocation;
  const last = undone ? { style: { borderBottom: 0 } } : {};
  return (
    <>
      <Table.Tr {...last}>
        <Table.Td>
          <Anchor size="sm" component={Link} to={`/gestion/factures/${invoice.id}`} className="nowrap">
            {invoice.number}
          </Anchor>
        </Table.Td>
        <Table.Td ta="right" td={undone ? 'line-through' : undefined}>
          <Amount of={amount} />
        </Table.Td>
        <Table.Td>
          <DayText of={collectedOn} />
        </Table.Td>
        <Table.Td>
          {!undone && onUndo && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onUndo(allocation)}
              aria-label={t('one.undoPartOf', { number: invoice.number })}
            >
              {t('one.undoPart')}
            </Button>
          )}
        </Table.Td>
      </Table.Tr>
      {undone && (
        <Table.Tr>
          <Table.Td colSpan={4} pt={0}>
            <Text size="sm" c="dimmed">
              {t('one.undone', { day: writeDay(undone.on, language), by: undone.by, reason: undone.reason })}
            </Text>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** What is left of the payment goes to what its client still owes. */
function Allocate({ payment }: { readonly payment: Payment }) {
  const t = words.use();
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const candidates = api.useQuery('get', '/api/payments/open-documents', {
    params: { query: { client: payment.client.id, issuer: payment.issuer.id } },
  });
  const allocate = api.useMutation('post', '/api/payments/{id}/allocations', {
    onSuccess: () => {
      tell(t('one.allocated'));
      setChosen([]);
    },
  });
  const rest = restOf(payment.unallocated, chosen);
  const can = chosen.length > 0 && rest !== null && !isBeyond(payment.unallocated, rest);
  const allocations = chosen.map(({ document, part }) => ({
    invoice: document.id,
    amount: typedAmount(part) ?? '',
  }));
  return (
    <Paper withBorder p="md" radius="md">
      <Title order={2} size="h4" mb="xs">
        {t('one.candidates')}
      </Title>
      <Loaded query={candidates}>
        {(documents) =>
          documents.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('one.noCandidates')}
            </Text>
          ) : (
            <OpenDocuments
              documents={documents}
              chosen={chosen}
              onChange={setChosen}
              propose={({ balance }) => (rest === null ? balance : smallerOf(balance, rest))}
              joins={() => rest !== 0n}
            />
          )
        }
      </Loaded>
      <ProblemNotice error={allocate.error} />
      <Group justify="flex-end">
        <Button
          disabled={!can}
          loading={allocate.isPending}
          onClick={() => allocate.mutate({ params: { path: { id: payment.id } }, body: { allocations } })}
        >
          {t('one.allocate')}
        </Button>
      </Group>
    </Paper>
  );
}
