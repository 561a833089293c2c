import {
  Accordion,
  Alert,
  Anchor,
  Group,
  Paper,
  SegmentedControl,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { IconFileTypePdf, IconHourglass, IconReportMoney } from '@tabler/icons-react';
import { lazy, Suspense, useMemo } from 'react';
import type { Schema } from '../../api/api';
import { useLanguage, writeAmount, writeDay, writeMonth } from '../../i18n/format';
import { Amount } from '../amount';
import type { DataColumn } from '../data-table/columns';
import { DataTable } from '../data-table/data-table';
import { EmptyState } from '../empty-state';
import { useFilters } from '../use-filters';
import classes from './account-view.module.css';
import { Defined, useLabelled } from './defined';
import { Balance, Result } from './result-and-balance';
import { type ActivityMonth, type Span, spanOf, type Step, stepsOf } from './span-of-months';
import { words } from './texts';

type Account = Schema<'ActivityAccountView'>;

interface AccountViewProps {
  readonly account: Account;
  /** Where the statement of a month (`2026-10`) is. */
  readonly statementAt: (month: string) => string;
}

const CHART_HEIGHT = 300;
const Waterfall = lazy(() => import('./waterfall'));

/** The account of one activity: a month or a year from billed to available, its result, its balance sheet, all months. */
export function AccountView({ account, statementAt }: AccountViewProps) {
  const t = words.use();
  const language = useLanguage();
  const { months } = account;
  const [chosen, choose] = useFilters({ vue: 'mois', periode: '' });
  const byYear = chosen.vue === 'annee';
  const nameOf = ({ month }: ActivityMonth) => month.slice(0, byYear ? 4 : 7);
  const names = [...new Set(months.map(nameOf))].reverse();
  // The current month says little before it is billed: the last one that was is shown first.
  const lastBilled = months.findLast(({ flows }) => /[1-9]/.test(flows.billed)) ?? months.at(-1);
  const name = names.includes(chosen.periode) ? chosen.periode : lastBilled && nameOf(lastBilled);
  if (name === undefined) {
    return (
      <EmptyState icon={IconReportMoney} title={t('none')}>
        {t('noneDetail')}
      </EmptyState>
    );
  }
  const span = spanOf(months.filter((month) => nameOf(month) === name));
  return (
    <Stack gap="lg">
      <Group align="flex-end" gap="sm" data-print="hide">
        <SegmentedControl
          aria-label={t('by')}
          value={chosen.vue}
          onChange={(vue) => choose({ vue, periode: null })}
          data={[
            { value: 'mois', label: t('month') },
            { value: 'annee', label: t('year') },
          ]}
        />
        <SpanChoice names={names} name={name} byYear={byYear} onChoose={(periode) => choose({ periode })} />
        <StatementLink month={span.last.month} statementAt={statementAt} />
        <Text fw={600} mb={8} ml={{ sm: 'auto' }}>
          {t('today', { amount: writeAmount(months.at(-1)!.available, language) })}
        </Text>
      </Group>
      {span.provisional && (
        <Alert color="blue" variant="light" icon={<IconHourglass aria-hidden />}>
          {t('provisional')}
        </Alert>
      )}
      <Picture account={account} span={span} byYear={byYear} name={name} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Result account={account} span={span} />
        <Balance account={account} span={span} />
      </SimpleGrid>
      <Months account={account} statementAt={statementAt} />
      <Text size="sm" c="dimmed">
        {t('right')}
      </Text>
      <Opening opening={account.opening} />
    </Stack>
  );
}

interface SpanChoiceProps {
  readonly names: readonly string[];
  readonly name: string;
  readonly byYear: boolean;
  readonly onChoose: (name: string) => void;
}

function SpanChoice({ names, name, byYear, onChoose }: SpanChoiceProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Select
      w={190}
      allowDeselect={false}
      label={byYear ? t('chooseYear') : t('chooseMonth')}
      data={names.map((each) => ({ value: each, label: byYear ? each : writeMonth(each, language) }))}
      value={name}
      onChange={(value) => value && onChoose(value)}
    />
  );
}

function StatementLink({
  month,
  statementAt,
}: Pick<AccountViewProps, 'statementAt'> & { readonly month: string }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Anchor href={statementAt(month.slice(0, 7))} size="sm" mb={8} className="nowrap">
      <IconFileTypePdf size={18} aria-hidden style={{ verticalAlign: 'text-bottom' }} />{' '}
      {t('statementOf', { month: writeMonth(month, language) })}
    </Anchor>
  );
}

