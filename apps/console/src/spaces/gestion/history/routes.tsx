import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { AheadPage } from './ahead-page';
import { AuditPage } from './audit-page';
import { AwaitingPage } from './awaiting-page';
import { AuditsPage } from './audits-page';
import { ColumnsPage } from './columns-page';
import { DepositPage } from './deposit-page';
import { FindingPage } from './finding-page';
import { ImportPage } from './import-page';
import { ReportPage } from './report-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<AuditsPage />} />
      <Route path="deposer" element={<DepositPage />} />
      <Route path="avoirs" element={<AwaitingPage />} />
      <Route path="avance" element={<AheadPage />} />
      <Route path=":id" element={<AuditPage />} />
      <Route path=":id/constats/:position" element={<FindingPage />} />
      <Route path=":id/colonnes" element={<ColumnsPage />} />
      <Route path=":id/import" element={<ImportPage />} />
      <Route path=":id/rapport" element={<ReportPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
