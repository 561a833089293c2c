import { Button, Group, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

interface ActDialogueProps {
  readonly title: string;
  /** What recording it does, before it is done. */
  readonly text?: string;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The frame of what records one act: its fields, a refusal beside them, and what was typed stays. */
export function ActDialogue({
  title,
  text,
  error,
  isPending,
  onSubmit,
  onClose,
  children,
}: ActDialogueProps) {
  const t = words.use();
  return (
    <Dialogue onClose={onClose} title={title}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {text && <Text size="sm">{text}</Text>}
          {children}
          <ProblemNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
