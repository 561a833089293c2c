import { Anchor, Box, Button, Group, Paper, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount, writeDay } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { sumOf } from '../../../i18n/amounts';
import { words } from './texts';

type Run = Schema<'RunView'>;
type Progressed = Schema<'RunProgressView'>;

/** Newest runs looked at; older ones that are open are told by the list of what needs somebody. */
const RUNS_LOOKED_AT = 50;
const LIVE_MS = 1500;

const TONES: Readonly<Record<Run['state'], Tone>> = {
  proposed: 'attention',
  approved: 'running',
  issuing: 'running',
  delivering: 'running',
  closed: 'done',
  abandoned: 'neutral',
};

/** Runs that are proposed or not closed, with how far they have come. */
export function OpenRuns() {
  const t = words.use();
  const query = api.useQuery(
    'get',
    '/api/billing-runs',
    { params: { query: { limit: RUNS_LOOKED_AT } } },
    { refetchInterval: 15_000 },
  );
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="open-runs" mih={210}>
      <Title order={2} id="open-runs" mb="xs">
        {t('runs.title')}
      </Title>
      <Loaded query={query} skeleton={<Skeleton height={140} radius="sm" animate={false} />}>
        {({ runs }) => (
          <RunList runs={runs.filter(({ state }) => state !== 'closed' && state !== 'abandoned')} />
        )}
      </Loaded>
    </Paper>
  );
}

function RunList({ runs }: { readonly runs: readonly Run[] }) {
  const t = words.use();
  if (runs.length === 0) {
    return (
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('runs.none')}</Text>
        <Text size="sm" c="dimmed">
          {t('runs.noneHint')}
        </Text>
        <Button component={Link} to="/gestion/campagnes/proposer" variant="light" size="xs">
          {t('runs.propose')}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      {runs.map((run) => (
        <OpenRun key={run.id} run={run} />
      ))}
    </Stack>
  );
}

function OpenRun({ run }: { readonly run: Run }) {
  const t = words.use();
  const language = useLanguage();
  const name = t('runs.name', { id: run.id, issuer: run.issuer.code });
  return (
    <Box>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Anchor component={Link} to={`/gestion/campagnes/${run.id}`} size="sm" fw={500}>
          {name}
        </Anchor>
        <StateBadge tone={TONES[run.state]}>{t(`runs.states.${run.state}`)}</StateBadge>
      </Group>
      <Text size="xs" c="dimmed">
        {writeDay(run.issueOn, language)}
      </Text>
      {run.state === 'proposed' ? <Proposed run={run} /> : <Advance run={run} />}
    </Box>
  );
}

function Proposed({ run }: { readonly run: Run }) {
  const t = words.use();
  const language = useLanguage();
  const documents = run.counts.reduce((sum, each) => sum + each.documents, 0);
  const net = sumOf(run.counts.map((each) => each.net));
  return (
    <Text size="sm">{t('runs.proposed', { count: documents, amount: writeAmount(net, language) })}</Text>
  );
}

/** Read again and again until nothing more happens without a person. */
function Advance({ run }: { readonly run: Run }) {
  const t = words.use();
  const query = api.useQuery(
    'get',
    '/api/billing-runs/{id}',
    { params: { path: { id: run.id } } },
    { refetchInterval: ({ state }) => (state.data?.progress.done ? false : LIVE_MS) },
  );
  const progress = query.data?.progress;
  if (!progress) return <Skeleton height={30} mt={4} radius="sm" animate={false} />;
  const waiting = waitingOf(progress);
  const arrived = progress.sent + progress.excused;
  const percent = (count: number) => (progress.documents === 0 ? 0 : (100 * count) / progress.documents);
  const told =
    progress.state === 'delivering'
      ? t('runs.sent', { sent: arrived, of: progress.documents })
      : t('runs.issued', { issued: progress.issued, of: progress.documents });
  return (
    <Stack gap={2} mt={4}>
      <Progress.Root size={10} role="img" aria-label={`${t('runs.progress', { id: run.id })} : ${told}`}>
        <Progress.Section value={percent(arrived)} color="tide.7" withAria={false} />
        <Progress.Section
          value={percent(progress.issued - arrived - waiting.deliveries)}
          color="blue.4"
          withAria={false}
        />
        <Progress.Section value={percent(waiting.all)} color="orange.6" withAria={false} />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm" aria-live="polite">
          {told}
        </Text>
        {waiting.all > 0 && (
          <Text size="sm" fw={500}>
            {t('runs.waiting', { count: waiting.all })}
          </Text>
        )}
        {progress.done && waiting.all === 0 && <Text size="sm">{t('runs.toClose')}</Text>}
      </Group>
    </Stack>
  );
}

function waitingOf(progress: Progressed): { readonly deliveries: number; readonly all: number } {
  const deliveries = progress.unknown + progress.refused + progress.byHand + progress.stuck;
  return { deliveries, all: deliveries + progress.setAside };
}
