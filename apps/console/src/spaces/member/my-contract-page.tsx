import { Button, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../api/api';
import { useLanguage } from '../../i18n/format';
import { CoverageStrip } from '../../ui/coverage/coverage-strip';
import { Loaded } from '../../ui/loaded';
import { Page } from '../../ui/page';
import { PeriodText } from '../../ui/when';
import { sayPrice } from './say-terms';
import { MINE } from './surroundings';
import { words } from './texts';

/** One of one's contracts: its billed days, what is agreed, who carries it. */
export function MyContractPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const query = api.useQuery('get', '/api/my/contracts/{id}', { params: { path: { id } } });
  const contract = query.data;
  return (
    <Page
      title={contract?.title ?? t('contracts.title')}
      lead={contract && `${contract.code} – ${contract.client.name}`}
      above={[{ to: '/activite', label: t('contracts.title') }]}
      actions={
        contract && (
          <Button
            component={Link}
            to={`/activite/factures?contrat=${id}`}
            variant="default"
            leftSection={<IconFileInvoice size={18} aria-hidden />}
          >
            {t('contract.invoices')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(found) => (
          <Stack gap="lg">
            <Facts contract={found} />
            <Section title={t('contract.coverage')}>
              <CoverageStrip
                contract={id}
                label={t('contract.coverageOf', { code: found.code })}
                surroundings={MINE}
              />
            </Section>
            <Section title={t('contract.terms')}>
              <Terms lines={found.lines} />
            </Section>
            <Section title={t('contract.carriage')} lead={t('contract.carriageDetail')}>
              <Carriage carriage={found.carriage} />
            </Section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

function Section({ title, lead, children }: SectionProps) {
  return (
    <section>
      <Title order={2} size="h3" mb={lead ? 0 : 'xs'}>
        {title}
      </Title>
      {lead && (
        <Text size="sm" c="dimmed" mb="xs">
          {lead}
        </Text>
      )}
      {children}
    </section>
  );
}

function Facts({ contract }: { readonly contract: Schema<'MyContractView'> }) {
  const t = words.use();
  const facts = [
    [t('contract.client'), contract.client.name],
    [t('contract.activity'), contract.activity.name],
    [t('contract.code'), contract.code],
    [t('contract.purchaseOrder'), contract.purchaseOrder],
  ].filter(([, value]) => value);
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Terms({ lines }: { readonly lines: readonly Schema<'LineView'>[] }) {
  const t = words.use();
  useLanguage();
  return (
    <Table.ScrollContainer minWidth={320} type="native">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('contract.line')}</Table.Th>
            <Table.Th scope="col">{t('contract.days')}</Table.Th>
            <Table.Th scope="col">{t('contract.price')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        {lines.map((line) => (
          <Table.Tbody key={line.id}>
            {line.terms.length === 0 && (
              <Table.Tr>
                <Table.Th scope="row">{line.label}</Table.Th>
                <Table.Td colSpan={2}>{t('contract.ended')}</Table.Td>
              </Table.Tr>
            )}
            {line.terms.map((term, index) => (
              <Table.Tr key={term.period.from}>
                {index === 0 && (
                  <Table.Th scope="rowgroup" rowSpan={line.terms.length} style={{ verticalAlign: 'top' }}>
                    {line.label}
                  </Table.Th>
                )}
                <Table.Td>
                  <PeriodText of={term.period} />
                </Table.Td>
                <Table.Td>{sayPrice(line, term)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}

function Carriage({ carriage }: { readonly carriage: readonly Schema<'MyCarriageView'>[] }) {
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {carriage.map(({ issuer, period }) => (
        <li key={period.from}>
          {issuer.name}, <PeriodText of={period} />
        </li>
      ))}
    </ul>
  );
}
