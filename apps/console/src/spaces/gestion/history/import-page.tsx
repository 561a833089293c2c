import {
  Alert,
  Anchor,
  Button,
  Card,
  Code,
  List,
  Progress,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeInstant, writeNumber } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { EffectTable } from './effect-table';
import { ASK_EVERY_MS, importStateOf, paceOf, type Sighting, shareDone } from './import-state';
import { ImportRemarks } from './import-remarks';
import { words } from './texts';

type Audit = Schema<'OneHistoryAuditView'>;
type Summary = Schema<'ImportSummaryView'>;

/** The import of an audit: its preview, the order to do exactly that, its progress, and what it did. */
export function ImportPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const audit = api.useQuery(
    'get',
    '/api/history-audits/{id}',
    { params: { path: { id } } },
    {
      // The server works on whether somebody looks or not; whoever comes back sees where it stands.
      refetchInterval: ({ state }) =>
        state.data && importStateOf(state.data) === 'running' ? ASK_EVERY_MS : false,
    },
  );
  return (
    <Page
      title={t('import.title')}
      lead={t('import.lead')}
      above={[
        { to: '/gestion/reprise', label: t('title') },
        { to: `/gestion/reprise/${id}`, label: t('audit', { id }) },
      ]}
    >
      <Loaded query={audit}>{(data) => <ImportStanding audit={data} />}</Loaded>
    </Page>
  );
}

function ImportStanding({ audit }: { readonly audit: Audit }) {
  const t = words.use();
  const state = importStateOf(audit);
  if (state === 'running' && audit.job) return <ImportProgress job={audit.job} />;
  return (
    <Stack>
      {state === 'stopped' && (
        <Alert role="alert" color="red" variant="light" title={t('import.stopped')}>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {audit.job?.lastError}
          </Text>
        </Alert>
      )}
      {state === 'done' && !audit.import && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('import.nothing')}
        </Alert>
      )}
      {audit.import ? <ImportResult audit={audit.id} made={audit.import} /> : <ImportOrder audit={audit} />}
    </Stack>
  );
}

/** Nothing is imported that was not read: the order carries the digest of the preview. */
function ImportOrder({ audit }: { readonly audit: Audit }) {
  const t = words.use();
  const may = useMay('administrator');
  const path = { id: audit.id };
  const pairs = api.useQuery('get', '/api/history-audits/{id}/findings', {
    params: { path, query: { kind: 'billed-twice', decided: false, size: 1 } },
  });
  const preview = api.useMutation('post', '/api/history-audits/{id}/import');
  const order = api.useMutation('post', '/api/history-audits/{id}/import');
  const summary = preview.data && 'preview' in preview.data ? preview.data : null;
  const undecided = pairs.data?.total ?? 0;
  if (!may) return <Text>{t('import.mayNot')}</Text>;
  const look = () => {
    order.reset();
    preview.mutate({ params: { path, query: { preview: true } }, body: {} });
  };
  return (
    <Stack>
      {undecided > 0 && (
        <Alert variant="light" color="yellow" icon={<IconInfoCircle aria-hidden />}>
          <Anchor
            component={Link}
            size="sm"
            c="inherit"
            underline="always"
            to={`/gestion/reprise/${audit.id}?nature=billed-twice&decides=non`}
          >
            {t('import.undecided', { count: undecided })}
          </Anchor>
        </Alert>
      )}
      <Button
        w="fit-content"
        variant={summary ? 'default' : 'filled'}
        disabled={preview.isPending}
        onClick={look}
      >
        {summary ? t('import.prepareAgain') : t('import.prepare')}
      </Button>
      {preview.isPending && (
        <Text size="sm" role="status">
          {t('import.preparing')}
        </Text>
      )}
      <ProblemNotice error={preview.error} onRetry={look} />
      {summary && (
        <>
          <Title order={2}>{t('import.preview')}</Title>
          {summary.writes || summary.sentSince > 0 ? (
            <Card withBorder>
              <Stack gap="xs">
                <Text size="sm">{t('import.after')}</Text>
                <Text size="sm" c="dimmed">
                  {t('import.confirmHint', { digest: summary.digest.slice(0, 12) })}
                </Text>
                <ProblemNotice error={order.error} />
                <Button
                  w="fit-content"
                  loading={order.isPending}
                  onClick={() => order.mutate({ params: { path }, body: { digest: summary.digest } })}
                >
                  {t('import.confirm')}
                </Button>
              </Stack>
            </Card>
          ) : (
            <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
              {t('import.nothing')}
            </Alert>
          )}
          <ImportFigures summary={summary} />
        </>
      )}
    </Stack>
  );
}

