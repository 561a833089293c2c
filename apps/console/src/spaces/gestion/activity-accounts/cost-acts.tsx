import { Button } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMay } from '../../../app/session/who';
import { words } from './texts';

interface CostActsProps {
  readonly of: 'costs' | 'pay';
  readonly onNew: () => void;
}

const IMPORT_AT = {
  costs: '/gestion/comptes/charges/importer',
  pay: '/gestion/comptes/remunerations/importer',
} as const;

/** The two ways in of what an activity costs: a file, or one entry. */
export function CostActs({ of, onNew }: CostActsProps) {
  const t = words.use();
  return (
    <>
      {useMay('administrator') && (
        <Button
          component={Link}
          variant="default"
          to={IMPORT_AT[of]}
          leftSection={<IconUpload size={16} aria-hidden />}
        >
          {t(`${of}.import`)}
        </Button>
      )}
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew}>
        {t(`${of}.new`)}
      </Button>
    </>
  );
}
