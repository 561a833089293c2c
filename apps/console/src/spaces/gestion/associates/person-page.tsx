import { Anchor, Button, Card, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeDay } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { tell } from '../../../ui/tell';
import { DayText, PeriodText } from '../../../ui/when';
import { AdmissionDialogue } from './admission-dialogue';
import { AlertList } from './alert-list';
import {
  EndStatusDialogue,
  InterviewDialogue,
  SignatureDialogue,
  StatusDialogue,
  WithdrawStatusDialogue,
} from './career-dialogues';
import classes from './person-page.module.css';
import { ExitDialogue, PlacementDialogue } from './register-dialogues';
import { useRules } from './rule-names';
import { words } from './texts';
import { Timeline } from './timeline';

type Person = Schema<'OnePersonView'>;
type Associate = Schema<'AssociateView'>;

export function PersonPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const person = api.useQuery('get', '/api/persons/{id}', { params: { path: { id } } }, { enabled: id > 0 });
  const above = [
    { to: '/gestion/societaires', label: t('title') },
    { to: '/gestion/societaires/personnes', label: t('tabs.people') },
  ];
  if (!(id > 0)) {
    return (
      <Page title={t('name')} above={above}>
        {t('one.notFound')}
      </Page>
    );
  }
  return (
    <Loaded
      query={person}
      skeleton={
        <Page title={t('title')} above={above}>
          <LoadingRows rows={12} />
        </Page>
      }
    >
      {(data) => <PersonOf person={data} above={above} />}
    </Loaded>
  );
}

function Standing({ person }: { readonly person: Person }) {
  const t = words.use();
  const language = useLanguage();
  const [newest] = person.associates;
  if (!newest) return <StateBadge tone="neutral">{t('one.notAssociate')}</StateBadge>;
  const { number, exit, period } = newest;
  return exit ? (
    <StateBadge tone="neutral">
      {t('one.wasAssociate', { number, day: writeDay(exit.effectiveOn, language) })}
    </StateBadge>
  ) : (
    <StateBadge tone="done">
      {t('one.associateSince', { number, day: writeDay(period.from, language) })}
    </StateBadge>
  );
}

function PersonOf({
  person,
  above,
}: {
  readonly person: Person;
  readonly above: readonly { readonly to: string; readonly label: string }[];
}) {
  const t = words.use();
  const mayWrite = useMay('administrator');
  return (
    <Page
      title={person.fullName}
      above={above}
      lead={
        <Group gap="xs" mt={4}>
          <Text span size="sm" ff="monospace">
            {person.code}
          </Text>
          <Standing person={person} />
        </Group>
      }
      actions={mayWrite && <Acts person={person} />}
    >
      <Stack gap="lg">
        {person.alerts.length > 0 && (
          <section>
            <Title order={2} mb="xs">
              {t('one.alerts')}
            </Title>
            <AlertList alerts={person.alerts} withLinks={false} />
          </section>
        )}
        <Timeline person={person} />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Register person={person} mayWrite={mayWrite} />
          <Stack gap="lg">
            {person.kind === 'natural' && <Statuses person={person} mayWrite={mayWrite} />}
            {person.kind === 'natural' && <Interviews person={person} mayWrite={mayWrite} />}
            <Details person={person} />
          </Stack>
        </SimpleGrid>
      </Stack>
    </Page>
  );
}

