import { Anchor, Box, Group, Paper, Progress, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount, writeLongDay, writeMonth } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { EmptyState } from '../../../ui/empty-state';
import { Explained } from '../../../ui/explained';
import { Loaded } from '../../../ui/loaded';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { type MonthOfBilling, type Part, partsOf } from './amounts';
import { PLACES } from '../drift/drift-kinds';
import classes from './dashboard.module.css';
import { address, daysOfMonth } from './links';
import { words } from './texts';

type Dashboard = Schema<'DashboardView'>;

const COLORS: Readonly<Record<Part['name'] | 'paid', string>> = {
  sent: 'var(--mantine-color-tide-7)',
  unsent: 'var(--mantine-color-blue-6)',
  excused: 'var(--mantine-color-gray-5)',
  toBill: 'var(--mantine-color-orange-6)',
  paid: 'var(--mantine-color-tide-9)',
};

/** Due, issued, sent, paid: what one month has come to. `month` undefined: the present one. */
export function MonthPicture({ month }: { readonly month: string | undefined }) {
  const query = api.useQuery('get', '/api/dashboard', { params: { query: { month } } });
  return (
    <Loaded query={query} skeleton={<Skeleton h={{ base: 505, sm: 318 }} radius="md" animate={false} />}>
      {(dashboard) => <Picture dashboard={dashboard} />}
    </Loaded>
  );
}

function Picture({ dashboard }: { readonly dashboard: Dashboard }) {
  const t = words.use();
  const language = useLanguage();
  const month = writeMonth(dashboard.month, language);
  const { parts } = partsOf(dashboard);
  const { credited } = dashboard;
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-label={t('picture')} mih={318}>
      <Title order={2} mb="sm">
        {t('pictureOf', { month })}
      </Title>
      <Steps dashboard={dashboard} />
      {parts.length === 0 ? (
        <EmptyState
          title={t('nothingThisMonth')}
          action={
            <Anchor component={Link} to="/gestion/contrats" size="sm">
              {t('seeContracts')}
            </Anchor>
          }
        >
          {t('nothingThisMonthHint')}
        </EmptyState>
      ) : (
        <Stack gap="xs" mt="md">
          <Bar of={dashboard} size={22} label={t('pictureOf', { month })} />
          <Legend parts={parts} />
          {credited.count > 0 && (
            <Text size="sm" c="dimmed">
              {t('creditNotes', { count: credited.count, amount: writeAmount(credited.net, language) })}
            </Text>
          )}
          {dashboard.issuers.length > 1 && <Issuers dashboard={dashboard} />}
        </Stack>
      )}
    </Paper>
  );
}

function Steps({ dashboard }: { readonly dashboard: Dashboard }) {
  const t = words.use();
  const language = useLanguage();
  const { month, asOf, due, toBill, issued, sent, unsent, credited } = dashboard;
  const { first, last } = daysOfMonth(month);
  const isOver = asOf === last;
  const invoices = { du: first, au: last };
  return (
    <ol className={classes.steps}>
      <Step
        name={t('steps.due')}
        color={COLORS.toBill}
        net={due}
        hint={toBill.count > 0 ? t('steps.dueHint', { count: toBill.count }) : t('steps.nothingToBill')}
        why={
          <Stack gap={6}>
            <span>{t('why.due')}</span>
            <Text size="sm" fw={600} className="nowrap">
              {t('why.sum', {
                a: writeAmount(toBill.net, language),
                b: writeAmount(issued.net, language),
                total: writeAmount(due, language),
              })}
            </Text>
            <span>{t(isOver ? 'why.toBillPast' : 'why.toBill', { day: writeLongDay(asOf, language) })}</span>
            <WhyLink to={address('/gestion/ecarts', { genre: PLACES.unbilled })}>
              {t('why.seeToBill')}
            </WhyLink>
            <WhyLink to={address('/gestion/factures', invoices)}>{t('why.seeIssued')}</WhyLink>
          </Stack>
        }
      />
      <Step
        name={t('steps.issued')}
        color="var(--mantine-color-blue-6)"
        net={issued.net}
        hint={issued.count > 0 ? t('steps.documents', { count: issued.count }) : t('steps.nothing')}
        why={
          <Stack gap={6}>
            <span>{t('why.issued')}</span>
            {credited.count > 0 && (
              <span>
                {t('why.credited', {
                  a: writeAmount(issued.net, language),
                  b: writeAmount(credited.net, language),
                  total: writeAmount(amountOf(centsOf(issued.net) - centsOf(credited.net)), language),
                })}
              </span>
            )}
            <WhyLink to={address('/gestion/factures', invoices)}>{t('why.seeIssued')}</WhyLink>
          </Stack>
        }
      />
      <Step
        name={t('steps.sent')}
        color={COLORS.sent}
        net={sent.net}
        hint={sent.count > 0 ? t('steps.documents', { count: sent.count }) : t('steps.nothing')}
        why={
          <Stack gap={6}>
            <span>{t('why.sent')}</span>
            <WhyLink to={address('/gestion/factures', { ...invoices, envoi: 'sent' })}>
              {t('why.seeSent')}
            </WhyLink>
            {unsent.count > 0 && (
              <>
                <span>
                  {t('parts.unsent')} : <Amount of={unsent.net} />. {t('why.unsent')}
                </span>
                <WhyLink to="/gestion/factures/envois">{t('why.seeUnsent')}</WhyLink>
              </>
            )}
          </Stack>
        }
      />
      <PaidStep month={month} />
    </ol>
  );
}

