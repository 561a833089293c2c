import { Anchor, Button, Group, Table, Text } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { centsOf } from '../../../i18n/amounts';
import { Amount } from '../../../ui/amount';
import { StandingBadge } from '../../../ui/invoice-standing/standing-badge';
import { Loaded } from '../../../ui/loaded';
import { DayText } from '../../../ui/when';
import { words } from './texts';

interface InvoicePaymentsProps {
  readonly invoice: { readonly id: number; readonly number: string; readonly type: string };
}

/** What was received for a document and its credit notes, and what is left. */
export function InvoicePayments({ invoice }: InvoicePaymentsProps) {
  const t = words.use();
  const mayWrite = useMay('administrator', 'accountant');
  const query = api.useQuery('get', '/api/invoices/{id}/payments', {
    params: { path: { id: invoice.id } },
  });
  return (
    <Loaded query={query}>
      {({ standing, payments }) => {
        const balance = centsOf(standing.balance);
        return (
          <>
            <Group gap="md" justify="space-between">
              <Group gap="md">
                <StandingBadge standing={standing} />
                {balance !== 0n && (
                  <span>
                    {t(balance > 0n ? 'standing.left' : 'standing.toPayBack')}{' '}
                    <Text component="span" inherit fw={700}>
                      <Amount of={standing.balance.replace('-', '')} />
                    </Text>
                  </span>
                )}
              </Group>
              {mayWrite && balance !== 0n && (
                <Button
                  component={Link}
                  size="xs"
                  variant="default"
                  to={`/gestion/encaissements/nouveau?recherche=${encodeURIComponent(invoice.number)}`}
                  leftSection={<IconCoins size={16} aria-hidden />}
                  data-print="hide"
                >
                  {t('standing.record')}
                </Button>
              )}
            </Group>
            {payments.length > 0 && (
              <Table verticalSpacing={4} mt="xs" fz="sm">
                <caption className="visually-hidden">{t('standing.title')}</caption>
                <Table.Tbody>
                  {payments.map((payment, at) => (
                    <Table.Tr key={at}>
                      <Table.Td>
                        <DayText of={payment.on} />
                      </Table.Td>
                      <Table.Td>
                        <Anchor
                          component={Link}
                          to={`/gestion/encaissements/${payment.payment.id}`}
                          size="sm"
                          underline="always"
                        >
                          {payment.payment.code}
                        </Anchor>{' '}
                        {payment.undoneFor === null
                          ? [t(`meansOf.${payment.means}`), payment.reference].filter(Boolean).join(', ')
                          : t('standing.taken', { reason: payment.undoneFor })}
                      </Table.Td>
                      <Table.Td ta="right">
                        <Amount of={payment.amount} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
