import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { BulletinPage } from './bulletin-page';
import { BulletinsPage } from './bulletins-page';
import { CapitalPage } from './capital-page';
import { ClassesPage } from './classes-page';
import { ImportRegisterPage } from './import-register-page';
import { InterestHoldersPage } from './interest-holders-page';
import { InterestPage } from './interest-page';
import { MovementsPage } from './movements-page';
import { WithdrawalsPage } from './withdrawals-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<CapitalPage />} />
      <Route path="bulletins" element={<BulletinsPage />} />
      <Route path="bulletins/:id" element={<BulletinPage />} />
      <Route path="mouvements" element={<MovementsPage />} />
      <Route path="retraits" element={<WithdrawalsPage />} />
      <Route path="interet" element={<InterestPage />} />
      <Route path="interet/:id" element={<InterestHoldersPage />} />
      <Route path="categories" element={<ClassesPage />} />
      <Route path="importer" element={<ImportRegisterPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
