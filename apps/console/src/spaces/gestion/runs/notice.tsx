import { Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { StateBadge, type Tone } from '../../../ui/state-badge';

interface NoticeProps {
  readonly tone: Tone;
  /** The word of the state. */
  readonly word: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** Something that the person must know before going on. */
export function Notice({ tone, word, title, children }: NoticeProps) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group gap="sm" mb="xs">
        <StateBadge tone={tone}>{word}</StateBadge>
        <Title order={2} size="h4">
          {title}
        </Title>
      </Group>
      <Stack gap="xs">{children}</Stack>
    </Paper>
  );
}