/** What an import wrote, or would write. */
function ImportFigures({ summary }: { readonly summary: Summary }) {
  const t = words.use();
  const language = useLanguage();
  const { created, adopted, unchanged } = summary;
  const rows = [
    {
      name: t('import.clients'),
      created: created.clients,
      adopted: adopted.clients,
      unchanged: unchanged.clients,
    },
    {
      name: t('import.contracts'),
      created: created.contracts,
      adopted: adopted.contracts,
      unchanged: unchanged.subscriptions,
    },
    {
      name: t('import.documents'),
      created: created.invoices + created.creditNotes,
      adopted: 0,
      unchanged: unchanged.documents,
    },
  ];
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Table withTableBorder verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('import.what')}</Table.Th>
              {(['created', 'adopted', 'unchanged'] as const).map((column) => (
                <Table.Th key={column} scope="col" ta="right">
                  {t(`import.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.name}>
                <Table.Th scope="row">{row.name}</Table.Th>
                <Table.Td ta="right">{writeNumber(row.created, language)}</Table.Td>
                <Table.Td ta="right">{writeNumber(row.adopted, language)}</Table.Td>
                <Table.Td ta="right">{writeNumber(row.unchanged, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {summary.effect && <EffectTable caption={t('import.figures')} after={summary.effect} />}
      </SimpleGrid>
      <ImportRemarks counts={summary.remarkCounts} remarks={summary.remarks} />
    </>
  );
}

/** The pace is told from what this page saw: after a reload it begins anew, the progress does not. */
function ImportProgress({ job }: { readonly job: NonNullable<Audit['job']> }) {
  const t = words.use();
  const language = useLanguage();
  const first = useRef<Sighting | null>(null);
  const [pace, setPace] = useState<ReturnType<typeof paceOf>>(null);
  const { progress } = job;
  useEffect(() => {
    if (!progress) return;
    const now = { at: Date.now(), done: progress.done };
    first.current ??= now;
    setPace(paceOf(first.current, now, progress.total));
  }, [progress?.done]);
  const standing = t(
    progress ? 'import.running' : job.state === 'running' ? 'import.reading' : 'import.waiting',
  );
  const written =
    progress &&
    t('import.progress', {
      done: writeNumber(progress.done, language),
      total: writeNumber(progress.total, language),
    });
  return (
    <Card withBorder>
      <Stack>
        <Title order={2}>{standing}</Title>
        <Progress
          value={shareDone(progress)}
          size="lg"
          aria-label={t('import.running')}
          aria-valuetext={written ?? standing}
        />
        <Text size="sm" mih={20} role="status">
          {written}
          {pace &&
            ` – ${t('import.rate', { rate: writeNumber(pace.rate, language), seconds: pace.seconds })}`}
        </Text>
        <Text size="sm" c="dimmed">
          {t('import.leave')}
        </Text>
        {job.state === 'failed' && job.lastError && (
          <Alert color="yellow" variant="light">
            {job.lastError}
          </Alert>
        )}
      </Stack>
    </Card>
  );
}

function ImportResult({ audit, made }: { readonly audit: number; readonly made: Schema<'MadeImportView'> }) {
  const t = words.use();
  const language = useLanguage();
  const { summary } = made;
  const awaiting = summary.created.awaitingCredits;
  return (
    <Stack>
      <Alert
        color="teal"
        variant="light"
        icon={<IconCircleCheck aria-hidden />}
        title={t('import.done')}
        role="status"
      >
        <Text size="sm">
          {t('import.doneBy', { by: made.madeBy, at: writeInstant(made.madeAt, language) })}
        </Text>
        <Text size="sm" mt="xs" fw={600}>
          {t('import.next')}
        </Text>
        <List size="sm">
          {awaiting > 0 && (
            <List.Item>
              <Anchor component={Link} size="sm" c="inherit" underline="always" to="/gestion/reprise/avoirs">
                {t('import.nextAwaiting', { count: awaiting })}
              </Anchor>
            </List.Item>
          )}
          <List.Item>
            <Anchor component={Link} size="sm" c="inherit" underline="always" to="/gestion/ecarts">
              {t('import.nextUnbilled')}
            </Anchor>
          </List.Item>
          <List.Item>
            <Anchor component={Link} size="sm" c="inherit" underline="always" to="/gestion">
              {t('import.nextScheduling')}
            </Anchor>
          </List.Item>
        </List>
        <Text size="xs" c="dimmed" mt="xs">
          {t('audit', { id: audit })} · <Code>{summary.digest.slice(0, 12)}</Code>
        </Text>
      </Alert>
      <ImportFigures summary={summary} />
    </Stack>
  );
}
