import {
  Accordion,
  Alert,
  Button,
  Group,
  List,
  Paper,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage, writeInstant, writeNumber } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { SectionLead } from './section-lead';
import classes from './settings.module.css';
import { words } from './texts';

type Verification = Schema<'VerificationView'>;
type Check = Schema<'CheckView'>;

const TONES: Readonly<Record<Check['state'], Tone>> = {
  holds: 'done',
  broken: 'failed',
  notApplicable: 'neutral',
};

/** Preuves: every invariant in words, as the last night found it and as it is now. */
export function Proofs() {
  const t = words.use();
  const language = useLanguage();
  const proofs = api.useQuery('get', '/api/proofs', {});
  // Only when asked: it recomputes everything.
  const now = api.useQuery('get', '/api/verification', {}, { enabled: false, staleTime: Infinity });
  const verify = (
    <Button
      leftSection={<IconShieldCheck size={16} />}
      loading={now.isFetching}
      onClick={() => void now.refetch()}
      title={t('proofs.verifyHint')}
    >
      {t('proofs.verify')}
    </Button>
  );
  return (
    <Stack gap="md">
      <SectionLead actions={verify}>{`${t('proofs.lead')} ${t('proofs.verifyHint')}`}</SectionLead>
      <span role="status" className="visually-hidden">
        {now.isFetching ? t('proofs.verifying') : now.data ? t('proofs.now') : ''}
      </span>
      <ProblemNotice error={now.error} />
      {now.data && <Verified title={t('proofs.now')} found={now.data} />}
      <Loaded query={proofs} skeleton={<Skeleton height={420} radius="md" animate={false} />}>
        {({ nightly, lastBackupAt }) => (
          <>
            <Paper withBorder p="md" component="section" aria-labelledby="backup">
              <Title order={2} id="backup" mb={4}>
                {t('proofs.backup')}
              </Title>
              <Text size="sm">
                {lastBackupAt
                  ? t('proofs.backupAt', { when: writeInstant(lastBackupAt, language) })
                  : t('proofs.noBackup')}
              </Text>
            </Paper>
            {nightly ? (
              <Verified title={t('proofs.nightly')} found={nightly} />
            ) : (
              <Paper withBorder p="md">
                <Title order={2} mb={4}>
                  {t('proofs.nightly')}
                </Title>
                <Text size="sm">{t('proofs.noNight')}</Text>
              </Paper>
            )}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Verified({ title, found }: { readonly title: string; readonly found: Verification }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Group gap="sm">
          <Title order={2}>{title}</Title>
          {found.checks.every(({ checked }) => checked === 0) ? (
            <StateBadge tone="neutral">{t('proofs.nothingYet')}</StateBadge>
          ) : (
            <StateBadge tone={found.holds ? 'done' : 'failed'}>
              {t(found.holds ? 'proofs.holds' : 'proofs.broken')}
            </StateBadge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {writeInstant(found.at, language)}
        </Text>
      </Group>
      {!found.holds && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} mb="sm">
          {t('proofs.brokenHint')}
        </Alert>
      )}
      <Accordion variant="default" chevronPosition="left" order={3}>
        {found.checks.map((check) => (
          <CheckInWords key={check.invariant} check={check} />
        ))}
      </Accordion>
      {found.series.length > 0 && <Seals series={found.series} />}
    </Paper>
  );
}

function CheckInWords({ check }: { readonly check: Check }) {
  const t = words.use();
  const language = useLanguage();
  const { state, offences, toDo } = check;
  // What was found to hold over nothing proves nothing.
  const shown = state === 'holds' && check.checked === 0 ? 'notApplicable' : state;
  const counted: ReactNode =
    state === 'notApplicable'
      ? t('proofs.notApplicableHint')
      : [
          check.checked === 0
            ? t('proofs.nothingYet')
            : t('proofs.checked', { count: check.checked, shown: writeNumber(check.checked, language) }),
          offences.total > 0 ? t('proofs.offences', { count: offences.total }) : null,
          toDo.total > 0 ? t('proofs.toDo', { count: toDo.total }) : null,
        ]
          .filter((part) => part !== null)
          .join(' · ');
  return (
    <Accordion.Item value={check.invariant}>
      <Accordion.Control>
        <Group gap="sm" wrap="nowrap" justify="space-between">
          <div>
            <Text size="sm" fw={500}>
              {say(check.name, language)}
            </Text>
            <Text size="xs" c="dimmed">
              {counted}
            </Text>
          </div>
          <StateBadge tone={TONES[shown]}>{t(`proofs.states.${shown}`)}</StateBadge>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        {offences.total + toDo.total === 0 && <Text size="sm">{counted}</Text>}
        <FindingsInWords findings={offences} heading={t('proofs.offences', { count: offences.total })} />
        <FindingsInWords findings={toDo} heading={t('proofs.toDo', { count: toDo.total })} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

interface FindingsInWordsProps {
  readonly findings: Check['offences'];
  readonly heading: string;
}

function FindingsInWords({ findings, heading }: FindingsInWordsProps) {
  const t = words.use();
  const language = useLanguage();
  if (findings.total === 0) return null;
  const untold = findings.total - findings.told.length;
  return (
    <Stack gap={4} mb="sm">
      <Text size="sm" fw={600}>
        {heading}
      </Text>
      <List size="sm" spacing={2}>
        {findings.told.map(({ sentence }) => (
          <List.Item key={sentence.fr}>{say(sentence, language)}</List.Item>
        ))}
        {untold > 0 && <List.Item>{t('proofs.more', { count: untold })}</List.Item>}
      </List>
    </Stack>
  );
}

/** The last seal of each series: what to copy out of this system. */
function Seals({ series }: { readonly series: Verification['series'] }) {
  const t = words.use();
  return (
    <Stack gap="xs" mt="md">
      <Title order={3} size="h4">
        {t('proofs.chain')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('proofs.chainHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        {series.map(({ prefix, lastNumber, lastHash, intact }) => (
          <div key={prefix}>
            <Group gap="xs">
              <Text size="sm" fw={500}>
                {lastNumber ?? prefix}
              </Text>
              <StateBadge tone={intact ? 'done' : 'failed'}>
                {t(intact ? 'series.intact' : 'series.broken')}
              </StateBadge>
            </Group>
            <div className={classes.hash}>{lastHash}</div>
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
