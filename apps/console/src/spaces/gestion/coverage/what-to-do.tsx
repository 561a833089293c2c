import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconFileText, IconPlaylistAdd } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMay } from '../../../app/session/who';
import type { DaysOfLine, Surroundings } from '../../../ui/coverage/span-panel';
import { ExcuseForm } from './excuse-form';
import { ExcusesInForce } from './excuses-in-force';
import { words } from './texts';

/** The coverage of all contracts, for those who run the billing. */
export const MANAGEMENT: Surroundings = {
  whose: 'all',
  contractAt: (id) => `/gestion/contrats/${id}`,
  invoiceAt: (id) => `/gestion/factures/${id}`,
  clientAt: (id) => `/gestion/clients/${id}`,
  whatToDo: (days) => <WhatToDo {...days} />,
};

/** What unbilled and held days wait for. */
function WhatToDo({ segment, coverage }: DaysOfLine) {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const mayPropose = useMay('administrator', 'accountant');
  const carrier = coverage.carriers.find(({ from, to }) => from < segment.to && segment.from < to);
  const days = { from: segment.from, to: segment.to };
  if (segment.state === 'held') return <ExcusesInForce line={coverage.line.id} days={days} />;
  if (segment.state !== 'unbilled') return null;
  return (
    <Stack gap="xs">
      {!carrier && <Alert color="red">{t('uncarried')}</Alert>}
      <Group gap="xs">
        {mayPropose && carrier && (
          <Button
            component={Link}
            to={`/gestion/campagnes/proposer?emetteur=${encodeURIComponent(carrier.issuer)}`}
            size="xs"
            leftSection={<IconPlaylistAdd size={16} aria-hidden />}
          >
            {t('propose')}
          </Button>
        )}
        <Button
          component={Link}
          to={MANAGEMENT.contractAt(coverage.contract.id)}
          size="xs"
          variant="default"
          leftSection={<IconFileText size={16} aria-hidden />}
        >
          {t('seeContract')}
        </Button>
      </Group>
      {mayWrite && <ExcuseForm line={coverage.line.id} days={days} />}
    </Stack>
  );
}