/** With VAT, as clients pay: the other steps are without. */
function PaidStep({ month }: { readonly month: string }) {
  const t = words.use();
  const language = useLanguage();
  const { data } = api.useQuery('get', '/api/payments/overview', { params: { query: { month } } });
  if (!data) {
    return (
      <li className={classes.step} style={{ '--step-color': COLORS.paid } as CSSProperties}>
        <Text c="dimmed" size="sm" fw={500}>
          {t('steps.paid')}
        </Text>
        <span className={classes.figure}>{'\u00a0'}</span>
        <Text size="sm">{'\u00a0'}</Text>
      </li>
    );
  }
  const { issued, paid, overdue, received } = data;
  return (
    <Step
      name={t('steps.paid')}
      color={COLORS.paid}
      net={paid.gross}
      hint={
        issued.documents > 0
          ? t('steps.paidHint', { count: paid.documents, of: issued.documents })
          : t('steps.nothing')
      }
      why={
        <Stack gap={6}>
          <span>
            {t('why.paid', {
              paid: writeAmount(paid.gross, language),
              issued: writeAmount(issued.gross, language),
            })}
          </span>
          <span>{t('why.received', { amount: writeAmount(received, language) })}</span>
          {overdue.documents > 0 && (
            <span>
              {t('why.overdue', {
                count: overdue.documents,
                amount: writeAmount(overdue.balance, language),
              })}
            </span>
          )}
          <WhyLink to="/gestion/encaissements">{t('why.seePayments')}</WhyLink>
        </Stack>
      }
    />
  );
}

function WhyLink({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Anchor component={Link} to={to} size="sm">
      {children}
    </Anchor>
  );
}

interface StepProps {
  readonly name: string;
  readonly color: string;
  readonly net: string;
  readonly hint: string;
  readonly why: ReactNode;
}

function Step({ name, color, net, hint, why }: StepProps) {
  return (
    <li className={classes.step} style={{ '--step-color': color } as CSSProperties}>
      <Text c="dimmed" size="sm" fw={500}>
        {name}
      </Text>
      <Explained name={name} explanation={() => why}>
        <span className={classes.figure}>
          <Amount of={net} />
        </span>
      </Explained>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    </li>
  );
}

function Bar({
  of,
  size,
  label,
}: {
  readonly of: MonthOfBilling;
  readonly size: number;
  readonly label: string;
}) {
  const t = words.use();
  const language = useLanguage();
  const { parts } = partsOf(of);
  const told = parts.map(({ name, net }) => `${t(`parts.${name}`)} ${writeAmount(net, language)}`).join(', ');
  return (
    <Progress.Root size={size} className={classes.bar} role="img" aria-label={`${label} : ${told}`}>
      {parts.map(({ name, percent }) => (
        <Progress.Section
          key={name}
          value={percent}
          color={COLORS[name]}
          withAria={false}
          className={classes.section}
          data-part={name}
        />
      ))}
    </Progress.Root>
  );
}

function Legend({ parts }: { readonly parts: readonly Part[] }) {
  const t = words.use();
  return (
    <Group style={{ gap: '4px 20px' }}>
      {parts.map(({ name, net }) => (
        <Group key={name} gap={6} wrap="nowrap">
          <span
            className={classes.swatch}
            data-part={name}
            style={{ '--swatch-color': COLORS[name] } as CSSProperties}
          />
          <Text size="sm">
            {t(`parts.${name}`)} <Amount of={net} />
          </Text>
        </Group>
      ))}
    </Group>
  );
}

/** The same, issuer by issuer; who has nothing in the month is not there. */
function Issuers({ dashboard }: { readonly dashboard: Dashboard }) {
  const t = words.use();
  const language = useLanguage();
  const { issuers, month } = dashboard;
  const { first, last } = daysOfMonth(month);
  const largest = Math.max(...issuers.map((each) => Number(centsOf(partsOf(each).due))), 1);
  return (
    <Table mt={4} verticalSpacing={6} horizontalSpacing="xs" fz="sm">
      <caption className="visually-hidden">{t('byIssuer')}</caption>
      <Table.Tbody>
        {issuers.map(({ issuer, ...sums }) => {
          const { due } = partsOf(sums);
          const explanation = () => (
            <Stack gap={6}>
              <span>{t('why.due')}</span>
              <Text size="sm" fw={600} className="nowrap">
                {t('why.sum', {
                  a: writeAmount(sums.toBill.net, language),
                  b: writeAmount(sums.issued.net, language),
                  total: writeAmount(due, language),
                })}
              </Text>
              <WhyLink to={address('/gestion/ecarts', { genre: PLACES.unbilled, emetteur: issuer.code })}>
                {t('why.seeToBill')}
              </WhyLink>
              <WhyLink to={address('/gestion/factures', { emetteur: issuer.code, du: first, au: last })}>
                {t('why.seeIssued')}
              </WhyLink>
            </Stack>
          );
          return (
            <Table.Tr key={issuer.code}>
              <Table.Th scope="row" fw={500}>
                {issuer.name}
              </Table.Th>
              <Table.Td w="45%" visibleFrom="sm">
                <Box w={`${(100 * Number(centsOf(due))) / largest}%`} miw={4}>
                  <Bar of={sums} size={12} label={issuer.name} />
                </Box>
              </Table.Td>
              <Table.Td className={classes.net} w={150}>
                <Explained name={issuer.name} explanation={explanation}>
                  <Amount of={due} />
                </Explained>
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