interface PictureProps {
  readonly account: Account;
  readonly span: Span;
  readonly byYear: boolean;
  readonly name: string;
}

function Picture({ account, span, byYear, name }: PictureProps) {
  const t = words.use();
  const language = useLanguage();
  const steps = stepsOf(span);
  const title = t('picture', { when: byYear ? name : writeMonth(name, language) });
  const month = writeMonth(span.last.month, language);
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="xs">
        <Title order={2}>{title}</Title>
        <div>
          <Text size="sm" c="dimmed">
            {t('availableNow')}, {t('availableOn', { month })}
          </Text>
          <Defined account={account} figure="available">
            <span className={classes.figure}>
              <Amount of={span.last.available} />
            </span>
          </Defined>
        </div>
      </Group>
      <Suspense fallback={<Skeleton height={CHART_HEIGHT} radius="sm" animate={false} />}>
        <Waterfall steps={steps} label={title} height={CHART_HEIGHT} />
      </Suspense>
      <Accordion variant="default" chevronPosition="left" mt={4} defaultValue="table">
        <Accordion.Item value="table">
          <Accordion.Control fz="sm">{t('table')}</Accordion.Control>
          <Accordion.Panel>
            <StepTable account={account} steps={steps} caption={title} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Paper>
  );
}

interface StepTableProps {
  readonly account: Account;
  readonly steps: readonly Step[];
  readonly caption: string;
}

function StepTable({ account, steps, caption }: StepTableProps) {
  const t = words.use();
  const { labelOf } = useLabelled(account);
  return (
    <Table fz="sm" verticalSpacing={4}>
      <caption className="visually-hidden">{caption}</caption>
      <Table.Thead className="visually-hidden">
        <Table.Tr>
          <Table.Th scope="col">{t('step')}</Table.Th>
          <Table.Th scope="col">{t('amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {steps.map(({ name, amount, whole }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={whole ? 600 : 400}>
              {name === 'toCollect' || name === 'carried' ? t(`steps.${name}`) : labelOf(name)}
            </Table.Th>
            <Table.Td className={classes.net} fw={whole ? 600 : 400}>
              <Defined account={account} figure={name}>
                <Amount of={amount} />
              </Defined>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Months({ account, statementAt }: AccountViewProps) {
  const t = words.use();
  const language = useLanguage();
  const columns = useMemo<DataColumn<ActivityMonth>[]>(() => {
    const amount = (
      id: keyof ActivityMonth['flows'] | 'available' | 'result',
      value: (month: ActivityMonth) => string,
    ): DataColumn<ActivityMonth> => ({
      id,
      header: t(`steps.${id}`),
      kind: 'amount',
      value,
    });
    return [
      {
        id: 'month',
        header: t('monthColumn'),
        kind: 'text',
        isRowHeader: true,
        minWidth: 130,
        value: ({ month }) => writeMonth(month, language),
      },
      amount('billed', ({ flows }) => flows.billed),
      amount('collected', ({ flows }) => flows.collected),
      amount('contribution', ({ flows }) => flows.contribution),
      amount('directCosts', ({ flows }) => flows.directCosts),
      amount('expenses', ({ flows }) => flows.expenses),
      amount('payCost', ({ flows }) => flows.payCost),
      amount('available', ({ available }) => available),
      amount('result', ({ result }) => result),
      {
        id: 'statement',
        header: t('statement'),
        kind: 'text',
        value: ({ month }) => statementAt(month.slice(0, 7)),
        cell: ({ month }) => (
          <Anchor
            href={statementAt(month.slice(0, 7))}
            size="sm"
            aria-label={t('statementOf', { month: writeMonth(month, language) })}
          >
            PDF
          </Anchor>
        ),
      },
    ];
  }, [account, language]);
  return (
    <section>
      <Title order={2} mb="xs">
        {t('months')}
      </Title>
      <DataTable
        name="activity-account-months"
        caption={t('months')}
        columns={columns}
        rows={account.months.toReversed()}
        rowKey={({ month }) => month}
        exportName={t('exportName', { code: account.activity.code.toLowerCase() })}
        empty={null}
      />
    </section>
  );
}

function Opening({ opening }: { readonly opening: Account['opening'] }) {
  const t = words.use();
  const language = useLanguage();
  if (!opening) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('opening', {
        day: writeDay(opening.openedOn, language),
        amount: writeAmount(opening.available, language),
        reason: opening.reason,
      })}
    </Text>
  );
}