function Acts({ person }: { readonly person: Person }) {
  const t = words.use();
  const navigate = useNavigate();
  const erase = api.useMutation('delete', '/api/persons/{id}', {
    onSuccess: () => {
      tell(t('one.erased'));
      void navigate('/gestion/societaires/personnes');
    },
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t('one.eraseTitle', { name: person.fullName }),
      children: <Text size="sm">{t('one.eraseText')}</Text>,
      labels: { confirm: t('one.erase'), cancel: t('dialogue.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => erase.mutate({ params: { path: { id: person.id } } }),
    });
  return (
    <>
      <Button
        component={Link}
        variant="default"
        to={`/gestion/societaires/personnes/${person.id}/modifier`}
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        {t('one.edit')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={erase.isPending}
        onClick={ask}
      >
        {t('one.erase')}
      </Button>
      <ProblemNotice error={erase.error} />
    </>
  );
}

function Section({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        {actions && (
          <Group gap="xs" data-print="hide">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Card>
  );
}

function Register({ person, mayWrite }: { readonly person: Person; readonly mayWrite: boolean }) {
  const t = words.use();
  const [admitting, setAdmitting] = useState(false);
  const isAssociate = person.associates[0]?.exit === null;
  return (
    <Section
      title={t('one.register')}
      actions={
        mayWrite &&
        !isAssociate && (
          <Button size="xs" variant="default" onClick={() => setAdmitting(true)}>
            {t('one.admit')}
          </Button>
        )
      }
    >
      {person.associates.length === 0 && <Text c="dimmed">{t('one.noRegister')}</Text>}
      <Stack gap="lg">
        {person.associates.map((associate) => (
          <Entry key={associate.id} associate={associate} name={person.fullName} mayWrite={mayWrite} />
        ))}
      </Stack>
      {admitting && <AdmissionDialogue person={person} onClose={() => setAdmitting(false)} />}
    </Section>
  );
}

function Entry({
  associate,
  name,
  mayWrite,
}: {
  readonly associate: Associate;
  readonly name: string;
  readonly mayWrite: boolean;
}) {
  const t = words.use();
  const language = useLanguage();
  const [asking, setAsking] = useState<'leave' | 'change' | null>(null);
  const { categoryName, collegeName } = useRules();
  const { number, decidedOn, decidedBy, reference, period, exit, categories, colleges } = associate;
  const decided = (on: string, by: Associate['decidedBy'] | null) =>
    by === null
      ? t('one.decidedAlone', { day: writeDay(on, language) })
      : t('one.decided', { day: writeDay(on, language), body: t(`bodies.${by}`) });
  const facts: [string, string][] = [
    [t('numberLong'), String(number)],
    [t('one.admission'), [decided(decidedOn, decidedBy), reference].filter(Boolean).join(' · ')],
    ['', t('one.effective', { day: writeDay(period.from, language) })],
    ...(exit
      ? ([
          [
            t('one.exit'),
            [t(`exits.${exit.reason}`), decided(exit.decidedOn, exit.decidedBy), exit.reference]
              .filter(Boolean)
              .join(' · '),
          ],
          ['', t('one.effective', { day: writeDay(exit.effectiveOn, language) })],
        ] as [string, string][])
      : []),
  ];
  return (
    <div>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label + value}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Placements
        title={t('one.categories')}
        column={t('category')}
        placements={categories}
        nameOf={categoryName}
      />
      {colleges.length > 0 && (
        <Placements
          title={t('one.collegesOf')}
          column={t('college')}
          placements={colleges}
          nameOf={collegeName}
        />
      )}
      {mayWrite && !exit && (
        <Group gap="xs" mt="sm" data-print="hide">
          <Button size="xs" variant="default" onClick={() => setAsking('change')}>
            {t('one.change')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking('leave')}>
            {t('one.leave')}
          </Button>
        </Group>
      )}
      <Group gap="md" mt="xs" data-print="hide">
        <Anchor
          component={Link}
          to={`/gestion/capital/mouvements?recherche=${encodeURIComponent(name)}`}
          size="sm"
        >
          {t('one.shares')}
        </Anchor>
        {!exit && (
          <Anchor href={`/api/persons/${associate.person}/share-certificate`} target="_blank" size="sm">
            {t('one.certificate')}
          </Anchor>
        )}
      </Group>
      {asking === 'change' && (
        <PlacementDialogue associate={associate} name={name} onClose={() => setAsking(null)} />
      )}
      {asking === 'leave' && (
        <ExitDialogue associate={associate} name={name} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

function Placements({
  title,
  column,
  placements,
  nameOf,
}: {
  readonly title: string;
  readonly column: string;
  readonly placements: Associate['categories'];
  readonly nameOf: (code: string) => string;
}) {
  return (
    <Table verticalSpacing={4} mt="xs">
      <caption className="visually-hidden">{title}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{column}</Table.Th>
          <Table.Th scope="col" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {placements.map(({ code, period, reason }) => (
          <Table.Tr key={period.from}>
            <Table.Th scope="row" fw={500}>
              {nameOf(code)}
            </Table.Th>
            <Table.Td>
              <PeriodText of={period} />
              {reason && (
                <Text size="xs" c="dimmed">
                  {reason}
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Statuses({ person, mayWrite }: { readonly person: Person; readonly mayWrite: boolean }) {
  const t = words.use();
  const language = useLanguage();
  const [asking, setAsking] = useState<
    | { readonly for: 'new' }
    | { readonly for: 'end' | 'withdraw'; readonly status: Schema<'WorkerStatusView'> }
    | null
  >(null);
  const close = () => setAsking(null);
  return (
    <Section
      title={t('one.statuses')}
      actions={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setAsking({ for: 'new' })}>
            {t('one.newStatus')}
          </Button>
        )
      }
    >
      {person.statuses.length === 0 && <Text c="dimmed">{t('one.noStatus')}</Text>}
      <ul className={classes.list}>
        {person.statuses.map((status) => (
          <li key={status.id}>
            <div>
              <Text size="sm" fw={500} td={status.withdrawnReason ? 'line-through' : undefined}>
                {t(`workStatuses.${status.status}`)}
              </Text>
              <Text size="sm" c="dimmed" component="div">
                <PeriodText of={status.period} />
                {status.trialEndsOn &&
                  ` · ${t('one.trial', { day: writeDay(status.trialEndsOn, language) })}`}
                {status.withdrawnReason && ` · ${t('one.withdrawn', { reason: status.withdrawnReason })}`}
              </Text>
            </div>
            {mayWrite && !status.withdrawnReason && (
              <Group gap={4} data-print="hide">
                {status.period.to === null && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => setAsking({ for: 'end', status })}
                  >
                    {t('one.endStatus')}
                  </Button>
                )}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => setAsking({ for: 'withdraw', status })}
                >
                  {t('one.withdrawStatus')}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
      {asking?.for === 'new' && <StatusDialogue person={person} onClose={close} />}
      {asking?.for === 'end' && <EndStatusDialogue status={asking.status} onClose={close} />}
      {asking?.for === 'withdraw' && <WithdrawStatusDialogue status={asking.status} onClose={close} />}
    </Section>
  );
}

function Interviews({ person, mayWrite }: { readonly person: Person; readonly mayWrite: boolean }) {
  const t = words.use();
  const language = useLanguage();
  const [recording, setRecording] = useState(false);
  const [signing, setSigning] = useState<Schema<'InterviewView'> | null>(null);
  return (
    <Section
      title={t('one.interviews')}
      actions={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setRecording(true)}>
            {t('one.newInterview')}
          </Button>
        )
      }
    >
      {person.interviews.length === 0 && <Text c="dimmed">{t('one.noInterview')}</Text>}
      <ul className={classes.list}>
        {person.interviews.map((interview) => (
          <li key={interview.id}>
            <div>
              <Text size="sm" fw={500} component="div">
                <DayText of={interview.heldOn} /> {t('one.with', { who: interview.heldBy })}
              </Text>
              {interview.note && (
                <Text size="sm" c="dimmed">
                  {interview.note}
                </Text>
              )}
            </div>
            <Group gap="xs">
              {interview.signedOn ? (
                <StateBadge tone="done">
                  {t('one.signed', { day: writeDay(interview.signedOn, language) })}
                </StateBadge>
              ) : (
                <StateBadge tone="waiting">{t('one.unsigned')}</StateBadge>
              )}
              {mayWrite && !interview.signedOn && (
                <Button size="compact-xs" variant="subtle" onClick={() => setSigning(interview)}>
                  {t('one.sign')}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {recording && <InterviewDialogue person={person} onClose={() => setRecording(false)} />}
      {signing && <SignatureDialogue interview={signing} onClose={() => setSigning(null)} />}
    </Section>
  );
}

function Details({ person }: { readonly person: Person }) {
  const t = words.use();
  const language = useLanguage();
  const { address } = person;
  const facts: [string, ReactNode][] = [
    [t('one.birthDate'), person.birthDate && writeDay(person.birthDate, language)],
    [t('people.siren'), person.siren],
    [t('one.legalForm'), person.legalForm],
    [t('one.representative'), person.representative],
    [t('one.email'), person.email],
    [t('one.phone'), person.phone],
    [t('one.address'), address && [...address.lines, `${address.postCode} ${address.city}`].join(', ')],
    [t('one.account'), person.accountId !== null && t('one.hasAccount')],
  ];
  return (
    <Section title={t('one.details')}>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}
