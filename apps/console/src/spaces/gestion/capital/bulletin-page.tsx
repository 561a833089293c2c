import { Anchor, Button, Card, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconFileTypePdf, IconMail, IconPlus, IconSignature } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeDay } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { tell } from '../../../ui/tell';
import { DayText } from '../../../ui/when';
import {
  CancellationDialogue,
  PaymentDialogue,
  ReconciliationDialogue,
  SignatureCorrectionDialogue,
  SignatureDialogue,
  UndoingDialogue,
} from './bulletin-dialogues';
import { BULLETIN_TONES } from './bulletins-page';
import { words } from './texts';

type Bulletin = Schema<'OneSubscriptionView'>;
type Payment = Schema<'SharePaymentView'>;

export function BulletinPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const bulletin = api.useQuery(
    'get',
    '/api/share-subscriptions/{id}',
    { params: { path: { id } } },
    {
      enabled: id > 0,
      // While it is being sent, what became of it is worth looking at again.
      refetchInterval: ({ state: { data } }) =>
        data?.sending === 'awaiting' || data?.sending === 'sending' ? 3_000 : false,
    },
  );
  const above = [
    { to: '/gestion/capital', label: t('title') },
    { to: '/gestion/capital/bulletins', label: t('bulletins.title') },
  ];
  return (
    <Loaded
      query={bulletin}
      skeleton={
        <Page title={t('bulletins.code')} above={above}>
          <LoadingRows rows={10} />
        </Page>
      }
    >
      {(data) => (
        <Page
          title={data.code}
          above={above}
          lead={
            <Group gap="xs" mt={4}>
              <StateBadge tone={BULLETIN_TONES[data.state]}>{t(`bulletins.states.${data.state}`)}</StateBadge>
              <Text span size="sm" c="dimmed">
                {data.personName} · <DayText of={data.subscribedOn} />
              </Text>
            </Group>
          }
        >
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Facts bulletin={data} />
            <Document bulletin={data} />
            <Payments bulletin={data} />
            <Movements bulletin={data} />
          </SimpleGrid>
        </Page>
      )}
    </Loaded>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function Facts({ bulletin }: { readonly bulletin: Bulletin }) {
  const t = words.use();
  const language = useLanguage();
  const { personId, personName, quantity, classCode, nominal, amount, required, called, paid, releaseDueOn } =
    bulletin;
  const left = amountOf(centsOf(amount) - centsOf(paid));
  const shares = { count: quantity, class: classCode, nominal: writeAmount(nominal, language) };
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      t('bulletin.subscriber'),
      <Anchor key="person" component={Link} to={`/gestion/societaires/personnes/${personId}`} size="sm">
        {personName}
      </Anchor>,
    ],
    [t('holders.classes'), t('bulletin.quantity', shares)],
    [t('bulletin.amount'), <Amount key="amount" of={amount} />],
    [t('bulletin.required'), <Amount key="required" of={required} />],
    [t('bulletin.called'), <Amount key="called" of={called} />],
    [t('bulletin.paid'), <Amount key="paid" of={paid} />],
    [t('bulletin.left'), <Amount key="left" of={left} />],
    [t('bulletin.release'), <DayText key="release" of={releaseDueOn} />],
  ];
  return (
    <Section title={t('bulletin.facts')}>
      <Table fz="sm" verticalSpacing={4} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400} c="dimmed">
                {name}
              </Table.Th>
              <Table.Td ta="right">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Document({ bulletin }: { readonly bulletin: Bulletin }) {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const [open, setOpen] = useState<'sign' | 'unsign' | 'cancel' | null>(null);
  const { id, state, signedOn, signedBy, sending, sentTo } = bulletin;
  const send = api.useMutation('post', '/api/share-subscriptions/{id}/sending', {
    onSuccess: () => tell(t('bulletin.sendAsked')),
  });
  const isOnItsWay = sending === 'awaiting' || sending === 'sending';
  return (
    <Section title={t('bulletin.document')}>
      <Stack gap="sm" align="flex-start">
        <Anchor href={`/api/share-subscriptions/${id}/bulletin`} target="_blank" size="sm">
          <Group gap={6} component="span" display="inline-flex">
            <IconFileTypePdf size={18} aria-hidden />
            {t('bulletin.pdf')}
          </Group>
        </Anchor>
        {sending && (
          <Text size="sm">
            {t('bulletin.sentTo', { state: t(`bulletins.sendings.${sending}`), address: sentTo ?? '' })}
          </Text>
        )}
        <Text size="sm" fw={600}>
          {signedOn
            ? t('bulletin.signedBy', { name: signedBy ?? '', day: writeDay(signedOn, language) })
            : t('bulletins.notSigned')}
        </Text>
        <ProblemNotice error={send.error} />
        {mayWrite && state !== 'cancelled' && (
          <Group gap="xs" data-print="hide">
            {!signedOn && (
              <>
                <Button
                  variant="default"
                  leftSection={<IconMail size={16} aria-hidden />}
                  loading={send.isPending}
                  disabled={isOnItsWay}
                  onClick={() => send.mutate({ params: { path: { id } }, body: {} })}
                >
                  {t(sending ? 'bulletin.sendAgain' : 'bulletin.send')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconSignature size={16} aria-hidden />}
                  onClick={() => setOpen('sign')}
                >
                  {t('bulletin.recordSignature')}
                </Button>
              </>
            )}
            {signedOn && (
              <Button variant="subtle" onClick={() => setOpen('unsign')}>
                {t('bulletin.unsign')}
              </Button>
            )}
            {state === 'awaiting' && (
              <Button variant="subtle" color="red" onClick={() => setOpen('cancel')}>
                {t('bulletin.cancel')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {open === 'sign' && <SignatureDialogue bulletin={bulletin} onClose={() => setOpen(null)} />}
      {open === 'unsign' && <SignatureCorrectionDialogue bulletin={bulletin} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancellationDialogue bulletin={bulletin} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function Payments({ bulletin }: { readonly bulletin: Bulletin }) {
  const t = words.use();
  const language = useLanguage();
  const mayPay = useMay('administrator', 'accountant');
  const [isPaying, setPaying] = useState(false);
  const [changing, setChanging] = useState<Payment | null>(null);
  const { payments, calls, state } = bulletin;
  return (
    <Section title={t('bulletin.payments')}>
      {payments.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('bulletin.noPayments')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={420}>
          <Table fz="sm" verticalSpacing={4}>
            <caption className="visually-hidden">{t('bulletin.payments')}</caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('bulletin.reference')}</Table.Th>
                <Table.Th scope="col">{t('bulletin.paidOn')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('amount')}
                </Table.Th>
                <Table.Th scope="col">{t('bulletins.state')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {payments.map((payment) => (
                <Table.Tr key={payment.id}>
                  <Table.Th scope="row" fw={400}>
                    {payment.reference}
                    {payment.generation > 1 && (
                      <Text size="xs" c="dimmed">
                        {t('bulletin.times', { count: payment.generation })}
                      </Text>
                    )}
                  </Table.Th>
                  <Table.Td>
                    <DayText of={payment.paidOn} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Amount of={payment.amount} />
                  </Table.Td>
                  <Table.Td>
                    <StateBadge tone={payment.reconciled ? 'done' : 'neutral'}>
                      {payment.reconciled
                        ? t('bulletin.reconciled')
                        : payment.undoneBecause === 'mistake'
                          ? t('bulletin.mistake')
                          : t('bulletin.returned', {
                              day: writeDay(payment.undoneOn ?? payment.paidOn, language),
                            })}
                    </StateBadge>
                    {mayPay && (
                      <Anchor
                        component="button"
                        type="button"
                        size="xs"
                        display="block"
                        data-print="hide"
                        onClick={() => setChanging(payment)}
                      >
                        {t(payment.reconciled ? 'bulletin.undo' : 'bulletin.again')}
                      </Anchor>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {calls.length > 0 && (
        <>
          <Title order={3} size="h5" mt="sm">
            {t('bulletin.calls')}
          </Title>
          {calls.map(({ id, calledOn, dueOn, amount, reason }) => (
            <Text size="sm" key={id}>
              <DayText of={calledOn} /> · <Amount of={amount} /> ·{' '}
              {t('bulletin.callDue', { day: writeDay(dueOn, language) })} · {reason}
            </Text>
          ))}
        </>
      )}
      {mayPay && (state === 'awaiting' || state === 'partly') && (
        <Button
          mt="sm"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setPaying(true)}
          data-print="hide"
        >
          {t('bulletin.pay')}
        </Button>
      )}
      {isPaying && <PaymentDialogue bulletin={bulletin} onClose={() => setPaying(false)} />}
      {changing &&
        (changing.reconciled ? (
          <UndoingDialogue bulletin={bulletin} payment={changing} onClose={() => setChanging(null)} />
        ) : (
          <ReconciliationDialogue bulletin={bulletin} payment={changing} onClose={() => setChanging(null)} />
        ))}
    </Section>
  );
}

/** What followed from it: the movements of its cause. */
function Movements({ bulletin }: { readonly bulletin: Bulletin }) {
  const t = words.use();
  const movements = api.useQuery('get', '/api/share-movements', {
    params: { query: { search: bulletin.code, kind: 'subscription', size: 100 } },
  });
  return (
    <Section title={t('bulletin.movements')}>
      <Loaded query={movements} skeleton={<LoadingRows rows={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('bulletin.noMovements')}
            </Text>
          ) : (
            <Stack gap={4}>
              {items.map(({ number, day, reversal, to }) => (
                <Text size="sm" key={number}>
                  {`${t('movements.number')} ${number} · `}
                  <DayText of={day} />
                  {` · ${reversal ? '−' : '+'}${to?.quantity ?? 0} ${to?.classCode ?? ''}`}
                </Text>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  );
}
