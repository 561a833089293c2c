import { Alert, Anchor, Button, Card, Grid, Group, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeAmount, writeDay, writeInstant } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { DayText, PeriodText } from '../../../ui/when';
import { ruleName } from './decision-dialog';
import { useDecisionWords } from './finding-columns';
import { isCarriedOut, KIND_ICONS } from './kinds';
import { tell } from '../../../ui/tell';
import { words } from './texts';

type Finding = Schema<'OneFindingView'>;
type Audit = Schema<'OneHistoryAuditView'>;

/** One finding down to the rows of the files, and what is decided of it. */
export function FindingPage() {
  const t = words.use();
  const params = useParams();
  const [id, position] = [Number(params['id']), Number(params['position'])];
  const audit = api.useQuery('get', '/api/history-audits/{id}', { params: { path: { id } } });
  const finding = api.useQuery('get', '/api/history-audits/{id}/findings/{position}', {
    params: { path: { id, position } },
  });
  const total = audit.data ? Object.values(audit.data.counts).reduce((sum, count) => sum + count, 0) : 0;
  const beside = (at: number) => `/gestion/reprise/${id}/constats/${at}`;
  return (
    <Page
      title={
        finding.data ? t('detail.title', { kind: t(`kinds.${finding.data.kind}`), position }) : t('finding')
      }
      above={[
        { to: '/gestion/reprise', label: t('title') },
        { to: `/gestion/reprise/${id}`, label: t('audit', { id }) },
        ...(finding.data
          ? [
              {
                to: `/gestion/reprise/${id}?nature=${finding.data.kind}`,
                label: t(`kinds.${finding.data.kind}`),
              },
            ]
          : []),
      ]}
      actions={
        <>
          {position > 1 && (
            <Button
              variant="default"
              component={Link}
              to={beside(position - 1)}
              leftSection={<IconChevronLeft size={16} aria-hidden />}
            >
              {t('detail.previous')}
            </Button>
          )}
          {position < total && (
            <Button
              variant="default"
              component={Link}
              to={beside(position + 1)}
              rightSection={<IconChevronRight size={16} aria-hidden />}
            >
              {t('detail.next')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={audit}>
        {(of) => (
          <Loaded query={finding}>
            {(data) => <FindingRead key={position} audit={of} finding={data} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function FindingRead({ audit, finding }: { readonly audit: Audit; readonly finding: Finding }) {
  const t = words.use();
  const language = useLanguage();
  const Icon = KIND_ICONS[finding.kind];
  const { agreement, client, expected } = finding;
  return (
    <Stack>
      <Alert variant="light" icon={<Icon aria-hidden />}>
        <Text size="sm">{say(finding.explanation, language)}</Text>
        {expected && (
          <Text size="sm">{t('detail.expected', { amount: writeAmount(expected, language) })}</Text>
        )}
      </Alert>
      {(client || agreement) && (
        <Text size="sm">
          {client && <strong>{client.name}</strong>}
          {client && agreement && ' – '}
          {agreement &&
            t('detail.price', {
              service: `${agreement.id}, ${agreement.service}`,
              amount: writeAmount(agreement.net, language),
              cadence: t(`cadences.${agreement.cadence}`),
            })}
        </Text>
      )}
      <DecisionCard audit={audit} finding={finding} />
      {finding.documents.length > 0 && <Documents audit={audit} finding={finding} />}
      <Rows rows={finding.rows} />
    </Stack>
  );
}

/** Decides one finding: the preview is read by the server and kept at once, and can be taken back. */
function useDecideOne(audit: number, position: number) {
  const t = words.use();
  const path = { path: { id: audit } };
  const decide = api.useMutation('post', '/api/history-audits/{id}/decisions', {
    onSuccess: ({ changedCount }) => tell(t('dialog.kept', { count: changedCount })),
  });
  const preview = api.useMutation('post', '/api/history-audits/{id}/decisions/preview', {
    onSuccess: ({ digest }, { body }) => decide.mutate({ params: path, body: { ...body, digest } }),
  });
  return {
    pending: preview.isPending || decide.isPending,
    error: preview.error ?? decide.error,
    ask: (wish: Omit<Schema<'DecisionInput'>, 'findings' | 'search'>) => {
      decide.reset();
      preview.mutate({ params: path, body: { ...wish, findings: [position] } });
    },
  };
}

function DecisionCard({ audit, finding }: { readonly audit: Audit; readonly finding: Finding }) {
  const t = words.use();
  const language = useLanguage();
  const may = useMay('administrator') && !(audit.import && isCarriedOut(finding.kind));
  const decided = useDecisionWords();
  const [statement, setStatement] = useState('');
  const [short, setShort] = useState(false);
  const { pending, error, ask } = useDecideOne(audit.id, finding.position);
  const { decision, kind } = finding;
  const write = () => {
    if (statement.trim().length < 5) return setShort(true);
    setShort(false);
    ask({ action: 'excuse', statement: statement.trim() });
  };
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2}>{t('decision')}</Title>
          <StateBadge tone={decision ? 'done' : 'waiting'}>{decided(finding)}</StateBadge>
        </Group>
        <Text size="sm">
          {decision
            ? t('detail.decidedBy', {
                by: decision.decidedBy,
                at: writeInstant(decision.decidedAt, language),
              })
            : t(isCarriedOut(kind) ? 'detail.byDefault' : 'detail.notNoted')}
        </Text>
        {decision?.statement && (
          <Text size="sm" fs="italic">
            {t('detail.statement', { statement: decision.statement })}
          </Text>
        )}
        {audit.import && isCarriedOut(kind) && <Text size="sm">{t('decidedNothingNow')}</Text>}
        <ProblemNotice error={error} />
        {may && kind !== 'billed-twice' && (
          <Group align="flex-end">
            <Textarea
              autosize
              minRows={1}
              maxLength={500}
              style={{ flex: '1 1 280px' }}
              label={t('dialog.statement')}
              description={t('dialog.statementHint')}
              value={statement}
              error={short && t('dialog.statementShort')}
              onChange={({ currentTarget }) => setStatement(currentTarget.value)}
            />
            <Button variant="light" loading={pending} onClick={write}>
              {ruleName(t, 'excuse', kind)}
            </Button>
          </Group>
        )}
        {may && decision && (
          <Button variant="default" w="fit-content" loading={pending} onClick={() => ask({ action: 'undo' })}>
            {t('detail.undo')}
          </Button>
        )}
      </Stack>
    </Card>
  );
}

function Documents({ audit, finding }: { readonly audit: Audit; readonly finding: Finding }) {
  const t = words.use();
  const may = useMay('administrator') && !audit.import && finding.kind === 'billed-twice';
  const { pending, error, ask } = useDecideOne(audit.id, finding.position);
  const twice = finding.kind === 'billed-twice';
  const kept = twice ? (finding.decision?.keep ?? finding.documents[0]?.id) : null;
  return (
    <Stack gap="xs">
      <Title order={2}>{t('detail.documents')}</Title>
      <ProblemNotice error={error} />
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('detail.number')}</Table.Th>
              <Table.Th scope="col">{t('detail.issuedOn')}</Table.Th>
              <Table.Th scope="col">{t('detail.period')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('detail.net')}
              </Table.Th>
              <Table.Th scope="col">{t('detail.status')}</Table.Th>
              <Table.Th scope="col">{t('detail.sent')}</Table.Th>
              {twice && <Table.Th scope="col">{t('decision')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {finding.documents.map((document) => (
              <Table.Tr key={document.id}>
                <Table.Th scope="row">
                  {document.invoice === null ? (
                    (document.number ?? t('detail.noNumber'))
                  ) : (
                    <Anchor component={Link} to={`/gestion/factures/${document.invoice}`}>
                      {document.number ?? t('detail.noNumber')}
                    </Anchor>
                  )}
                </Table.Th>
                <Table.Td>{document.issuedOn && <DayText of={document.issuedOn} />}</Table.Td>
                <Table.Td>{document.days && <PeriodText of={document.days} />}</Table.Td>
                <Table.Td ta="right">
                  <Amount of={document.net} />
                </Table.Td>
                <Table.Td>{t(`statuses.${document.status}`)}</Table.Td>
                <Table.Td>
                  <Sent document={document} />
                </Table.Td>
                {twice && (
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {document.id === kept ? (
                        <StateBadge tone="done">{t('detail.kept')}</StateBadge>
                      ) : (
                        <StateBadge tone="attention">{t('detail.awaiting')}</StateBadge>
                      )}
                      {may && document.id !== kept && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          loading={pending}
                          aria-label={`${t('detail.keepThis')} ${document.number ?? document.id}`}
                          onClick={() => ask({ action: 'keepDocument', keep: document.id })}
                        >
                          {t('detail.keepThis')}
                        </Button>
                      )}
                    </Group>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Sent({ document: { sent, sentOn } }: { readonly document: Schema<'FindingDocumentView'> }) {
  const t = words.use();
  const language = useLanguage();
  if (sent === null) return t('detail.sentUnknown');
  if (!sent) return t('detail.sentNo');
  return sentOn ? t('detail.sentOn', { day: writeDay(sentOn, language) }) : t('detail.sentYes');
}

/** The rows of the files, as the former tool wrote them. */
function Rows({ rows }: Pick<Finding, 'rows'>) {
  const t = words.use();
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2}>{t('detail.rows')}</Title>
      <Text size="sm" c="dimmed">
        {t('detail.rowsLead')}
      </Text>
      <Grid>
        {rows.map(({ file, fileName, line, cells }) => (
          <Grid.Col key={`${file}${line}`} span={{ base: 12, sm: 6, lg: 4 }}>
            <Table withTableBorder verticalSpacing={2} fz="xs">
              <caption style={{ captionSide: 'top', textAlign: 'left' }}>
                {t('detail.row', { file: fileName, line })}
              </caption>
              <Table.Thead className="visually-hidden">
                <Table.Tr>
                  <Table.Th scope="col">{t('detail.header')}</Table.Th>
                  <Table.Th scope="col">{t('detail.value')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {cells
                  .filter(({ value }) => value !== '')
                  .map(({ header, value }) => (
                    <Table.Tr key={header}>
                      <Table.Th scope="row" fw={400} w="45%">
                        {header}
                      </Table.Th>
                      <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </Grid.Col>
        ))}
      </Grid>
    </Stack>
  );
}
