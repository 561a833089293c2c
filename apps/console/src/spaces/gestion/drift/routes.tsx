import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { CorrectionPage } from './correction-page';
import { DriftPage } from './drift-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<DriftPage />} />
      <Route path="correction" element={<CorrectionPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
