import { Card, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a page with its title and what can be done in it. */
export function Section({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        {actions && (
          <Group gap="xs" data-print="hide">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Card>
  );
}
