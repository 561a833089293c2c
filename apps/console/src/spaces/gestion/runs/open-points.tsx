import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconHandStop, IconMoodCheck, IconRefresh } from '@tabler/icons-react';
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
import { type HeldDocument, ReleaseDialogue } from './release-dialogue';
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
  // Kept beside the table: its rows come and go, and a refusal is to be read.
  const [asked, ask] = useState<HeldDocument | null>(null);
  const columns = useColumns({ run, releasing, onRelease: ask });
  const rows = points.data?.points;
  const total = points.data?.total ?? 0;
  const stuck = (rows ?? []).flatMap(({ job }) => job ?? []);
  return (
    <>
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
        empty={<NoPoints run={run} />}
      />
      {asked && <ReleaseDialogue documents={[asked]} releasing={releasing} onClose={() => ask(null)} />}
    </>
  );
}

/** Nothing could fail before the approval, but what is held waits elsewhere. */
function NoPoints({ run }: { readonly run: Run }) {
  const t = words.use();
  const held = run.counts.find(({ state }) => state === 'held')?.documents ?? 0;
  const waitsElsewhere = run.state === 'proposed' && held + run.heldDays > 0;
  return (
    <EmptyState
      icon={waitsElsewhere ? IconHandStop : IconMoodCheck}
      title={waitsElsewhere ? t('points.heldTitle') : t('points.emptyTitle')}
      action={
        waitsElsewhere && (
          <Group gap="md" justify="center">
            {held > 0 && (
              <Anchor component={Link} to="?etat=held" size="sm">
                {t('points.heldDocuments', { count: held })}
              </Anchor>
            )}
            {run.heldDays > 0 && (
              <Anchor component={Link} to="?vue=retenus" size="sm">
                {t('points.heldDays', { count: run.heldDays })}
              </Anchor>
            )}
          </Group>
        )
      }
    >
      {run.state === 'proposed'
        ? t('points.emptyProposed')
        : run.state === 'abandoned'
          ? t('points.emptyAbandoned')
          : t('points.empty')}
    </EmptyState>
  );
}

interface Acting extends OpenPointsProps {
  readonly onRelease: (document: HeldDocument) => void;
}

function useColumns(acting: Acting): readonly DataColumn<Point>[] {
  const t = words.use();
  const language = useLanguage();
  const names = useActNames(acting.releasing.isOpen);
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
      value: ({ acts: [act] }) => act && names[act],
      cell: (point) => <PointAct {...acting} point={point} />,
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

/** Of a run that is over nothing is issued any more: what it did not issue is for another. */
function useActNames(isOpen: boolean): Readonly<Record<Point['acts'][number], string>> {
  const t = words.use();
  const settle = useMay('administrator', 'accountant') ? t('points.settle') : t('points.see');
  const propose = isOpen ? t('points.propose') : t('points.proposeNew');
  return {
    attempt: isOpen ? t('points.attempt') : propose,
    propose,
    release: isOpen ? t('points.release') : propose,
    retry: t('points.retry'),
    resend: settle,
    settle,
    excuse: settle,
  };
}

function PointAct({ run, point, releasing, onRelease }: Acting & { readonly point: Point }) {
  const isAdministrator = useMay('administrator');
  const mayPropose = useMay('administrator', 'accountant');
  const { acts, invoice, position, job } = point;
  const { isOpen } = releasing;
  const names = useActNames(isOpen);
  const isForAnother = acts[0] === 'propose' || (!isOpen && (acts[0] === 'release' || acts[0] === 'attempt'));
  return (
    <Group gap="xs" wrap="nowrap">
      {isAdministrator && isOpen && acts.includes('attempt') && position !== null && (
        <AttemptButton runId={run.id} position={position} />
      )}
      {isAdministrator && acts.includes('retry') && job !== null && <RetryButton job={job} />}
      {isAdministrator && isOpen && acts.includes('release') && position !== null && (
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            onRelease({ position, client: point.client?.name, net: point.net, sentences: point.sentences })
          }
        >
          {names.release}
        </Button>
      )}
      {mayPropose && isForAnother && (
        <Button
          component={Link}
          to={`/gestion/campagnes/proposer?emetteur=${run.issuer.code}${isOpen ? `&au=${run.asOf}` : ''}`}
          variant="default"
          size="xs"
        >
          {names.propose}
        </Button>
      )}
      {invoice && acts.includes('settle') && (
        <Button component={Link} to="/gestion/factures/envois" variant="default" size="xs">
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
