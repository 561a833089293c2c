import { Anchor, Button, Group, Paper, Table, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeBasisPoints } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { DocumentRateDialogue, type RateAct } from './document-rate-dialogue';
import { words } from './texts';

type Rate = Schema<'DocumentRateView'>;

/** Documents that are counted outside of the bands, and the way to say so of another. */
export function DocumentRates() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const [act, setAct] = useState<RateAct | null>(null);
  const rates = api.useQuery('get', '/api/contribution-document-rates');
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {t('scheme.rates')}
        </Title>
        {mayWrite && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAct({ kind: 'new' })}
          >
            {t('rate.new')}
          </Button>
        )}
      </Group>
      <Loaded query={rates}>
        {(found: readonly Rate[]) =>
          found.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('scheme.noRates')}
            </Text>
          ) : (
            <Rates rates={found} onAct={mayWrite ? setAct : null} />
          )
        }
      </Loaded>
      {act && (
        <DocumentRateDialogue act={act} onDone={() => void rates.refetch()} onClose={() => setAct(null)} />
      )}
    </Paper>
  );
}

interface RatesProps {
  readonly rates: readonly Rate[];
  readonly onAct: ((act: RateAct) => void) | null;
}

function Rates({ rates, onAct }: RatesProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Table.ScrollContainer
      minWidth={onAct ? 760 : 520}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t('scheme.rates')}
    >
      <Table verticalSpacing={6} fz="sm">
        <caption className="visually-hidden">{t('scheme.rates')}</caption>
        <Table.Tbody>
          {rates.map((rate) => (
            <Table.Tr key={rate.invoice}>
              <Table.Th scope="row" fw={400} className="nowrap">
                <Anchor component={Link} to={`/gestion/factures/${rate.invoice}`} size="sm">
                  {rate.number}
                </Anchor>
              </Table.Th>
              <Table.Td>{rate.client}</Table.Td>
              <Table.Td className="nowrap">{writeBasisPoints(rate.rateBasisPoints, language)}</Table.Td>
              <Table.Td>{t('scheme.by', { reason: rate.reason, by: rate.madeBy })}</Table.Td>
              {onAct && (
                <Table.Td>
                  <Group gap="xs" wrap="nowrap" justify="flex-end">
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={t('rate.changeOf', { number: rate.number })}
                      onClick={() => onAct({ kind: 'change', rate })}
                    >
                      {t('rate.change')}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={t('rate.endOf', { number: rate.number })}
                      onClick={() => onAct({ kind: 'end', rate })}
                    >
                      {t('rate.end')}
                    </Button>
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
