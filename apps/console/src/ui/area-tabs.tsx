import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';

interface AreaTabsProps<Tab extends string> {
  readonly label: string;
  /** Addresses, in the order in which they stand. */
  readonly paths: Readonly<Record<Tab, string>>;
  readonly current: Tab;
  readonly nameOf: (tab: Tab) => string;
}

/** The pages of one area, as links beside each other. */
export function AreaTabs<Tab extends string>({ label, paths, current, nameOf }: AreaTabsProps<Tab>) {
  return (
    <Group component="nav" gap={4} mb="md" aria-label={label} data-print="hide">
      {(Object.keys(paths) as Tab[]).map((tab) => (
        <Button
          key={tab}
          component={Link}
          to={paths[tab]}
          size="compact-md"
          variant={tab === current ? 'light' : 'subtle'}
          color={tab === current ? undefined : 'gray'}
          aria-current={tab === current ? 'page' : undefined}
        >
          {nameOf(tab)}
        </Button>
      ))}
    </Group>
  );
}
