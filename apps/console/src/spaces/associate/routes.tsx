import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../app/failed-page';
import { SharesPage } from './shares-page';

/** Sociétariat: shares today; assemblies will come. */
export function Component() {
  return (
    <Routes>
      <Route index element={<SharesPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
