import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { words } from './texts';

const PATHS = {
  associates: '/gestion/societaires',
  people: '/gestion/societaires/personnes',
  colleges: '/gestion/societaires/colleges',
  alerts: '/gestion/societaires/echeances',
  bylaws: '/gestion/societaires/statuts',
} as const;

/** The lists of this area. */
export function AssociatesTabs({ current }: { readonly current: keyof typeof PATHS }) {
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
