import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { words } from './texts';

const PATHS = {
  audits: '/gestion/reprise',
  awaiting: '/gestion/reprise/avoirs',
  ahead: '/gestion/reprise/avance',
} as const;

/** The three lists of this area. */
export function HistoryTabs({ current }: { readonly current: keyof typeof PATHS }) {
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
