import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemNotice } from '../../../ui/problem-notice';
import { Dialogue } from '../../../ui/dialogue';

interface ConfirmDialogueProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What helps after a refusal. */
  readonly help?: ReactNode;
}

/** Asks before an act that cannot be undone; a refusal stays in sight. */
export function ConfirmDialogue(props: ConfirmDialogueProps) {
  return (
    <Dialogue onClose={props.onClose} title={props.title}>
      <Stack>
        <Text size="sm">{props.text}</Text>
        <ProblemNotice error={props.error} />
        {Boolean(props.error) && props.help}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {props.cancel}
          </Button>
          <Button onClick={props.onConfirm} disabled={props.isPending}>
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
