import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconMoodCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeDay } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { useOneByOne } from './one-by-one';
import { ReleaseDialogue } from './release-dialogue';
import type { Releasing } from './releasing';
import { POINT_TONES } from './states';
import { tell, tellProblem } from '../../../ui/tell';
import { words } from './texts';

type Run = Schema<'RunDetailsView'>;
type Point = Schema<'OpenPointView'>;

/** While work goes on, points come and go. */
const READ_EVERY_MS = 5_000;

export function useOpenPoints(run: Run) {
  return api.useQuery(
    'get',
    '/api/billing-runs/{id}/open-points',
    { params: { path: { id: run.id } } },
    { refetchInterval: run.progress.done ? false : READ_EVERY_MS },
  );
}

interface OpenPointsProps {
  readonly run: Run;
  readonly releasing: Releasing;
}

/** What of a run waits for a person, each with its reason and the act that helps. */
export function OpenPoints({ run, releasing }: OpenPointsProps) {
  const t = words.use();
  const points = useOpenPoints(run);
  const columns = useColumns(run, releasing);
  const rows = points.data?.points;
  const total = points.data?.total ?? 0;
  const stuck = (rows ?? []).flatMap(({ job }) => job ?? []);
  return (
    <DataTable
      name="run-open-points"
      caption={t('points.caption', { id: run.id })}
      exportName={t('points.exportName', { id: run.id })}
      columns={columns}
      rows={rows}
      rowKey={({ kind, position, invoice }) => `${kind}${position}${invoice?.id}`}
      error={points.error}
      onRetry={() => void points.refetch()}
      toolbar={stuck.length > 0 && <RetryAll jobs={stuck} />}
      totals={rows && rows.length < total ? t('points.more', { shown: rows.length, total }) : undefined}
      empty={
        <EmptyState icon={IconMoodCheck} title={t('points.emptyTitle')}>
          {run.state === 'proposed' ? t('points.emptyProposed') : t('points.empty')}
        </EmptyState>
      }
    />
  );
}

function useColumns(run: Run, releasing: Releasing): readonly DataColumn<Point>[] {
  const t = words.use();
  const language = useLanguage();
  const why = ({ kind, sentences, detail, deadlineOn }: Point): string[] => [
    ...sentences.map((each) => say(each, language)),
    ...(sentences.length === 0 && isSaid(kind) ? [t(`points.says.${kind}`)] : []),
    ...(detail ? [detail] : []),
    ...(deadlineOn ? [t('points.deadline', { day: writeDay(deadlineOn, language) })] : []),
  ];
  return [
    {
      id: 'what',
      header: t('points.what'),
      kind: 'text',
      value: ({ kind }) => t(`points.kinds.${kind}`),
      cell: ({ kind }) => <StateBadge tone={POINT_TONES[kind]}>{t(`points.kinds.${kind}`)}</StateBadge>,
    },
    {
      id: 'client',
      header: t('points.client'),
      kind: 'text',
      value: ({ client }) => client?.name,
      isRowHeader: true,
    },
    {
      id: 'why',
      header: t('points.why'),
      kind: 'text',
      value: (point) => why(point).join(' '),
      cell: (point) => (
        <Stack gap={2}>
          {why(point).map((sentence) => (
            <Text key={sentence} size="sm">
              {sentence}
            </Text>
          ))}
        </Stack>
      ),
      minWidth: 260,
    },
    {
      id: 'act',
      header: t('points.act'),
      kind: 'text',
      value: ({ acts: [act] }) => act && actNames(t)[act],
      cell: (point) => <PointAct run={run} point={point} releasing={releasing} />,
    },
    {
      id: 'invoice',
      header: t('points.invoice'),
      kind: 'text',
      value: ({ invoice }) => invoice?.number,
      cell: ({ invoice }) =>
        invoice && (
          <Anchor component={Link} to={`/gestion/factures/${invoice.id}`} size="sm" className="nowrap">
            {invoice.number}
          </Anchor>
        ),
      wideOnly: true,
    },
    { id: 'net', header: t('points.net'), kind: 'amount', value: ({ net }) => net },
  ];
}

