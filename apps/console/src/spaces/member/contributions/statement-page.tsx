import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { NotFoundPage } from '../../../app/failed-page';
import { say, useLanguage, writeDay, writeMonth } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { MINE } from '../surroundings';
import { words } from './texts';

type Statement = Schema<'StatementView'>;
type Line = Statement['lines'][number] & { readonly position: number };

/** One closed statement of one's own, each figure told down to its document. */
export function StatementPage() {
  const { id = '' } = useParams();
  return /^[1-9]\d{0,14}$/.test(id) ? <Known id={Number(id)} /> : <NotFoundPage />;
}

function Known({ id }: { readonly id: number }) {
  const t = words.use();
  const language = useLanguage();
  const query = api.useQuery('get', '/api/my/contribution-statements/{id}', { params: { path: { id } } });
  const found = query.data;
  return (
    <Page
      title={found ? `${t(`titles.${found.nature}`)} ${found.number}` : t('title')}
      lead={
        found
          ? t('of', { activity: found.activity.name, month: writeMonth(found.month, language) })
          : '\u00a0'
      }
      above={[{ to: '/activite/contributions', label: t('title') }]}
      actions={
        found && (
          <Button
            component="a"
            href={`/api/my/contribution-statements/${id}/pdf?language=${language}`}
            leftSection={<IconFileTypePdf size={18} aria-hidden />}
          >
            {t('pdf')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(statement) => (
          <Stack gap="lg">
            <Facts statement={statement} />
            <Lines statement={statement} />
            <Text size="xs" c="dimmed">
              {t('rounding')} {t(`notes.${statement.nature}`)}
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
  const { scheme, closing, nature, month, year } = statement;
  return (
    <Paper withBorder p="md" radius="md">
      <Group gap="xl" align="flex-start">
        <Figure name={t('basis')} of={statement.basis} />
        <Figure name={t(`amounts.${nature}`)} of={statement.amount} strong />
        {statement.earlierYears.map((earlier) => (
          <Figure key={earlier.year} name={t('ofEarlier', { year: earlier.year })} of={earlier.amount} />
        ))}
        <Figure name={t('ofYear', { year: month.slice(0, 4) })} of={year.kept} />
        <Told name={t('issuer')}>{statement.issuer.name}</Told>
        {scheme && (
          <Told name={t('scheme')}>
            {say(scheme.terms.sentence, language)}
            <Text size="xs" c="dimmed">
              {t('schemeFrom', {
                month: writeMonth(scheme.from, language),
                scope: t(`scopes.${scheme.scope}`),
              })}
            </Text>
          </Told>
        )}
      </Group>
      {closing && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('closed', { day: writeDay(closing.on, language), by: closing.by })}
        </Text>
      )}
    </Paper>
  );
}

function Told({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      {children}
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly of: string;
  readonly strong?: boolean;
}

function Figure({ name, of, strong = false }: FigureProps) {
  return (
    <Told name={name}>
      <Text fw={strong ? 700 : 500} fz={strong ? 'lg' : 'md'}>
        <Amount of={of} />
      </Text>
    </Told>
  );
}

function Lines({ statement }: { readonly statement: Statement }) {
  const t = words.use();
  const language = useLanguage();
  const columns: DataColumn<Line>[] = [
    { id: 'on', header: t('day'), kind: 'day', value: ({ on }) => on, wideOnly: true },
    {
      id: 'fact',
      header: t('fact'),
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
      header: t('document'),
      kind: 'text',
      value: ({ invoice }) => invoice?.number,
      wideOnly: true,
      cell: ({ invoice }) =>
        invoice && (
          <Anchor component={Link} to={MINE.invoiceAt(invoice.id)} className="nowrap" size="sm">
            {invoice.number}
          </Anchor>
        ),
    },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
  ];
  return (
    <DataTable
      name="my-contribution-lines"
      caption={t('lines')}
      exportName={t('linesExport', { number: statement.number ?? '' })}
      columns={columns}
      rows={statement.lines.map((line, index) => ({ ...line, position: index + 1 }))}
      rowKey={({ position }) => position}
      empty={null}
    />
  );
}
