import {
  Alert,
  Anchor,
  Button,
  Card,
  Group,
  List,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconAlertTriangle, IconArchive, IconArchiveOff, IconPencil, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeInstant, writeNumber } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { DataTable } from '../../../ui/data-table/data-table';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { DayText } from '../../../ui/when';
import { contractColumns } from '../contracts/contract-columns';
import classes from './client-page.module.css';
import { words } from './texts';

type Client = Schema<'OneClientView'>;

const contractLink = ({ id }: Schema<'ContractRowView'>) => `/gestion/contrats/${id}`;
const LATEST_INVOICES = 8;

export function ClientPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const client = api.useQuery('get', '/api/clients/{id}', { params: { path: { id } } }, { enabled: id > 0 });
  const above = [{ to: '/gestion/clients', label: t('title') }];
  if (!(id > 0)) {
    return (
      <Page title={t('name')} above={above}>
        {t('one.notFound')}
      </Page>
    );
  }
  return (
    <Loaded
      query={client}
      skeleton={
        <Page title={t('title')} above={above}>
          <LoadingRows rows={10} />
        </Page>
      }
    >
      {(data) => <ClientOf client={data} />}
    </Loaded>
  );
}

function ClientOf({ client }: { readonly client: Client }) {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  return (
    <Page
      title={client.name}
      above={[{ to: '/gestion/clients', label: t('title') }]}
      lead={
        <Group gap="xs" mt={4}>
          <Text span size="sm" ff="monospace">
            {client.code}
          </Text>
          <Text span size="sm" c="dimmed">
            {`· ${t(`statuses.${client.vatStatus}`)}`}
          </Text>
          {client.archivedAt && (
            <StateBadge tone="neutral">
              {t('one.archivedOn', { day: writeInstant(client.archivedAt, language) })}
            </StateBadge>
          )}
        </Group>
      }
      actions={
        <>
          <Button component={Link} variant="default" to={`/gestion/couverture?client=${client.id}`}>
            {t('one.coverage')}
          </Button>
          {mayWrite && <Acts client={client} />}
        </>
      }
    >
      <Stack gap="lg">
        <Completeness client={client} />
        <Contracts client={client} mayWrite={mayWrite} />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Details client={client} />
          <Invoices client={client} />
        </SimpleGrid>
      </Stack>
    </Page>
  );
}

