import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { NewTransferPage } from './new-transfer-page';
import { TransferPage } from './transfer-page';
import { TransfersPage } from './transfers-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<TransfersPage />} />
      <Route path="nouveau" element={<NewTransferPage />} />
      <Route path=":id" element={<TransferPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
