import { Button, Group, Paper, Select, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPercentage } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { sumOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeMonth } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { today } from '../../../api/today';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { ClosingDialogue } from './closing-dialogue';
import { type MonthToClose, monthsToClose, placeOf, type StatementRow } from './places';
import { words } from './texts';

const NO_FILTERS = { mois: '', emetteur: '', etat: '' };

function useColumns(): DataColumn<StatementRow>[] {
  const t = words.use();
  const language = useLanguage();
  return [
    {
      id: 'activity',
      header: t('activity'),
      kind: 'text',
      value: ({ activity }) => activity.name,
      isRowHeader: true,
      minWidth: 130,
    },
    {
      id: 'month',
      header: t('month'),
      kind: 'text',
      value: ({ month }) => writeMonth(month, language),
      cell: ({ month }) => <span className="nowrap">{writeMonth(month, language)}</span>,
    },
    { id: 'issuer', header: t('issuer'), kind: 'text', value: ({ issuer }) => issuer.name, wideOnly: true },
    {
      id: 'nature',
      header: t('nature'),
      kind: 'text',
      value: ({ nature }) => t(`natures.${nature}`),
      hiddenAtFirst: true,
    },
    {
      id: 'holder',
      header: t('holder'),
      kind: 'text',
      value: ({ activity }) => activity.holder,
      hiddenAtFirst: true,
    },
    { id: 'basis', header: t('basis'), kind: 'amount', value: ({ basis }) => basis, wideOnly: true },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
    {
      id: 'state',
      header: t('state'),
      kind: 'text',
      value: ({ id }) => t(id === null ? 'states.open' : 'states.closed'),
      cell: ({ id }) => (
        <StateBadge tone={id === null ? 'waiting' : 'done'}>
          {t(id === null ? 'states.open' : 'states.closed')}
        </StateBadge>
      ),
    },
    {
      id: 'number',
      header: t('number'),
      kind: 'text',
      value: ({ number }) => number,
      cell: ({ number }) => <span className="nowrap">{number}</span>,
      wideOnly: true,
    },
  ];
}

/** Statements of every activity, newest month first; open ones are computed, closed ones stay. */
export function StatementsPage() {
  const t = words.use();
  const language = useLanguage();
  const [filters, setFilters] = useFilters(NO_FILTERS);
  const statements = api.useQuery('get', '/api/contribution-statements', { params: { query: {} } });
  const all = useMemo(() => statements.data ?? [], [statements.data]);
  const rows = statements.data?.filter(
    ({ id, month, issuer }) =>
      (filters.mois === '' || month.startsWith(filters.mois)) &&
      (filters.emetteur === '' || String(issuer.id) === filters.emetteur) &&
      (filters.etat === '' || (id === null) === (filters.etat === 'ouvert')),
  );
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button component={Link} to="/gestion/contributions/baremes" variant="default">
          {t('schemes')}
        </Button>
      }
    >
      <Stack gap="lg">
        {statements.isPending ? <ToCloseReserved /> : all.length > 0 && <ToClose rows={all} />}
        <DataTable
          name="contribution-statements"
          caption={t('title')}
          exportName={t('exportName')}
          columns={useColumns()}
          rows={rows}
          rowKey={({ id, issuer, activity, month }) => id ?? `${issuer.id}/${activity.id}/${month}`}
          rowLink={placeOf}
          error={statements.error}
          onRetry={() => void statements.refetch()}
          toolbar={<Filters rows={all} filters={filters} onChange={setFilters} />}
          totals={
            rows &&
            t('totals', {
              count: rows.length,
              amount: writeAmount(sumOf(rows.map(({ amount }) => amount)), language),
            })
          }
          empty={
            <EmptyState
              icon={IconPercentage}
              title={t('empty.title')}
              action={
                !isFiltered && (
                  <Button component={Link} to="/gestion/contributions/baremes">
                    {t('schemes')}
                  </Button>
                )
              }
            >
              {t(isFiltered ? 'empty.filtered' : 'empty.text')}
            </EmptyState>
          }
        />
      </Stack>
    </Page>
  );
}

