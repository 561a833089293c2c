import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { words } from './texts';

const PATHS = {
  overview: '/gestion/capital',
  bulletins: '/gestion/capital/bulletins',
  movements: '/gestion/capital/mouvements',
  withdrawals: '/gestion/capital/retraits',
  interest: '/gestion/capital/interet',
  classes: '/gestion/capital/categories',
} as const;

/** The pages of this area. */
export function CapitalTabs({ current }: { readonly current: keyof typeof PATHS }) {
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
