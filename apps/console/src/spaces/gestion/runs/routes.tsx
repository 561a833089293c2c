import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { PaperPage } from './paper-page';
import { ProposePage } from './propose-page';
import { RunPage } from './run-page';
import { RunsPage } from './runs-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<RunsPage />} />
      <Route path="proposer" element={<ProposePage />} />
      <Route path=":run" element={<RunPage />} />
      <Route path=":run/impression" element={<PaperPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
