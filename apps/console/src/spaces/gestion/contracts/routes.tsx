import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { ContractPage } from './contract-page';
import { ContractsPage } from './contracts-page';
import { ImportContractsPage } from './import-contracts-page';
import { NewContractPage } from './new-contract-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<ContractsPage />} />
      <Route path="nouveau" element={<NewContractPage />} />
      <Route path="importer" element={<ImportContractsPage />} />
      <Route path=":id" element={<ContractPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
