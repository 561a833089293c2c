import { Paper, SimpleGrid, Table, Title } from '@mantine/core';
import type { Schema } from '../../api/api';
import { addDays, useLanguage, writeDay } from '../../i18n/format';
import { Amount } from '../amount';
import classes from './account-view.module.css';
import { Defined, type Figure, type Labelled, useLabelled } from './defined';
import type { Span } from './span-of-months';
import { words } from './texts';

type Account = Schema<'ActivityAccountView'>;

const COSTS = ['contribution', 'directCosts', 'expenses', 'payCost'] as const;

/** What was earned and spent, whether it is paid or not. */
export function Result({ account, span }: { readonly account: Account; readonly span: Span }) {
  const t = words.use();
  const { labelOf } = useLabelled(account);
  const minus = (amount: string) =>
    amount.startsWith('-') ? amount.slice(1) : /[1-9]/.test(amount) ? `-${amount}` : amount;
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-label={t('result')}>
      <Title order={2} mb="xs">
        {t('result')}
      </Title>
      <Table fz="sm" verticalSpacing={6}>
        <caption className="visually-hidden">{t('result')}</caption>
        <Table.Tbody>
          <Row label={t('income')} figure="billed" account={account} amount={span.flows.billed} />
          {COSTS.map((cost) => (
            <Row
              key={cost}
              label={labelOf(cost)}
              figure={cost}
              account={account}
              amount={minus(span.flows[cost])}
            />
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Row strong label={t('resultRow')} figure="result" account={account} amount={span.result} />
          <Row
            label={labelOf('cumulatedResult')}
            figure="cumulatedResult"
            account={account}
            amount={span.last.cumulatedResult}
          />
        </Table.Tfoot>
      </Table>
    </Paper>
  );
}

interface RowProps {
  readonly label: string;
  readonly figure: Figure;
  readonly account: Labelled;
  readonly amount: string;
  readonly strong?: boolean;
}

function Row({ label, figure, account, amount, strong = false }: RowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={strong ? 600 : 400}>
        {label}
      </Table.Th>
      <Table.Td className={classes.net} fw={strong ? 600 : 400}>
        <Defined account={account} figure={figure}>
          <Amount of={amount} />
        </Defined>
      </Table.Td>
    </Table.Tr>
  );
}

const ASSETS = ['receivables', 'cash'] as const;
const LIABILITIES = ['available', 'uncollected', 'vatWaiting', 'vatDue', 'expensesDue'] as const;

/** What the activity has and owes at the end; both sides are equal. */
export function Balance({ account, span }: { readonly account: Account; readonly span: Span }) {
  const t = words.use();
  const language = useLanguage();
  const { labelOf } = useLabelled(account);
  const { balance, month } = span.last;
  const nextMonth = addDays(`${month.slice(0, 7)}-28`, 4);
  const title = t('balance', { day: writeDay(addDays(`${nextMonth.slice(0, 7)}-01`, -1), language) });
  const side = (figures: readonly (keyof typeof balance & Figure)[], total: string) => (
    <>
      {figures.map((figure) => (
        <Row
          key={figure}
          label={labelOf(figure)}
          figure={figure}
          account={account}
          amount={balance[figure]}
        />
      ))}
      <Table.Tr>
        <Table.Th scope="row">{t('total')}</Table.Th>
        <Table.Td className={classes.net} fw={600}>
          <Amount of={total} />
        </Table.Td>
      </Table.Tr>
    </>
  );
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-label={title}>
      <Title order={2} mb="xs">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" className={classes.sides}>
        <Table fz="sm" verticalSpacing={6}>
          <caption className={classes.side}>{t('assets')}</caption>
          <Table.Tbody>{side(ASSETS, balance.assets)}</Table.Tbody>
        </Table>
        <Table fz="sm" verticalSpacing={6}>
          <caption className={classes.side}>{t('liabilities')}</caption>
          <Table.Tbody>{side(LIABILITIES, balance.liabilities)}</Table.Tbody>
        </Table>
      </SimpleGrid>
    </Paper>
  );
}
