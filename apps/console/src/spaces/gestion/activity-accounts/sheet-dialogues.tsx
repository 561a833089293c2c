import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { words } from './texts';

interface SheetDialogueProps {
  readonly sheet: Schema<'ExpenseSheetView'>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 5;

/** A refusal with the reason that its author will read. */
export function RefusalDialogue({ sheet, onDone, onClose }: SheetDialogueProps) {
  const t = words.use();
  const refuse = api.useMutation('post', '/api/expense-sheets/{id}/refusal', {
    onSuccess: () => {
      tell(t('sheets.refused'));
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
    <Dialogue onClose={onClose} title={t('sheets.refuseTitle', { title: sheet.title })}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ reason }) =>
          refuse.mutate({ params: { path: { id: sheet.id } }, body: { reason: reason.trim() } }),
        )}
      >
        <Stack>
          <Textarea
            required
            data-autofocus
            autosize
            minRows={2}
            label={t('sheets.refuseReason')}
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          <ProblemNotice error={refuse.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('entry.cancel')}
            </Button>
            <Button type="submit" color="red" loading={refuse.isPending}>
              {t('sheets.refuse')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

/** The day on which the money left. */
export function ReimbursementDialogue({ sheet, onDone, onClose }: SheetDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const reimburse = api.useMutation('post', '/api/expense-sheets/{id}/reimbursement', {
    onSuccess: () => {
      tell(t('sheets.reimbursed'));
      onDone();
      onClose();
    },
  });
  const form = useForm({
    initialValues: { onDay: null as string | null },
    validate: { onDay: (day) => (day ? null : t('entry.required')) },
  });
  const title = t('sheets.reimburseTitle', {
    gross: writeAmount(sheet.gross, language),
    who: sheet.enteredBy.name,
  });
  return (
    <Dialogue onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ onDay }) =>
          reimburse.mutate({ params: { path: { id: sheet.id } }, body: { onDay: onDay! } }),
        )}
      >
        <Stack>
          <DayInput required data-autofocus label={t('sheets.paidOn')} {...form.getInputProps('onDay')} />
          <ProblemNotice error={reimburse.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('entry.cancel')}
            </Button>
            <Button type="submit" loading={reimburse.isPending}>
              {t('sheets.reimburse')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