const CARD_HEIGHT = 94;

/** The room of the two issuers that a cooperative has at first: itself and its CAE. */
function ToCloseReserved() {
  const t = words.use();
  return (
    <section aria-hidden>
      <Title order={2} size="h4" mb="xs">
        {t('toClose.title')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <Skeleton height={CARD_HEIGHT} radius="md" animate={false} />
        <Skeleton height={CARD_HEIGHT} radius="md" animate={false} />
      </SimpleGrid>
    </section>
  );
}

/** The oldest open month of each issuer, with its one next act. */
function ToClose({ rows }: { readonly rows: readonly StatementRow[] }) {
  const t = words.use();
  const language = useLanguage();
  const mayClose = useMay('administrator', 'accountant');
  const [closing, setClosing] = useState<MonthToClose | null>(null);
  const months = monthsToClose(rows, today());
  return (
    <section aria-label={t('toClose.title')}>
      <Title order={2} size="h4" mb="xs">
        {t('toClose.title')}
      </Title>
      {months.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('toClose.nothing')}
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {months.map((month) => {
            const of = { month: writeMonth(month.month, language), issuer: month.issuer.name };
            return (
              <Paper key={month.issuer.id} withBorder p="sm" radius="md" mih={CARD_HEIGHT}>
                <Group justify="space-between" wrap="nowrap">
                  <div>
                    <Text fw={600}>
                      <Text span inherit tt="capitalize">
                        {of.month}
                      </Text>
                      , {of.issuer}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t('toClose.count', {
                        count: month.statements.length,
                        amount: writeAmount(sumOf(month.statements.map(({ amount }) => amount)), language),
                      })}
                    </Text>
                  </div>
                  {mayClose && (
                    <Button
                      size="xs"
                      flex="none"
                      onClick={() => setClosing(month)}
                      aria-label={t('toClose.closeOf', of)}
                    >
                      {t('toClose.close')}
                    </Button>
                  )}
                </Group>
              </Paper>
            );
          })}
        </SimpleGrid>
      )}
      {closing && <ClosingDialogue wish={closing} onClose={() => setClosing(null)} />}
    </section>
  );
}

interface FiltersProps {
  readonly rows: readonly StatementRow[];
  readonly filters: Readonly<Record<keyof typeof NO_FILTERS, string>>;
  readonly onChange: (change: Partial<Record<keyof typeof NO_FILTERS, string | null>>) => void;
}

function Filters({ rows, filters, onChange }: FiltersProps) {
  const t = words.use();
  const language = useLanguage();
  const months = [...new Set(rows.map(({ month }) => month.slice(0, 7)))];
  const issuers = new Map(rows.map(({ issuer }) => [String(issuer.id), issuer.name]));
  return (
    <>
      <Select
        aria-label={t('month')}
        placeholder={t('allMonths')}
        value={filters.mois || null}
        onChange={(mois) => onChange({ mois })}
        data={months.map((month) => ({ value: month, label: writeMonth(month, language) }))}
        clearable
        w={{ base: '47%', xs: 170 }}
      />
      <Select
        aria-label={t('state')}
        placeholder={t('allStates')}
        value={filters.etat || null}
        onChange={(etat) => onChange({ etat })}
        data={[
          { value: 'ouvert', label: t('states.open') },
          { value: 'clos', label: t('states.closed') },
        ]}
        clearable
        w={{ base: '47%', xs: 150 }}
      />
      <Select
        aria-label={t('issuer')}
        placeholder={t('allIssuers')}
        value={filters.emetteur || null}
        onChange={(emetteur) => onChange({ emetteur })}
        data={[...issuers].map(([value, label]) => ({ value, label }))}
        clearable
        w={{ base: '100%', xs: 240 }}
      />
    </>
  );
}
