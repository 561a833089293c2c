import { Button, Group, Progress, Radio, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { Dialogue } from '../../../../ui/dialogue';
import { words } from '../texts';
import { useMany } from './act-on-many';
import { answered, http } from '../../../../api/api';

const SHORTEST_DETAIL = 5;

interface SettleDialogProps {
  readonly documents: readonly { readonly id: number; readonly number: string }[];
  /** What is asked for: `arrived` is chosen already where somebody notes what they handed over. */
  readonly arrived?: boolean;
  readonly onClose: () => void;
}

/** What a person found out: the documents arrived, or they did not. */
export function SettleDialog({ documents, arrived, onClose }: SettleDialogProps) {
  const t = words.use();
  const [first] = documents;
  const form = useForm({
    initialValues: { arrived: arrived === undefined ? '' : String(arrived), detail: '' },
    validate: {
      arrived: (value) => (value === '' ? t('settle.question') : null),
      detail: (detail) => (detail.trim().length < SHORTEST_DETAIL ? t('settle.detailMissing') : null),
    },
  });
  const many = useMany();
  const save = form.onSubmit(async (values) => {
    const body = { arrived: values.arrived === 'true', detail: values.detail.trim() };
    const done = await many.run(documents, async ({ id }) =>
      answered(await http.POST('/api/invoices/{id}/delivery-settlement', { params: { path: { id } }, body })),
    );
    if (done < documents.length) return;
    notifications.show({
      message:
        documents.length === 1
          ? t('settle.done', { number: first!.number })
          : t('settle.doneMany', { count: done }),
    });
    onClose();
  });
  const title =
    documents.length === 1
      ? t('settle.title', { number: first!.number })
      : t('settle.titleMany', { count: documents.length });
  return (
    <Dialogue onClose={onClose} title={title}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <Stack gap="md">
          <Radio.Group label={t('settle.question')} {...form.getInputProps('arrived')}>
            <Stack gap="xs" mt="xs">
              <Radio value="true" label={t('settle.arrived')} />
              <Radio value="false" label={t('settle.notArrived')} />
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('settle.detail')}
            description={t('settle.detailHint')}
            autosize
            minRows={2}
            maxLength={500}
            required
            {...form.getInputProps('detail')}
          />
          {many.failures.map(({ number, error }) => (
            <ProblemNotice key={number} error={error} />
          ))}
          {many.isRunning && documents.length > 1 && (
            <Progress
              value={(many.done / documents.length) * 100}
              aria-label={t('settleList.doing', { done: many.done, total: documents.length })}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('send.cancel')}
            </Button>
            <Button type="submit" loading={many.isRunning}>
              {t('settle.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
