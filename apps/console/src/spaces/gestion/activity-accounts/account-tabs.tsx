import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { words } from './texts';

const PATHS = {
  accounts: '/gestion/comptes',
  costs: '/gestion/comptes/charges',
  pay: '/gestion/comptes/remunerations',
  sheets: '/gestion/comptes/frais',
} as const;

/** The four lists of this area. */
export function AccountTabs({ current }: { readonly current: keyof typeof PATHS }) {
  const t = words.use();
  return (
    <Group component="nav" gap={4} mb="md" aria-label={t('tabs.label')} data-print="hide">
      {(Object.keys(PATHS) as (keyof typeof PATHS)[]).map((tab) => (
        <Button
          key={tab}
          component={Link}
          to={PATHS[tab]}
          size="compact-md"
          variant={tab === current ? 'light' : 'subtle'}
          color={tab === current ? undefined : 'gray'}
          aria-current={tab === current ? 'page' : undefined}
        >
          {t(`tabs.${tab}`)}
        </Button>
      ))}
    </Group>
  );
}
