import { Alert, Anchor, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconFileTypePdf, IconUsersGroup } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../api/api';
import { useLanguage, writeBasisPoints, writeDay, writeInstant, writeNumber } from '../../i18n/format';
import { Amount } from '../../ui/amount';
import { Loaded } from '../../ui/loaded';
import { Page } from '../../ui/page';
import { StandingBadge, standingTexts } from '../../ui/invoice-standing/standing-badge';
import { StateBadge } from '../../ui/state-badge';
import { DayText, PeriodText } from '../../ui/when';
import { DELIVERY_TONES, signed } from './invoice-states';
import { MINE } from './surroundings';
import { words } from './texts';

type Invoice = Schema<'MyInvoiceView'>;

/** One document, as far as it is about one's contracts. */
export function MyInvoicePage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const query = api.useQuery('get', '/api/my/invoices/{id}', { params: { path: { id } } });
  const invoice = query.data;
  return (
    <Page
      title={invoice ? `${t(`types.${invoice.type}`)} ${invoice.number}` : t('invoices.title')}
      lead={invoice?.client.name}
      above={[{ to: '/activite/factures', label: t('invoices.back') }]}
      actions={
        invoice?.whole &&
        !invoice.foreignOrigin && (
          <Button
            component="a"
            href={`/api/my/invoices/${id}/pdf`}
            leftSection={<IconFileTypePdf size={18} aria-hidden />}
          >
            {t('invoices.pdf')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(found) => (
          <Stack gap="lg">
            <Facts invoice={found} />
            {!found.whole && (
              <Alert color="blue" icon={<IconUsersGroup aria-hidden />}>
                {t('invoices.sharedNotice')}
              </Alert>
            )}
            {found.foreignOrigin && <Alert color="gray">{t('invoices.foreign')}</Alert>}
            <Lines invoice={found} />
            <Linked invoice={found} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Facts({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Group gap="xl" align="flex-start">
      <div>
        <Text size="sm" c="dimmed">
          {t('invoices.issuer')}
        </Text>
        {invoice.issuer.name}
      </div>
      <div>
        <Text size="sm" c="dimmed">
          {t('invoices.issuedOn')}
        </Text>
        <DayText of={invoice.issuedOn} />
      </div>
      <div>
        <Text size="sm" c="dimmed">
          {t('invoices.dueOn')}
        </Text>
        <DayText of={invoice.dueOn} />
      </div>
      <div>
        <Text size="sm" c="dimmed">
          {t('invoices.delivery')}
        </Text>
        <Group gap="xs">
          <StateBadge tone={DELIVERY_TONES[invoice.delivery]}>
            {t(`deliveries.${invoice.delivery}`)}
          </StateBadge>
          {invoice.deliveredAt && (
            <Text size="sm">
              {t('invoices.deliveredAt', { when: writeInstant(invoice.deliveredAt, language) })}
            </Text>
          )}
        </Group>
      </div>
      {invoice.whole && <Paid id={invoice.id} />}
    </Group>
  );
}

/** Whether the client paid; of a document that bills others too, that is not the member's alone to know. */
function Paid({ id }: { readonly id: number }) {
  const paid = standingTexts.use();
  const { data } = api.useQuery('get', '/api/my/invoice-standings', {
    params: { query: { invoices: String(id) } },
  });
  const [standing] = data ?? [];
  return (
    <div>
      <Text size="sm" c="dimmed">
        {paid('title')}
      </Text>
      <Group gap="xs">
        <StandingBadge standing={standing} />
        {standing?.state === 'partlyPaid' && (
          <Text size="sm">
            {paid('balance')} <Amount of={standing.balance} />
          </Text>
        )}
      </Group>
    </div>
  );
}

function Lines({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {t('invoices.lines')}
      </Title>
      <Table.ScrollContainer
        minWidth={640}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('invoices.lines')}
      >
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('invoices.label')}</Table.Th>
              <Table.Th scope="col">{t('invoices.contract')}</Table.Th>
              <Table.Th scope="col">{t('invoices.days')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('invoices.quantity')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('invoices.unitPrice')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('invoices.vat')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('invoices.net')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invoice.lines.map((line) => (
              <Table.Tr key={line.position}>
                <Table.Th scope="row">{line.label}</Table.Th>
                <Table.Td>
                  <Anchor component={Link} to={MINE.contractAt(line.contract.id)} size="sm">
                    {line.contract.code}
                  </Anchor>
                </Table.Td>
                <Table.Td>{line.period && <PeriodText of={line.period} />}</Table.Td>
                <Table.Td ta="right">{writeNumber(line.quantity, language)}</Table.Td>
                <Table.Td ta="right">
                  <Amount of={line.unitPrice} />
                </Table.Td>
                <Table.Td ta="right">{writeBasisPoints(line.vatRateBasisPoints, language)}</Table.Td>
                <Table.Td ta="right">
                  <Amount of={signed(line.net, invoice.type)} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            {(invoice.whole
              ? [
                  [t('invoices.totalNet'), invoice.net],
                  [t('invoices.totalVat'), invoice.vat],
                  [t('invoices.totalGross'), invoice.gross],
                ]
              : [[t('invoices.ownTotal'), invoice.ownNet]]
            ).map(([name, amount]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" colSpan={6} ta="right">
                  {name}
                </Table.Th>
                <Table.Td ta="right" fw={600}>
                  <Amount of={signed(amount!, invoice.type)} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function Linked({ invoice: { credited, creditNotes } }: { readonly invoice: Invoice }) {
  const t = words.use();
  const language = useLanguage();
  const linked = credited ? [credited] : creditNotes;
  if (linked.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {t(credited ? 'invoices.credits' : 'invoices.creditNotes')}
      </Title>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {linked.map(({ id, number, issuedOn }) => (
          <li key={id}>
            <Anchor component={Link} to={MINE.invoiceAt(id)}>
              {number}
            </Anchor>{' '}
            ({writeDay(issuedOn, language)})
          </li>
        ))}
      </ul>
    </section>
  );
}
