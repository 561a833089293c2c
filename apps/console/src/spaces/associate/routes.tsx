import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../app/failed-page';
import { SharesPage } from './shares-page';

/** Sociétariat: the frame of what the coming rooms will hold. */
export function Component() {
  return (
    <Routes>
      <Route index element={<SharesPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
