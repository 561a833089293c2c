import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { NewSchemePage } from './new-scheme-page';
import { SchemesPage } from './schemes-page';
import { ClosedStatementPage, OpenStatementPage } from './statement-page';
import { StatementsPage } from './statements-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<StatementsPage />} />
      <Route path="ouvert" element={<OpenStatementPage />} />
      <Route path="releves/:id" element={<ClosedStatementPage />} />
      <Route path="baremes" element={<SchemesPage />} />
      <Route path="baremes/nouveau" element={<NewSchemePage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
