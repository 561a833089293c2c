import { IconCalendarStats } from '@tabler/icons-react';
import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../app/failed-page';
import { CoveragePage } from '../../ui/coverage/coverage-page';
import { EmptyState } from '../../ui/empty-state';
import { AccountRoutes } from './account/routes';
import { ContributionsRoutes } from './contributions/routes';
import { ExpensesRoutes } from './expenses/routes';
import { MyContractPage } from './my-contract-page';
import { MyContractsPage } from './my-contracts-page';
import { MyInvoicePage } from './my-invoice-page';
import { MyInvoicesPage } from './my-invoices-page';
import { MINE } from './surroundings';
import { words } from './texts';

/** Mon activité: what is billed on the contracts of one's own activities. */
export function Component() {
  const t = words.use();
  const noContract = (
    <EmptyState icon={IconCalendarStats} title={t('contracts.none')}>
      {t('contracts.noneDetail')}
    </EmptyState>
  );
  return (
    <Routes>
      <Route index element={<MyContractsPage />} />
      <Route path="contrats/:id" element={<MyContractPage />} />
      <Route
        path="couverture"
        element={
          <CoveragePage
            title={t('coverage.title')}
            lead={t('coverage.lead')}
            surroundings={MINE}
            empty={noContract}
          />
        }
      />
      <Route path="factures" element={<MyInvoicesPage />} />
      <Route path="factures/:id" element={<MyInvoicePage />} />
      <Route path="compte/*" element={<AccountRoutes />} />
      <Route path="contributions/*" element={<ContributionsRoutes />} />
      <Route path="frais/*" element={<ExpensesRoutes />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
