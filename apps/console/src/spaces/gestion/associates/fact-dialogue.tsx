import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

interface FactDialogueProps {
  readonly title: string;
  /** What recording it does, before it is done. */
  readonly text?: string;
  /** What the button says; « Enregistrer » otherwise. */
  readonly submit?: string;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The frame of what records one fact: its fields, a refusal beside them, and what was typed stays. */
export function FactDialogue(props: FactDialogueProps) {
  const t = words.use();
  const { title, text, submit, error, isPending, onSubmit, onClose, children } = props;
  return (
    <Dialogue onClose={onClose} title={title}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {text && <Text size="sm">{text}</Text>}
          {children}
          <ProblemNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('dialogue.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {submit ?? t('dialogue.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
