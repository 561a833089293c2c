import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../../../ui/page';
import { CsvImport } from '../contracts/csv-import';
import { words } from './texts';

const PLACES = {
  costs: { kind: 'direct-costs', to: '/gestion/comptes/charges' },
  pay: { kind: 'pay-costs', to: '/gestion/comptes/remunerations' },
} as const;

/** Costs of another tool, as one CSV file. */
export function ImportCostsPage({ of }: { readonly of: keyof typeof PLACES }) {
  const t = words.use();
  const { kind, to } = PLACES[of];
  return (
    <Page
      title={t(`${of}.importTitle`)}
      lead={t(`${of}.importLead`)}
      above={[{ to, label: t(`${of}.title`) }]}
    >
      <CsvImport
        kind={kind}
        columns={t(`${of}.columns`)}
        next={
          <Button component={Link} to={to}>
            {t('entry.see')}
          </Button>
        }
      />
    </Page>
  );
}
