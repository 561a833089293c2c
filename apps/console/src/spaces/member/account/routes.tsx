import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { AccountPage } from './account-page';

export function AccountRoutes() {
  return (
    <Routes>
      <Route index element={<AccountPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
