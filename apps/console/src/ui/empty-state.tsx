import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: ComponentType<{ size?: number }>;
  readonly title: string;
  /** What would be here, and how it comes to be: an empty page teaches. */
  readonly children: ReactNode;
  /** The one thing to do next. */
  readonly action?: ReactNode;
}

export function EmptyState({ icon: Icon = IconInbox, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" maw={560} mx="auto" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" aria-hidden>
        <Icon size={26} />
      </ThemeIcon>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text component="div" c="dimmed" size="sm">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
