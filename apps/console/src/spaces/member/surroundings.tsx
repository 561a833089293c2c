import { Text } from '@mantine/core';
import type { Surroundings } from '../../ui/coverage/span-panel';
import { words } from './texts';

/** The coverage of one's own contracts: it is read here, and talked about with the office. */
export const MINE: Surroundings = {
  whose: 'mine',
  contractAt: (id) => `/activite/contrats/${id}`,
  invoiceAt: (id) => `/activite/factures/${id}`,
  whatToDo: () => <AskTheOffice />,
};

function AskTheOffice() {
  const t = words.use();
  return (
    <Text size="sm" c="dimmed">
      {t('coverage.office')}
    </Text>
  );
}
