import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { DeliveriesPage } from './delivery/deliveries-page';
import { InvoicePage } from './document/invoice-page';
import { InvoicesPage } from './invoices-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<InvoicesPage />} />
      <Route path="envois" element={<DeliveriesPage />} />
      <Route path=":id" element={<InvoicePage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
