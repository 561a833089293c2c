import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { AccountPage } from './account-page';
import { AccountsPage } from './accounts-page';
import { DirectCostsPage } from './direct-costs-page';
import { ExpenseSheetPage } from './expense-sheet-page';
import { ExpenseSheetsPage } from './expense-sheets-page';
import { ImportCostsPage } from './import-costs-page';
import { PayCostsPage } from './pay-costs-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<AccountsPage />} />
      <Route path="charges" element={<DirectCostsPage />} />
      <Route path="charges/importer" element={<ImportCostsPage of="costs" />} />
      <Route path="remunerations" element={<PayCostsPage />} />
      <Route path="remunerations/importer" element={<ImportCostsPage of="pay" />} />
      <Route path="frais" element={<ExpenseSheetsPage />} />
      <Route path="frais/:id" element={<ExpenseSheetPage />} />
      <Route path=":activity" element={<AccountPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
