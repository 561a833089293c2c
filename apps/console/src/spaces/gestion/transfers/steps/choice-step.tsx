import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../../../api/api';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { tell } from '../../../../ui/tell';
import { type Choice, ChoiceForm } from '../choice-form';
import { words } from '../texts';
import type { StepProps } from './step';

/** Contracts and day, until the switch. */
export function ChoiceStep({ transfer, mayWrite, goTo }: StepProps) {
  const t = words.use();
  const [choice, setChoice] = useState<Choice>({
    contracts: transfer.contracts.map(({ id }) => String(id)),
    to: String(transfer.to.id),
    movesOn: transfer.movesOn,
    title: transfer.title,
  });
  const choose = api.useMutation('put', '/api/contract-transfers/{id}/choice', {
    onSuccess: () => {
      tell(t('choice.kept'));
      goTo('conflicts');
    },
  });
  const open = transfer.state === 'preparing' && mayWrite;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (choice.movesOn)
          choose.mutate({
            params: { path: { id: transfer.id } },
            body: {
              contracts: choice.contracts.map(Number),
              movesOn: choice.movesOn,
              title: choice.title.trim() || null,
              fromVersion: transfer.version,
            },
          });
      }}
    >
      <Stack>
        <Title order={2}>{t('choice.title')}</Title>
        <ChoiceForm choice={choice} onChange={setChoice} fixedTo disabled={!open} />
        <ProblemNotice error={choose.error} />
        {open ? (
          <Group>
            <Button
              type="submit"
              disabled={choice.contracts.length === 0 || choice.movesOn === null}
              loading={choose.isPending}
            >
              {t('choice.keep')}
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('choice.fixed')}
          </Text>
        )}
      </Stack>
    </form>
  );
}
