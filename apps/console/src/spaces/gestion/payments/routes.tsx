import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { NewPaymentPage } from './new-payment-page';
import { PaymentPage } from './payment-page';
import { PaymentsPage } from './payments-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<PaymentsPage />} />
      <Route path="nouveau" element={<NewPaymentPage />} />
      <Route path=":id" element={<PaymentPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