type Said = 'stuckIssuing' | 'stuckRendering' | 'stuckSending' | 'refused' | 'unknown' | 'byHand';

/** Documents that were set aside or held bring their own sentences. */
function isSaid(kind: Point['kind']): kind is Said {
  return kind !== 'failed' && kind !== 'review' && kind !== 'held';
}

function actNames(t: ReturnType<typeof words.use>): Readonly<Record<Point['acts'][number], string>> {
  return {
    attempt: t('points.attempt'),
    propose: t('points.propose'),
    release: t('points.release'),
    retry: t('points.retry'),
    resend: t('points.settle'),
    settle: t('points.settle'),
    excuse: t('points.settle'),
  };
}

function PointAct({ run, point, releasing }: OpenPointsProps & { readonly point: Point }) {
  const t = words.use();
  const isAdministrator = useMay('administrator');
  const mayPropose = useMay('administrator', 'accountant');
  const { acts, invoice, position, job } = point;
  const names = actNames(t);
  return (
    <Group gap="xs" wrap="nowrap">
      {isAdministrator && acts.includes('attempt') && position !== null && (
        <AttemptButton runId={run.id} position={position} />
      )}
      {isAdministrator && acts.includes('retry') && job !== null && <RetryButton job={job} />}
      {isAdministrator && acts.includes('release') && position !== null && (
        <ReleaseButton position={position} releasing={releasing} />
      )}
      {mayPropose && acts[0] === 'propose' && (
        <Button
          component={Link}
          to={`/gestion/campagnes/proposer?emetteur=${run.issuer.code}&au=${run.asOf}`}
          variant="default"
          size="xs"
        >
          {names.propose}
        </Button>
      )}
      {invoice && acts.includes('settle') && (
        <Button component={Link} to={`/gestion/factures/${invoice.id}`} variant="default" size="xs">
          {names.settle}
        </Button>
      )}
    </Group>
  );
}

function AttemptButton({ runId, position }: { readonly runId: number; readonly position: number }) {
  const t = words.use();
  const attempt = api.useMutation('post', '/api/billing-runs/{id}/documents/{position}/attempts', {
    onError: tellProblem,
  });
  return (
    <Button
      size="xs"
      disabled={attempt.isPending}
      onClick={() => attempt.mutate({ params: { path: { id: runId, position } } })}
    >
      {t('points.attempt')}
    </Button>
  );
}

function RetryButton({ job }: { readonly job: number }) {
  const t = words.use();
  const retry = api.useMutation('post', '/api/jobs/{id}/retry', {
    onError: tellProblem,
    onSuccess: () => tell(t('points.ordered')),
  });
  return (
    <Button
      size="xs"
      disabled={retry.isPending}
      onClick={() => retry.mutate({ params: { path: { id: job } } })}
    >
      {t('points.retry')}
    </Button>
  );
}

function ReleaseButton({
  position,
  releasing,
}: {
  readonly position: number;
  readonly releasing: Releasing;
}) {
  const t = words.use();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsks(true)}>
        {t('points.release')}
      </Button>
      {asks && (
        <ReleaseDialogue
          count={1}
          issuesNow={releasing.issuesNow}
          isPending={releasing.isPending}
          error={releasing.error}
          onClose={() => setAsks(false)}
          onRelease={(reason) => releasing.release([position], reason, () => setAsks(false))}
        />
      )}
    </>
  );
}

function RetryAll({ jobs }: { readonly jobs: readonly number[] }) {
  const t = words.use();
  const isAdministrator = useMay('administrator');
  const retrying = useOneByOne(async (id: number) =>
    answered(await http.POST('/api/jobs/{id}/retry', { params: { path: { id } } })),
  );
  if (!isAdministrator) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        disabled={retrying.done !== null}
        onClick={() => void retrying.run(jobs)}
      >
        {retrying.done === null
          ? t('points.retryAll', { count: jobs.length })
          : t('points.retrying', { done: retrying.done, total: jobs.length })}
      </Button>
      <ProblemNotice error={retrying.error} />
    </>
  );
}
