import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { StatementPage } from './statement-page';
import { StatementsPage } from './statements-page';

export function ContributionsRoutes() {
  return (
    <Routes>
      <Route index element={<StatementsPage />} />
      <Route path=":id" element={<StatementPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
