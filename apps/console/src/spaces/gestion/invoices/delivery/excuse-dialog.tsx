import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconMailOff } from '@tabler/icons-react';
import { api } from '../../../../api/api';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { Dialogue } from '../../../../ui/dialogue';
import { words } from '../texts';

const SHORTEST_REASON = 5;

interface ExcuseDialogProps {
  readonly document: { readonly id: number; readonly number: string };
  readonly onClose: () => void;
}

/** Nothing will be delivered, and somebody says why. */
export function ExcuseDialog({ document, onClose }: ExcuseDialogProps) {
  const t = words.use();
  const { id, number } = document;
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('excuse.reasonMissing') : null),
    },
  });
  const excuse = api.useMutation('post', '/api/invoices/{id}/delivery-excuse', {
    onSuccess: () => {
      notifications.show({ message: t('excuse.done', { number }) });
      onClose();
    },
  });
  const save = form.onSubmit(({ reason }) =>
    excuse.mutate({ params: { path: { id } }, body: { reason: reason.trim() } }),
  );
  return (
    <Dialogue onClose={onClose} title={t('excuse.title', { number })}>
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('excuse.teach')}</Text>
          <Textarea
            label={t('excuse.reason')}
            autosize
            minRows={2}
            maxLength={500}
            required
            {...form.getInputProps('reason')}
          />
          <ProblemNotice error={excuse.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('send.cancel')}
            </Button>
            <Button
              type="submit"
              color="red"
              loading={excuse.isPending}
              leftSection={<IconMailOff size={18} aria-hidden />}
            >
              {t('excuse.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
