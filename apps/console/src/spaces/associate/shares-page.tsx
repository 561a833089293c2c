import { Alert, Button, Card, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconCertificate, IconInfoCircle, IconLinkOff } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { api, type Schema } from '../../api/api';
import { centsOf, sumOf } from '../../i18n/amounts';
import { useLanguage, writeAmount, writeLongDay, writeNumber } from '../../i18n/format';
import { Amount, NumberText } from '../../ui/amount';
import type { DataColumn } from '../../ui/data-table/columns';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Loaded } from '../../ui/loaded';
import { LoadingRows } from '../../ui/loading';
import { Page } from '../../ui/page';
import { DayText } from '../../ui/when';
import classes from './shares-page.module.css';
import { words } from './texts';

type Shares = Schema<'MySharesView'>;
type Movement = Schema<'MyMovementView'>;

/** What an associate holds, how it came to be, and the certificate of it. */
export function SharesPage() {
  const t = words.use();
  const shares = api.useQuery('get', '/api/my/shares', {});
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        (shares.data?.quantity ?? 0) > 0 && (
          <Button
            component="a"
            href="/api/my/shares/certificate"
            target="_blank"
            leftSection={<IconCertificate size={16} aria-hidden />}
          >
            {t('certificate')}
          </Button>
        )
      }
    >
      <Loaded query={shares} skeleton={<LoadingRows rows={12} />}>
        {(data) =>
          data.name === null ? (
            <EmptyState icon={IconLinkOff} title={t('none')}>
              {t('noneDetail')}
            </EmptyState>
          ) : (
            <SharesOf shares={data} />
          )
        }
      </Loaded>
    </Page>
  );
}

function SharesOf({ shares }: { readonly shares: Shares }) {
  const t = words.use();
  return (
    <Stack gap="lg" maw={1100}>
      <Figures shares={shares} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Place shares={shares} />
        <Holdings shares={shares} />
      </SimpleGrid>
      <Movements movements={shares.movements} />
      <Alert
        color="blue"
        variant="light"
        role="note"
        icon={<IconInfoCircle aria-hidden />}
        title={t('later')}
      >
        {t('laterDetail')}
      </Alert>
    </Stack>
  );
}

function Figures({ shares }: { readonly shares: Shares }) {
  const t = words.use();
  const language = useLanguage();
  const left = sumOf([shares.subscribed, `-${shares.paid}`]);
  const figures: [string, ReactNode, string][] = [
    [
      t('quantityLabel'),
      writeNumber(shares.quantity, language),
      t('on', { day: writeLongDay(shares.on, language) }),
    ],
    [
      t('subscribed'),
      <Amount key="subscribed" of={shares.subscribed} />,
      centsOf(left) > 0n ? t('toPay', { amount: writeAmount(left, language) }) : t('allPaid'),
    ],
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
      {figures.map(([label, figure, detail]) => (
        <Card key={label} withBorder padding="md">
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <Text fz={28} fw={600} lh={1.3}>
            {figure}
          </Text>
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function Place({ shares: { membership } }: { readonly shares: Shares }) {
  const t = words.use();
  if (membership === null) {
    return (
      <Section title={t('membership')}>
        <Text size="sm">{t('notAssociate')}</Text>
      </Section>
    );
  }
  const { number, period, category, college } = membership;
  const facts: [string, ReactNode, string?][] = [
    [t('number'), String(number)],
    [t('since'), <DayText key="since" of={period.from} />],
    ...(period.to === null
      ? []
      : ([[t('until'), <DayText key="until" of={period.to} />]] as [string, ReactNode][])),
    [t('category'), category, t('categoryHelp')],
    [t('college'), college ?? t('noCollege'), t('collegeHelp')],
  ];
  return (
    <Section title={t('membership')}>
      <dl className={classes.facts}>
        {facts.map(([label, value, help]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {help && (
                <Text size="xs" c="dimmed">
                  {help}
                </Text>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Holdings({ shares: { holdings } }: { readonly shares: Shares }) {
  const t = words.use();
  return (
    <Section title={t('holdings')}>
      {holdings.length === 0 ? (
        <Text size="sm">{t('noHoldings')}</Text>
      ) : (
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('holdings')}>
          <Table verticalSpacing={6}>
            <caption className="visually-hidden">{t('holdings')}</caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('class')}</Table.Th>
                <Table.Th scope="col" visibleFrom="sm">
                  {t('sinceColumn')}
                </Table.Th>
                {(['count', 'nominal', 'amount', 'paidColumn'] as const).map((name) => (
                  <Table.Th
                    key={name}
                    scope="col"
                    ta="right"
                    visibleFrom={name === 'nominal' ? 'sm' : undefined}
                  >
                    {t(name)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {holdings.map(({ classCode, className, nominal, quantity, subscribed, paid, since }) => (
                <Table.Tr key={classCode}>
                  <Table.Th scope="row" fw={500}>
                    {`${classCode} – ${className}`}
                  </Table.Th>
                  <Table.Td visibleFrom="sm">
                    <DayText of={since} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <NumberText of={quantity} />
                  </Table.Td>
                  {[nominal, subscribed, paid].map((amount, i) => (
                    <Table.Td key={i} ta="right" visibleFrom={i === 0 ? 'sm' : undefined}>
                      <Amount of={amount} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Section>
  );
}

function columnsOf(): DataColumn<Movement>[] {
  const t = words.now;
  const said = ({ kind, reversal }: Movement) =>
    reversal ? t('reversal', { kind: t(`kinds.${kind}`) }) : t(`kinds.${kind}`);
  return [
    { id: 'day', header: t('day'), kind: 'day', value: ({ day }) => day },
    { id: 'kind', header: t('kind'), kind: 'text', value: said, isRowHeader: true },
    { id: 'class', header: t('class'), kind: 'text', value: ({ classCode }) => classCode, wideOnly: true },
    { id: 'quantity', header: t('count'), kind: 'number', value: ({ quantity }) => quantity },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount },
    {
      id: 'document',
      header: t('document'),
      kind: 'text',
      value: ({ causeCode }) => causeCode,
      wideOnly: true,
    },
  ];
}

function Movements({ movements }: { readonly movements: readonly Movement[] }) {
  const t = words.use();
  const language = useLanguage();
  const columns = useMemo(() => columnsOf(), [language]);
  return (
    <section>
      <Group mb="sm">
        <Title order={2}>{t('movements')}</Title>
      </Group>
      <DataTable
        name="my-share-movements"
        caption={t('movements')}
        exportName={t('exportName')}
        columns={columns}
        rows={movements}
        rowKey={({ number, quantity }) => `${number}/${quantity}`}
        empty={<Text p="md">{t('noMovements')}</Text>}
      />
    </section>
  );
}
