import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a section is about, and its buttons on the right. */
export function SectionLead({
  children,
  actions,
}: {
  readonly children: string;
  readonly actions?: ReactNode;
}) {
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <Text size="sm" c="dimmed" maw={720}>
        {children}
      </Text>
      {actions && (
        <Group gap="xs" data-print="hide">
          {actions}
        </Group>
      )}
    </Group>
  );
}
