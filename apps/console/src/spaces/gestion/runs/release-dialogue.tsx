import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ProblemNotice } from '../../../ui/problem-notice';
import { Dialogue } from '../../../ui/dialogue';
import { words } from './texts';

interface ReleaseDialogueProps {
  readonly count: number;
  /** Before the approval a release only waits for it; after it, the invoice is issued at once. */
  readonly issuesNow: boolean;
  readonly isPending?: boolean;
  readonly error?: unknown;
  readonly onRelease: (reason: string) => void;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 5;

/** Asks why held invoices may go. */
export function ReleaseDialogue({
  count,
  issuesNow,
  isPending,
  error,
  onRelease,
  onClose,
}: ReleaseDialogueProps) {
  const t = words.use();
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('release.reasonShort') : null),
    },
  });
  return (
    <Dialogue onClose={onClose} title={t('release.title', { count })}>
      <form onSubmit={form.onSubmit(({ reason }) => onRelease(reason.trim()))} noValidate>
        <Stack>
          <Textarea
            label={t('release.reason')}
            description={t('release.reasonHint')}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          <ProblemNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('release.cancel')}
            </Button>
            <Button type="submit" disabled={isPending}>
              {issuesNow ? t('release.confirmNow') : t('release.confirmLater')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
