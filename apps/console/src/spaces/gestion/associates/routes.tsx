import { Route, Routes } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { AlertsPage } from './alerts-page';
import { AssociatesPage } from './associates-page';
import { BylawsFormPage } from './bylaws-form-page';
import { BylawsPage } from './bylaws-page';
import { CollegesPage } from './colleges-page';
import { PeoplePage } from './people-page';
import { EditPersonPage, NewPersonPage } from './person-form-page';
import { PersonPage } from './person-page';

export function Component() {
  return (
    <Routes>
      <Route index element={<AssociatesPage />} />
      <Route path="colleges" element={<CollegesPage />} />
      <Route path="echeances" element={<AlertsPage />} />
      <Route path="statuts" element={<BylawsPage />} />
      <Route path="statuts/modifier" element={<BylawsFormPage />} />
      <Route path="personnes" element={<PeoplePage />} />
      <Route path="personnes/nouvelle" element={<NewPersonPage />} />
      <Route path="personnes/:id" element={<PersonPage />} />
      <Route path="personnes/:id/modifier" element={<EditPersonPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
