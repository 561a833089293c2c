import { Button, List, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { say, useLanguage, writeAmount, writeDay, writeInstant, writeNumber } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { useDecisionWords } from './finding-columns';
import { type Finding, KINDS } from './kinds';
import { words } from './texts';

type Audit = Schema<'OneHistoryAuditView'>;

/** Every finding of an audit, page after page. */
function useAllFindings(id: number) {
  return useQuery({
    queryKey: ['history-report', id],
    queryFn: async () => {
      const all: Finding[] = [];
      const pages = everyPage<Finding, number>(1, async (page) => {
        const { items, total } = answered(
          await http.GET('/api/history-audits/{id}/findings', {
            params: { path: { id }, query: { page, size: 500 } },
          }),
        );
        return { rows: items, next: page * 500 < total ? page + 1 : null };
      });
      for await (const rows of pages) all.push(...rows);
      return all;
    },
  });
}

/** The audit as one prints it: every finding in a sentence, by kind, with what was decided. */
export function ReportPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const audit = api.useQuery('get', '/api/history-audits/{id}', { params: { path: { id } } });
  const findings = useAllFindings(id);
  return (
    <Page
      title={t('paper.title', { id })}
      above={[
        { to: '/gestion/reprise', label: t('title') },
        { to: `/gestion/reprise/${id}`, label: t('audit', { id }) },
      ]}
      actions={
        <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
          {t('paper.print')}
        </Button>
      }
    >
      <Loaded query={audit}>
        {(of) => <Loaded query={findings}>{(all) => <Report audit={of} findings={all} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Report({ audit, findings }: { readonly audit: Audit; readonly findings: readonly Finding[] }) {
  const t = words.use();
  const language = useLanguage();
  const decided = findings.filter(({ decision }) => decision).length;
  return (
    <Stack maw={860}>
      <div>
        <Text fw={600}>{audit.issuer.name}</Text>
        <Text size="sm">
          {t('summary', {
            rows: writeNumber(audit.files.invoices.rows, language),
            subscriptions: writeNumber(audit.files.subscriptions.rows, language),
            asOf: writeDay(audit.asOf, language),
            horizon: audit.horizonDays,
          })}
        </Text>
        <Text size="sm">
          {t('dropped', {
            source: audit.source,
            at: writeInstant(audit.createdAt, language),
            by: audit.createdBy,
          })}
        </Text>
        <Text size="sm">{t('paper.total', { count: writeNumber(findings.length, language), decided })}</Text>
        {audit.import && (
          <Text size="sm">
            {t('paper.imported', {
              at: writeInstant(audit.import.madeAt, language),
              by: audit.import.madeBy,
            })}
          </Text>
        )}
      </div>
      {KINDS.map((kind) => (
        <KindOfReport
          key={kind}
          audit={audit}
          kind={kind}
          findings={findings.filter((each) => each.kind === kind)}
        />
      ))}
      {findings.length === 0 && <Text>{t('noFindingsTeach')}</Text>}
    </Stack>
  );
}

function KindOfReport({
  audit,
  kind,
  findings,
}: {
  readonly audit: Audit;
  readonly kind: (typeof KINDS)[number];
  readonly findings: readonly Finding[];
}) {
  const t = words.use();
  const language = useLanguage();
  const decisionOf = useDecisionWords();
  const amount = audit.amounts[kind];
  if (findings.length === 0) return null;
  return (
    <section>
      <Title order={2}>
        {t(`kinds.${kind}`)} – {t('count', { count: findings.length })}
        {amount && `, ${writeAmount(amount, language)}`}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(`about.${kind}.why`)}
      </Text>
      <List size="sm" spacing={4}>
        {findings.map((finding) => (
          <List.Item key={finding.position}>
            {finding.client && <strong>{finding.client.name} – </strong>}
            {say(finding.explanation, language)}
            {finding.decision && (
              <em>
                {' '}
                {t('paper.decision', { decision: finding.decision.statement ?? decisionOf(finding) })} (
                {finding.decision.decidedBy})
              </em>
            )}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
