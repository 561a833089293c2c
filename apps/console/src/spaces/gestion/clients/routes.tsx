import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { ClientPage } from './client-page';
import { ClientsPage } from './clients-page';
import { EditClientPage, NewClientPage } from './client-form-page';
import { ImportClientsPage } from './import-clients-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<ClientsPage />} />
      <Route path="nouveau" element={<NewClientPage />} />
      <Route path="importer" element={<ImportClientsPage />} />
      <Route path=":id" element={<ClientPage />} />
      <Route path=":id/modifier" element={<EditClientPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
