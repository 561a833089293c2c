import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../../../ui/page';
import { CsvImport } from '../contracts/csv-import';
import { words } from './texts';

export function ImportRegisterPage() {
  const t = words.use();
  return (
    <Page
      title={t('importing.title')}
      lead={t('importing.lead')}
      above={[{ to: '/gestion/capital', label: t('title') }]}
    >
      <CsvImport
        kind="shares"
        columns={t('importing.columns')}
        next={
          <Button component={Link} to="/gestion/capital/mouvements">
            {t('importing.see')}
          </Button>
        }
      />
    </Page>
  );
}
