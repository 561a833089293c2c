import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
import { AlertList } from './alert-list';
import { Interviews, Statuses } from './career-sections';
import classes from './person-page.module.css';
import { Register } from './register-section';
import { useRules } from './rule-names';
import { Section } from './section';
import { words } from './texts';
import { Timeline } from './timeline';

type Person = Schema<'OnePersonView'>;

export function PersonPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const person = api.useQuery('get', '/api/persons/{id}', { params: { path: { id } } }, { enabled: id > 0 });
  // The rules name categories and colleges and end the axis of days: without them all would be drawn twice.
  const { standing } = useRules();
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
  const skeleton = (
    <Page title={t('title')} above={above}>
      <LoadingRows rows={12} />
    </Page>
  );
  return (
    <Loaded query={person} skeleton={skeleton}>
      {(data) => (standing.isPending ? skeleton : <PersonOf person={data} above={above} />)}
    </Loaded>
  );
}

function Standing({ person }: { readonly person: Person }) {
  const t = words.use();
  const language = useLanguage();
  const { standing } = useRules();
  const [newest] = person.associates;
  if (!newest) return <StateBadge tone="neutral">{t('one.notAssociate')}</StateBadge>;
  const { number, exit, period } = newest;
  const isToCome = standing.data !== undefined && period.from > standing.data.on;
  return exit ? (
    <StateBadge tone="neutral">
      {t('one.wasAssociate', { number, day: writeDay(exit.effectiveOn, language) })}
    </StateBadge>
  ) : (
    <StateBadge tone={isToCome ? 'waiting' : 'done'}>
      {t(isToCome ? 'one.associateFrom' : 'one.associateSince', {
        number,
        day: writeDay(period.from, language),
      })}
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
