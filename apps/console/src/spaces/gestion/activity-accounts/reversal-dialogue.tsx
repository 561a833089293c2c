import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api } from '../../../api/api';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { words } from './texts';

interface ReversalDialogueProps {
  readonly of: { readonly id: number; readonly label: string; readonly amount: string };
  readonly address: '/api/direct-costs/{id}/reversal' | '/api/pay-costs/{id}/reversal';
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 5;

/** Takes an entry back by its opposite, with a reason; says before what it will do. */
export function ReversalDialogue({ of, address, onDone, onClose }: ReversalDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const reverse = api.useMutation('post', address, {
    onSuccess: () => {
      tell(t('entry.reverseDone'));
      onDone();
      onClose();
    },
  });
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('entry.reasonHint') : null),
    },
  });
  return (
    <Dialogue onClose={onClose} title={t('entry.reverseTitle', { label: of.label })}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ reason }) =>
          reverse.mutate({ params: { path: { id: of.id } }, body: { reason: reason.trim() } }),
        )}
      >
        <Stack>
          <Text size="sm">{t('entry.reverseText', { amount: writeAmount(of.amount, language) })}</Text>
          <TextInput
            required
            data-autofocus
            label={t('entry.reason')}
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          <ProblemNotice error={reverse.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('entry.cancel')}
            </Button>
            <Button type="submit" color="red" loading={reverse.isPending}>
              {t('entry.reverse')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
