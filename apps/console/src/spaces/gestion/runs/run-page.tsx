import { Box, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { NotFoundPage } from '../../../app/failed-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeDay, writeInstant } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Dialogue } from '../../../ui/dialogue';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { ApprovalDialogue } from './approval-dialogue';
import { ComparisonTable } from './comparison';
import { ConfirmDialogue } from './confirm-dialogue';
import { ControlList } from './control-list';
import { DocumentDrawer } from './document-drawer';
import { HeldDays } from './held-days';
import { Life } from './life';
import { OpenPoints, useOpenPoints } from './open-points';
import { ProgressPanel } from './progress-panel';
import { Notice } from './notice';
import { type Releasing, useReleasing } from './releasing';
import { useReleasedSum } from './released-sum';
import { RunDocuments } from './run-documents';
import { RunFigures } from './run-figures';
import { useRunWatch, waitingOf } from './run-watch';
import { RUN_TONES, shortDigest } from './states';
import { words } from './texts';

type Run = Schema<'RunDetailsView'>;

const TABS = ['documents', 'held', 'comparison', 'points', 'life'] as const;
type Tab = (typeof TABS)[number];

/** Names of the tabs in the address. */
const PLACES: Readonly<Record<Tab, string>> = {
  documents: 'factures',
  held: 'retenus',
  comparison: 'comparaison',
  points: 'points',
  life: 'chronologie',
};

/** One run: read, approved, followed, closed. */
export function RunPage() {
  const t = words.use();
  const id = Number(useParams()['run']);
  const run = api.useQuery(
    'get',
    '/api/billing-runs/{id}',
    { params: { path: { id } } },
    { enabled: Number.isInteger(id) && id > 0 },
  );
  if (!Number.isInteger(id) || id <= 0) return <NotFoundPage />;
  if (run.data) return <RunScreen run={run.data} />;
  return (
    <Page title={t('name', { id })} above={[{ to: '/gestion/campagnes', label: t('title') }]}>
      <Loaded query={run} skeleton={<LoadingRows rows={10} height={40} />}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function RunScreen({ run }: { readonly run: Run }) {
  const t = words.use();
  const language = useLanguage();
  const releasing = useReleasing(run);
  const watch = useRunWatch(run.id, run.progress);
  const lead = t('page.lead', {
    issuer: run.issuer.name,
    asOf: writeDay(run.asOf, language),
    issueOn: writeDay(run.issueOn, language),
  });
  const isUnderway = run.state !== 'proposed' && run.state !== 'abandoned';
  return (
    <Page
      title={t('name', { id: run.id })}
      above={[{ to: '/gestion/campagnes', label: t('title') }]}
      lead={lead}
      actions={<RunActions run={run} progress={watch.progress} releasing={releasing} />}
    >
      <Stack>
        <Group gap="sm">
          <StateBadge tone={RUN_TONES[watch.progress.state]}>
            {t(`states.${watch.progress.state}`)}
          </StateBadge>
          <Text size="sm" c="dimmed">
            {t('page.proposedBy', {
              who: run.automatic ? t('byNight') : run.proposedBy,
              when: writeInstant(run.proposedAt, language),
            })}
          </Text>
          <Text size="sm" c="dimmed" title={t('page.digestTitle', { digest: run.digest })}>
            {t('page.digest', { digest: shortDigest(run.digest) })}
          </Text>
        </Group>
        <RunFigures run={run} />
        {run.controls.length > 0 && (
          <Notice tone="attention" word={t('severities.warning')} title={t('page.remarks')}>
            <ControlList controls={run.controls} />
          </Notice>
        )}
        {isUnderway && <ProgressPanel watch={watch} />}
        <RunTabs run={run} releasing={releasing} />
      </Stack>
      <DocumentDrawer run={run} releasing={releasing} />
    </Page>
  );
}

function RunTabs({ run, releasing }: { readonly run: Run; readonly releasing: Releasing }) {
  const t = words.use();
  const [{ vue }, setView] = useFilters({ vue: PLACES.documents });
  const points = useOpenPoints(run);
  const tab = TABS.find((each) => PLACES[each] === vue) ?? 'documents';
  const counts: Partial<Record<Tab, number>> = {
    documents: run.counts.reduce((sum, { documents }) => sum + documents, 0),
    // Before the approval nothing can be open: a nought would say that nothing waits.
    points: run.state === 'proposed' ? undefined : points.data?.total,
  };
  return (
    <Tabs
      value={tab}
      // What is filtered in one list says nothing about another.
      onChange={(to) => setView({ vue: PLACES[to as Tab] })}
      keepMounted={false}
    >
      <Tabs.List data-print="hide">
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`tabs.${each}`)}
            {counts[each] !== undefined && ` (${counts[each]})`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Box pt="sm">
        <Tabs.Panel value="documents">
          <RunDocuments run={run} releasing={releasing} />
        </Tabs.Panel>
        <Tabs.Panel value="held">
          <HeldDays runId={run.id} />
        </Tabs.Panel>
        <Tabs.Panel value="comparison">
          <ComparisonTable runId={run.id} />
        </Tabs.Panel>
        <Tabs.Panel value="points">
          <OpenPoints run={run} releasing={releasing} />
        </Tabs.Panel>
        <Tabs.Panel value="life">
          <Life run={run} />
        </Tabs.Panel>
      </Box>
    </Tabs>
  );
}

type Asked = 'approval' | 'abandonment' | 'closing' | null;

interface RunActionsProps {
  readonly run: Run;
  readonly progress: Run['progress'];
  readonly releasing: Releasing;
}

function RunActions({ run, progress, releasing }: RunActionsProps) {
  const t = words.use();
  const [asked, ask] = useState<Asked>(null);
  const isAdministrator = useMay('administrator');
  const mayPropose = useMay('administrator', 'accountant');
  const released = useReleasedSum(run, releasing);
  const proposed = run.counts.find(({ state }) => state === 'proposed')?.documents ?? 0;
  const close = () => ask(null);
  const mayClose = run.state === 'delivering' || run.state === 'issuing';
  return (
    <>
      <Button
        component={Link}
        to="impression"
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
      >
        {t('page.print')}
      </Button>
      {run.state === 'proposed' && mayPropose && (
        <Button variant="default" onClick={() => ask('abandonment')}>
          {t('page.abandon')}
        </Button>
      )}
      {run.state === 'proposed' && isAdministrator && (
        <Button onClick={() => ask('approval')} disabled={proposed + (released?.documents ?? 0) === 0}>
          {t('page.approve')}
        </Button>
      )}
      {run.state === 'proposed' && !isAdministrator && (
        <Text size="sm" c="dimmed">
          {t('page.onlyAdministrators')}
        </Text>
      )}
      {run.state === 'abandoned' && mayPropose && (
        <Button
          component={Link}
          to={`/gestion/campagnes/proposer?emetteur=${run.issuer.code}`}
          variant="default"
        >
          {t('page.proposeAgain')}
        </Button>
      )}
      {mayClose && isAdministrator && <Button onClick={() => ask('closing')}>{t('page.close')}</Button>}
      {asked === 'approval' && released && (
        <ApprovalDialogue run={run} releasing={releasing} released={released} onClose={close} />
      )}
      {asked === 'abandonment' && <Abandonment run={run} onClose={close} />}
      {asked === 'closing' && <Closing run={run} progress={progress} onClose={close} />}
    </>
  );
}

interface AskedProps {
  readonly run: Run;
  readonly onClose: () => void;
}

function Abandonment({ run, onClose }: AskedProps) {
  const t = words.use();
  const abandon = api.useMutation('post', '/api/billing-runs/{id}/abandonment', { onSuccess: onClose });
  return (
    <ConfirmDialogue
      title={t('abandonment.title', { id: run.id })}
      text={t('abandonment.text')}
      confirm={t('abandonment.confirm')}
      cancel={t('abandonment.cancel')}
      isPending={abandon.isPending}
      error={abandon.error}
      onConfirm={() => abandon.mutate({ params: { path: { id: run.id } } })}
      onClose={onClose}
    />
  );
}

interface ClosingProps extends AskedProps {
  /** As far as the page knows; the API looks for itself. */
  readonly progress: Run['progress'];
}

/** Says what is left before a run can be closed, and asks only once nothing is. */
function Closing({ run, progress, onClose }: ClosingProps) {
  const { approved, underway } = progress;
  const waiting = waitingOf(progress);
  if (approved + underway + waiting === 0) return <ConfirmClosing run={run} onClose={onClose} />;
  return <NotYetClosing run={run} progress={progress} onClose={onClose} />;
}

function NotYetClosing({ run, progress, onClose }: ClosingProps) {
  const t = words.use();
  const { approved, underway } = progress;
  const waiting = waitingOf(progress);
  return (
    <Dialogue onClose={onClose} title={t('closing.title', { id: run.id })}>
      <Stack>
        <div>
          {approved > 0 && <Text>{t('closing.toIssue', { count: approved })}</Text>}
          {waiting > 0 && <Text>{t('closing.waiting', { count: waiting })}</Text>}
          {underway > 0 && <Text>{t('closing.underway', { count: underway })}</Text>}
          <Text size="sm" c="dimmed">
            {t('closing.later')}
          </Text>
        </div>
        <Group justify="flex-end">
          <PointsLink onClick={onClose} />
          {waiting > 0 && (
            <Button component={Link} to="/gestion/factures/envois" variant="default">
              {t('closing.deliveries')}
            </Button>
          )}
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}

function PointsLink({ onClick }: { readonly onClick: () => void }) {
  const t = words.use();
  return (
    <Button component={Link} to={`?vue=${PLACES.points}`} variant="subtle" onClick={onClick}>
      {t('closing.points')}
    </Button>
  );
}

function ConfirmClosing({ run, onClose }: AskedProps) {
  const t = words.use();
  const close = api.useMutation('post', '/api/billing-runs/{id}/closing', { onSuccess: onClose });
  return (
    <ConfirmDialogue
      title={t('closing.title', { id: run.id })}
      text={t('closing.text')}
      confirm={t('closing.confirm')}
      cancel={t('closing.cancel')}
      isPending={close.isPending}
      error={close.error}
      onConfirm={() => close.mutate({ params: { path: { id: run.id } } })}
      onClose={onClose}
      help={<PointsLink onClick={onClose} />}
    />
  );
}
