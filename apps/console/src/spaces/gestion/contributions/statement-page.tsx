import { Alert, Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileTypePdf, IconInfoCircle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '../../../api/api';
import { NotFoundPage } from '../../../app/failed-page';
import { say, useLanguage, writeDay, writeMonth } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import type { Statement } from './places';
import { words } from './texts';

type Line = Statement['lines'][number];

const ABOVE = '/gestion/contributions';
const isNumber = (text: string) => /^[1-9]\d{0,14}$/.test(text);

export function ClosedStatementPage() {
  const { id = '' } = useParams();
  const query = api.useQuery(
    'get',
    '/api/contribution-statements/{id}',
    { params: { path: { id: Number(id) } } },
    { enabled: isNumber(id) },
  );
  if (!isNumber(id)) return <NotFoundPage />;
  return <StatementView query={query} pdf={`/api/contribution-statements/${id}/pdf`} />;
}

/** As it would be closed now. */
export function OpenStatementPage() {
  const [params] = useSearchParams();
  const of = {
    issuer: Number(params.get('emetteur')),
    activity: Number(params.get('activite')),
    month: params.get('mois') ?? '',
  };
  const isWhole = of.issuer > 0 && of.activity > 0 && /^\d{4}-\d{2}$/.test(of.month);
  const query = api.useQuery(
    'get',
    '/api/open-contribution-statement',
    { params: { query: of } },
    { enabled: isWhole },
  );
  if (!isWhole) return <NotFoundPage />;
  const asked = new URLSearchParams({
    issuer: String(of.issuer),
    activity: String(of.activity),
    month: of.month,
  });
  return <StatementView query={query} pdf={`/api/open-contribution-statement/pdf?${asked.toString()}`} />;
}

interface StatementViewProps {
  readonly query: UseQueryResult<Statement, unknown>;
  readonly pdf: string;
}

function StatementView({ query, pdf }: StatementViewProps) {
  const t = words.use();
  const language = useLanguage();
  const statement = query.data;
  const month = statement ? writeMonth(statement.month, language) : '';
  const address = `${pdf}${pdf.includes('?') ? '&' : '?'}language=${language}`;
  return (
    <Page
      title={statement?.number ?? t('one.open')}
      lead={
        statement ? (
          <Group gap="xs">
            {t('one.of', { activity: statement.activity.name, month })}
            <StateBadge tone={statement.id === null ? 'waiting' : 'done'}>
              {t(statement.id === null ? 'states.open' : 'states.closed')}
            </StateBadge>
          </Group>
        ) : (
          '\u00a0'
        )
      }
      above={[{ to: ABOVE, label: t('title') }]}
      actions={
        statement && (
          <Button
            component="a"
            href={address}
            variant="default"
            leftSection={<IconFileTypePdf size={18} aria-hidden />}
          >
            {t('one.pdf')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(found) => (
          <Stack gap="lg">
            {found.closing === null && (
              <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
                {t('one.openHint')}
              </Alert>
            )}
            <Facts statement={found} />
            <Lines statement={found} />
            <Text size="xs" c="dimmed">
              {t('one.rounding')} {t(`one.notes.${found.nature}`)}
              {found.issuer.outside && ` ${t('one.elsewhere')}`}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ statement }: { readonly statement: Statement }) {
  const t = words.use();
  const language = useLanguage();
  const { scheme, closing } = statement;
  return (
    <Paper withBorder p="md" radius="md">
      <Group gap="xl" align="flex-start">
        <Figure name={t('basis')} of={statement.basis} />
        <Figure name={t(`one.amounts.${statement.nature}`)} of={statement.amount} strong />
        {statement.earlierYears.map(({ year, amount }) => (
          <Figure key={year} name={t('one.earlier', { year })} of={amount} />
        ))}
        <Figure name={t('one.year', { year: statement.month.slice(0, 4) })} of={statement.year.kept} />
        <Stack gap={0}>
          <Text size="sm" c="dimmed">
            {t('issuer')}
          </Text>
          <Text>{statement.issuer.name}</Text>
        </Stack>
        {scheme && (
          <Stack gap={0}>
            <Text size="sm" c="dimmed">
              {t('one.scheme')}
            </Text>
            <Text>{say(scheme.terms.sentence, language)}</Text>
            <Text size="xs" c="dimmed">
              {t('one.schemeFrom', {
                month: writeMonth(scheme.from, language),
                scope: t(`one.scopes.${scheme.scope}`),
              })}
            </Text>
          </Stack>
        )}
      </Group>
      {closing && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('one.closed', { day: writeDay(closing.on, language), by: closing.by })}
        </Text>
      )}
    </Paper>
  );
}

function Figure({
  name,
  of,
  strong = false,
}: {
  readonly name: string;
  readonly of: string;
  readonly strong?: boolean;
}) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fw={strong ? 700 : 500} fz={strong ? 'lg' : 'md'}>
        <Amount of={of} />
      </Text>
    </Stack>
  );
}

/** Each figure, in words, down to its invoice and its payment. */
function Lines({ statement }: { readonly statement: Statement }) {
  const t = words.use();
  const language = useLanguage();
  const numbered = statement.lines.map((line, index) => ({ ...line, position: index + 1 }));
  const columns: DataColumn<Line & { position: number }>[] = [
    { id: 'on', header: t('one.day'), kind: 'day', value: ({ on }) => on, wideOnly: true },
    {
      id: 'fact',
      header: t('one.fact'),
      kind: 'text',
      value: ({ sentence }) => say(sentence, language),
      isRowHeader: true,
      minWidth: 220,
      cell: ({ sentence, client }) => (
        <>
          {say(sentence, language)}
          {client && (
            <Text size="xs" c="dimmed" fw={400}>
              {client.name}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'invoice',
      header: t('one.document'),
      kind: 'text',
      value: ({ invoice }) => invoice?.number,
      wideOnly: true,
      cell: ({ invoice }) =>
        invoice && (
          <Anchor component={Link} to={`/gestion/factures/${invoice.id}`} className="nowrap" size="sm">
            {invoice.number}
          </Anchor>
        ),
    },
    {
      id: 'payment',
      header: t('one.payment'),
      kind: 'text',
      value: ({ payment }) => payment,
      wideOnly: true,
      cell: ({ payment }) =>
        payment !== null && (
          <Anchor
            component={Link}
            to={`/gestion/encaissements/${payment}`}
            size="sm"
            aria-label={`${t('one.see')} : ${t('one.payment')} ${payment}`}
          >
            {t('one.see')}
          </Anchor>
        ),
    },
    { id: 'basis', header: t('one.base'), kind: 'amount', value: ({ basis }) => basis, hiddenAtFirst: true },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
  ];
  return (
    <DataTable
      name="contribution-lines"
      caption={t('one.lines')}
      exportName={t('one.linesExport', {
        activity: statement.activity.code,
        month: statement.month.slice(0, 7),
      })}
      columns={columns}
      rows={numbered}
      rowKey={({ position }) => position}
      empty={null}
    />
  );
}
