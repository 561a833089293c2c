import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { SheetPage } from './sheet-page';
import { SheetsPage } from './sheets-page';

export function ExpensesRoutes() {
  return (
    <Routes>
      <Route index element={<SheetsPage />} />
      <Route path=":id" element={<SheetPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