function Completeness({ client }: { readonly client: Client }) {
  const t = words.use();
  const language = useLanguage();
  if (client.completeness.length === 0) return <StateBadge tone="done">{t('one.nothingStops')}</StateBadge>;
  return (
    <Alert
      role="note"
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        <Text span fw={600} size="sm" c="var(--mantine-color-text)">
          {t('one.stops')}
        </Text>
      }
    >
      <List size="sm">
        {client.completeness.map(({ code, sentence }) => (
          <List.Item key={code}>{say(sentence, language)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Acts({ client }: { readonly client: Client }) {
  const t = words.use();
  const path = { params: { path: { id: client.id } } };
  const archive = api.useMutation('post', '/api/clients/{id}/archival');
  const bringBack = api.useMutation('delete', '/api/clients/{id}/archival');
  const running = api.useQuery('get', '/api/contracts', {
    params: { query: { client: client.id, state: 'running', size: 1 } },
  });
  const askToArchive = () =>
    modals.openConfirmModal({
      title: t('one.archiveTitle', { name: client.name }),
      children: (
        <Text size="sm">
          {t('one.archiveText')}{' '}
          {(running.data?.total ?? 0) > 0 && t('one.archiveCount', { count: running.data!.total })}
        </Text>
      ),
      labels: { confirm: t('one.archive'), cancel: t('form.cancel') },
      onConfirm: () => archive.mutate(path),
    });
  return (
    <>
      <Button
        component={Link}
        variant="default"
        to={`/gestion/clients/${client.id}/modifier`}
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        {t('one.edit')}
      </Button>
      {client.archivedAt ? (
        <Button
          variant="default"
          leftSection={<IconArchiveOff size={16} aria-hidden />}
          loading={bringBack.isPending}
          onClick={() => bringBack.mutate(path)}
        >
          {t('one.bringBack')}
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconArchive size={16} aria-hidden />}
          loading={archive.isPending}
          onClick={askToArchive}
        >
          {t('one.archive')}
        </Button>
      )}
      <ProblemNotice error={archive.error ?? bringBack.error} />
    </>
  );
}

function Contracts({ client, mayWrite }: { readonly client: Client; readonly mayWrite: boolean }) {
  const t = words.use();
  const language = useLanguage();
  const contracts = api.useQuery('get', '/api/contracts', {
    params: { query: { client: client.id, size: 500, sort: 'code' } },
  });
  const asOf = contracts.data?.asOf;
  const columns = useMemo(() => contractColumns(asOf).filter(({ id }) => id !== 'client'), [asOf, language]);
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('one.contracts')}</Title>
        {mayWrite && (
          <Button
            component={Link}
            variant="default"
            size="xs"
            to={`/gestion/contrats/nouveau?client=${client.id}`}
            leftSection={<IconPlus size={16} aria-hidden />}
            data-print="hide"
          >
            {t('one.newContract')}
          </Button>
        )}
      </Group>
      <DataTable
        name="contracts-of-client"
        caption={t('one.contracts')}
        exportName={`${t('one.contracts').toLowerCase()}-${client.code}`}
        columns={columns}
        rows={contracts.data?.items}
        rowKey={({ id }) => id}
        rowLink={contractLink}
        error={contracts.error}
        onRetry={() => void contracts.refetch()}
        empty={<Text p="md">{t('one.noContracts')}</Text>}
      />
    </section>
  );
}

function addressText(address: Schema<'PostalAddressInput'> | null): ReactNode {
  if (!address) return null;
  return (
    <>
      {[
        ...address.lines,
        `${address.postCode} ${address.city}`,
        address.country === 'FR' ? '' : address.country,
      ]
        .filter((line) => line !== '')
        .map((line) => (
          <span key={line} className={classes.line}>
            {line}
          </span>
        ))}
    </>
  );
}

function Details({ client }: { readonly client: Client }) {
  const t = words.use();
  const electronic = client.electronicAddress
    ? `${client.electronicScheme ?? ''} : ${client.electronicAddress}`
    : client.siren && t('one.fromSiren');
  const facts: [string, ReactNode][] = [
    [t('siren'), client.siren],
    [t('one.siret'), client.siret],
    [t('one.vatNumber'), client.vatNumber],
    [t('one.address'), addressText(client.address)],
    [t('one.deliveryAddress'), addressText(client.deliveryAddress)],
    [t('channel'), client.channel ? t(`channels.${client.channel}`) : client.email && t('one.byDefault')],
    [t('email'), client.email],
    [t('one.contact'), client.contact],
    [t('one.electronicAddress'), electronic],
    [t('one.language'), t(`languages.${client.language}`)],
    [t('grouping'), t(`groupings.${client.grouping}`)],
    [
      t('one.paymentDays'),
      client.paymentDays === null ? t('one.ofIssuer') : t('one.days', { count: client.paymentDays }),
    ],
    [t('one.buyerReference'), client.buyerReference],
  ];
  return (
    <Card withBorder padding="md" component="section" aria-label={t('one.details')}>
      <Title order={2} mb="sm">
        {t('one.details')}
      </Title>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}

function Invoices({ client }: { readonly client: Client }) {
  const t = words.use();
  const language = useLanguage();
  const invoices = api.useQuery('get', '/api/invoices', {
    params: { query: { client: client.id, limit: LATEST_INVOICES } },
  });
  return (
    <Card withBorder padding="md" component="section" aria-label={t('one.invoices')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('one.invoices')}</Title>
        <Anchor component={Link} to={`/gestion/factures?client=${client.id}`} size="sm">
          {t('one.allInvoices')}
        </Anchor>
      </Group>
      <Loaded query={invoices} skeleton={<LoadingRows rows={8} />}>
        {({ invoices: rows, totals }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{t('one.noInvoices')}</Text>
          ) : (
            <>
              {totals && (
                <dl className={classes.totals}>
                  <div>
                    <dt>{t('one.documents')}</dt>
                    <dd>{writeNumber(totals.documents, language)}</dd>
                  </div>
                  <div>
                    <dt>{t('one.creditNotes')}</dt>
                    <dd>{writeNumber(totals.creditNotes, language)}</dd>
                  </div>
                  <div>
                    <dt>{t('one.net')}</dt>
                    <dd>
                      <Amount of={totals.net} />
                    </dd>
                  </div>
                  <div>
                    <dt>{t('one.gross')}</dt>
                    <dd>
                      <Amount of={totals.gross} />
                    </dd>
                  </div>
                </dl>
              )}
              <Table verticalSpacing={4}>
                <caption className="visually-hidden">{t('one.lastInvoices')}</caption>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('one.number')}</Table.Th>
                    <Table.Th scope="col">{t('one.issuedOn')}</Table.Th>
                    <Table.Th scope="col" ta="right">
                      {t('one.amount')}
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(({ id, number, issuedOn, gross, type }) => (
                    <Table.Tr key={id}>
                      <Table.Th scope="row" fw={500} className="nowrap">
                        <Anchor component={Link} to={`/gestion/factures/${id}`} size="sm">
                          {number}
                        </Anchor>
                      </Table.Th>
                      <Table.Td>
                        <DayText of={issuedOn} />
                      </Table.Td>
                      <Table.Td ta="right">
                        <Amount of={type === 'creditNote' ? `-${gross}` : gross} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
