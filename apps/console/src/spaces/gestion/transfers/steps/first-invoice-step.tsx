import { Alert, Anchor, Button, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../../../api/api';
import { say, useLanguage, writeMonth } from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import { Explained } from '../../../../ui/explained';
import { Loaded } from '../../../../ui/loaded';
import { DayText } from '../../../../ui/when';
import { words } from '../texts';
import type { StepProps } from './step';

/** What the new carrier billed first, and the commission that is no longer paid. */
export function FirstInvoiceStep({ transfer }: StepProps) {
  const t = words.use();
  const { firstInvoice, to, from, state } = transfer;
  const path = { id: transfer.id };
  const savings = api.useQuery('get', '/api/contract-transfers/{id}/savings', { params: { path } });
  return (
    <Stack gap="lg">
      <Title order={2}>{t('first.title')}</Title>
      <section>
        <Title order={3} size="h4" mb="xs">
          {t('first.invoice', { to: to.name })}
        </Title>
        {firstInvoice ? (
          <Text>
            <Anchor component={Link} to={`/gestion/factures/${firstInvoice.id}`} underline="always">
              {firstInvoice.number}
            </Anchor>{' '}
            · <DayText of={firstInvoice.issuedOn} /> · <Amount of={firstInvoice.net} />
          </Text>
        ) : (
          <Group gap="sm">
            <Text size="sm">{t(state === 'undone' ? 'first.never' : 'first.none', { to: to.name })}</Text>
            {state === 'switched' && (
              <Button
                size="xs"
                component={Link}
                to={`/gestion/campagnes/proposer?emetteur=${encodeURIComponent(to.code)}`}
              >
                {t('first.propose')}
              </Button>
            )}
          </Group>
        )}
      </section>
      <section>
        <Title order={3} size="h4" mb="xs">
          {t('first.savings', { from: from.name })}
        </Title>
        <Loaded query={savings}>
          {(data) =>
            data.basis === null ? (
              <Text size="sm" c="dimmed">
                {t('first.before')}
              </Text>
            ) : (
              <SavingsTable savings={data} former={from.name} />
            )
          }
        </Loaded>
      </section>
    </Stack>
  );
}

interface SavingsTableProps {
  readonly savings: Schema<'TransferSavingsView'>;
  readonly former: string;
}

function SavingsTable({ savings, former }: SavingsTableProps) {
  const t = words.use();
  const language = useLanguage();
  const { months, saved, billed, basis } = savings;
  return (
    <Stack gap="sm">
      {saved === null && (
        <Alert role="note" variant="light" color="yellow">
          {t('first.noScheme', { from: former })}{' '}
          <Anchor component={Link} to="/gestion/contributions" size="sm" underline="always">
            {t('first.schemes')}
          </Anchor>
        </Alert>
      )}
      <Table maw={640} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('first.month')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('first.billed')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('first.kept')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {months.map((month) => (
            <Table.Tr key={month.month}>
              <Table.Th scope="row" fw={400}>
                {writeMonth(month.month, language)}
              </Table.Th>
              <Table.Td ta="right">
                <Amount of={month.billed} />
              </Table.Td>
              <Table.Td ta="right">
                {month.saved === null ? (
                  <Text span size="sm" c="dimmed">
                    {t('first.unknown')}
                  </Text>
                ) : (
                  <Explained
                    name={t('first.explainedOf', { month: writeMonth(month.month, language) })}
                    explanation={() => <Sum month={month} />}
                  >
                    <Amount of={month.saved} />
                  </Explained>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('first.since')}</Table.Th>
            <Table.Td ta="right" fw={600}>
              <Amount of={billed} />
            </Table.Td>
            <Table.Td ta="right" fw={600}>
              {saved === null ? '–' : <Amount of={saved} />}
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {basis && (
        <Text size="sm" c="dimmed">
          {say(basis, language)}
        </Text>
      )}
    </Stack>
  );
}

function Sum({ month }: { readonly month: Schema<'TransferSavedMonthView'> }) {
  const t = words.use();
  const language = useLanguage();
  if (month.lines.length === 0) return t('first.nothing');
  return (
    <List size="sm" spacing={4}>
      {month.lines.map(({ sentence, invoice, amount, rateBasisPoints }, at) => (
        <List.Item key={`${at}${invoice?.id}${rateBasisPoints}${amount}`}>
          {say(sentence, language)}
          {' : '}
          <Amount of={amount} />
          {invoice && (
            <>
              {' '}
              <Anchor component={Link} to={`/gestion/factures/${invoice.id}`} size="sm" underline="always">
                {invoice.number}
              </Anchor>
            </>
          )}
        </List.Item>
      ))}
    </List>
  );
}
