import { Anchor, Button, Group, Paper, Progress, Select, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeNumber } from '../../../i18n/format';
import { DataTable } from '../../../ui/data-table/data-table';
import type { DataColumn } from '../../../ui/data-table/columns';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { SectionLead } from './section-lead';
import { words } from './texts';

type Job = Schema<'WorkView'>;

const ROWS = 50;
const ROWS_EXPORTED_AT_ONCE = 500;
const LIVE_MS = 3000;
const STATES = ['running', 'ready', 'failed', 'stuck', 'done'] as const;
const TONES: Readonly<Record<Job['state'], Tone>> = {
  ready: 'waiting',
  running: 'running',
  failed: 'attention',
  done: 'done',
  stuck: 'failed',
};
/** By the kind that the API says; one that is not here is shown as the API names it. */
const KINDS = {
  'billing.deliver': 'deliver',
  'billing.issueRun': 'issueRun',
  'billing.nightly': 'nightly',
  'billing.render': 'render',
  'billing.verify': 'verify',
  'history.import': 'historyImport',
} as const;

/** The page of what a job is about; its key begins with the number of the record. */
function linkOf(kind: string, key: string): string | null {
  const [id] = key.split('/');
  if (kind === 'billing.render' || kind === 'billing.deliver') return `/gestion/factures/${id}`;
  return kind === 'billing.issueRun' ? `/gestion/campagnes/${id}` : null;
}

function useKindName(): (kind: string) => string {
  const t = words.use();
  return (kind) => (kind in KINDS ? t(`jobs.kinds.${KINDS[kind as keyof typeof KINDS]}`) : kind);
}

/** The work list, live. */
export function JobList() {
  const t = words.use();
  const place = useTablePlace();
  const [{ travail, etat }, setFilters] = useFilters({ travail: '', etat: '' });
  const nameOf = useKindName();
  const filter = { kind: travail || undefined, state: (etat || undefined) as Job['state'] | undefined };
  const before = place.after ? Number(place.after) : undefined;
  const query = api.useQuery(
    'get',
    '/api/jobs',
    { params: { query: { ...filter, before, limit: ROWS } } },
    { refetchInterval: LIVE_MS },
  );
  const retry = api.useMutation('post', '/api/jobs/{id}/retry');
  const columns = useJobColumns((job) => retry.mutate({ params: { path: { id: job.id } } }));
  const last = query.data?.jobs.at(-1);
  const next = last && query.data!.jobs.length === ROWS ? String(last.id) : null;
  const allRows = () =>
    everyPage<Job, number>(Number.MAX_SAFE_INTEGER, async (from) => {
      const { jobs } = answered(
        await http.GET('/api/jobs', {
          params: { query: { ...filter, before: from, limit: ROWS_EXPORTED_AT_ONCE } },
        }),
      );
      return { rows: jobs, next: jobs.length === ROWS_EXPORTED_AT_ONCE ? jobs.at(-1)!.id : null };
    });
  const kinds = [
    ...new Set([...(query.data?.counts ?? []).map(({ kind }) => kind), ...(travail ? [travail] : [])]),
  ];
  return (
    <Stack gap="sm">
      <SectionLead>{t('jobs.lead')}</SectionLead>
      <Counts counts={query.data?.counts} onChoose={(state) => setFilters({ etat: state })} />
      <ProblemNotice error={retry.error} />
      <DataTable
        name="jobs"
        caption={t('tabs.jobs')}
        columns={columns}
        rows={query.data?.jobs}
        rowKey={({ id }) => id}
        place={place}
        paging={{ kind: 'cursor', next }}
        allRows={allRows}
        error={query.error}
        onRetry={() => void query.refetch()}
        exportName={t('jobs.exportName')}
        toolbar={
          <>
            <Select
              aria-label={t('jobs.kind')}
              placeholder={t('jobs.anyKind')}
              data={kinds.map((kind) => ({ value: kind, label: nameOf(kind) }))}
              value={travail || null}
              onChange={(kind) => setFilters({ travail: kind ?? undefined })}
              clearable
              clearButtonProps={{ 'aria-label': t('jobs.anyKind') }}
              w={230}
            />
            <Select
              aria-label={t('jobs.state')}
              placeholder={t('jobs.anyState')}
              data={STATES.map((state) => ({ value: state, label: t(`jobs.states.${state}`) }))}
              value={etat || null}
              onChange={(state) => setFilters({ etat: state ?? undefined })}
              clearable
              clearButtonProps={{ 'aria-label': t('jobs.anyState') }}
              w={170}
            />
          </>
        }
        empty={<EmptyState title={t('jobs.none')}>{t('jobs.noneHint')}</EmptyState>}
      />
    </Stack>
  );
}

interface CountsProps {
  readonly counts: readonly Schema<'JobCountView'>[] | undefined;
  readonly onChoose: (state: Job['state']) => void;
}

/** How much there is of each state; a click keeps that one. */
function Counts({ counts, onChoose }: CountsProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Paper withBorder p="sm" mih={52} aria-label={t('jobs.counts')} component="section">
      <Group gap="md">
        {STATES.map((state) => {
          const count = (counts ?? [])
            .filter((each) => each.state === state)
            .reduce((sum, each) => sum + each.count, 0);
          return (
            <Button
              key={state}
              variant="subtle"
              color="gray"
              size="compact-sm"
              onClick={() => onChoose(state)}
            >
              <Group gap={6} wrap="nowrap">
                <StateBadge tone={TONES[state]}>{t(`jobs.states.${state}`)}</StateBadge>
                <Text size="sm" fw={600} c="var(--mantine-color-text)">
                  {counts ? writeNumber(count, language) : '–'}
                </Text>
              </Group>
            </Button>
          );
        })}
      </Group>
    </Paper>
  );
}

function useJobColumns(onRetry: (job: Job) => void): DataColumn<Job>[] {
  const t = words.use();
  const nameOf = useKindName();
  const mayRetry = useMay('administrator');
  return [
    {
      id: 'kind',
      header: t('jobs.kind'),
      kind: 'text',
      value: ({ kind }) => nameOf(kind),
      isRowHeader: true,
    },
    {
      id: 'key',
      header: t('jobs.about'),
      kind: 'text',
      value: ({ key }) => key,
      cell: ({ kind, key }) => {
        const link = linkOf(kind, key);
        return link ? (
          <Anchor component={Link} to={link} size="sm">
            {key}
          </Anchor>
        ) : (
          key
        );
      },
    },
    {
      id: 'state',
      minWidth: 150,
      header: t('jobs.state'),
      kind: 'text',
      value: ({ state }) => t(`jobs.states.${state}`),
      cell: ({ state, progress }) => (
        <Stack gap={4}>
          <span>
            <StateBadge tone={TONES[state]}>{t(`jobs.states.${state}`)}</StateBadge>
          </span>
          {state === 'running' && progress && progress.total > 0 && (
            <Progress
              value={(100 * progress.done) / progress.total}
              size="sm"
              aria-label={`${progress.done} / ${progress.total}`}
            />
          )}
        </Stack>
      ),
    },
    {
      id: 'attempts',
      header: t('jobs.attempts'),
      kind: 'number',
      value: ({ attempts }) => attempts,
      cell: ({ attempts, maxAttempts }) => t('jobs.of', { attempts, most: maxAttempts }),
      wideOnly: true,
    },
    {
      id: 'error',
      header: t('jobs.error'),
      kind: 'text',
      value: ({ lastError }) => lastError,
      cell: (job) =>
        job.lastError && (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Text size="sm" lineClamp={3} maw={420} title={job.lastError}>
              {job.lastError}
            </Text>
            {mayRetry && job.state === 'stuck' && (
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconRefresh size={14} />}
                onClick={() => onRetry(job)}
                aria-label={t('jobs.retryOf', { key: `${nameOf(job.kind)} ${job.key}` })}
              >
                {t('jobs.retry')}
              </Button>
            )}
          </Group>
        ),
      minWidth: 180,
    },
    {
      id: 'createdAt',
      header: t('jobs.created'),
      kind: 'instant',
      value: ({ createdAt }) => createdAt,
      wideOnly: true,
    },
    {
      id: 'finishedAt',
      header: t('jobs.finished'),
      kind: 'instant',
      value: ({ finishedAt }) => finishedAt,
      wideOnly: true,
    },
    {
      id: 'runAfter',
      header: t('jobs.next'),
      kind: 'instant',
      value: ({ runAfter }) => runAfter,
      hiddenAtFirst: true,
    },
  ];
}
