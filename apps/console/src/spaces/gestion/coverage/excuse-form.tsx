import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { api } from '../../../api/api';
import { addDays, type Day, writeDay } from '../../../i18n/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import { DayInput } from '../../../ui/day-input/day-input';
import { words } from './texts';

const SHORTEST_REASON = 5;

interface ExcuseFormProps {
  readonly line: number;
  /** The unbilled days, of which some or all may be excused. */
  readonly days: { readonly from: Day; readonly to: Day };
}

/** Days that will not be billed, with the reason in writing; closed until it is asked for. */
export function ExcuseForm(props: ExcuseFormProps) {
  const t = words.use();
  const [isOpen, { open, close }] = useDisclosure(false);
  if (isOpen) return <Fields {...props} onDone={close} />;
  return (
    <Button variant="default" size="xs" onClick={open} style={{ alignSelf: 'flex-start' }}>
      {t('excuse')}
    </Button>
  );
}

function Fields({ line, days, onDone }: ExcuseFormProps & { readonly onDone: () => void }) {
  const t = words.use();
  const [first, last] = [days.from, addDays(days.to, -1)];
  const isOutside = (day: Day | null) => day === null || day < first || day > last;
  const outside = t('dayOutside', { first: writeDay(first), last: writeDay(last) });
  const form = useForm({
    initialValues: { first: first as Day | null, last: last as Day | null, reason: '' },
    validate: {
      first: (day) => (isOutside(day) ? outside : null),
      last: (day, values) =>
        isOutside(day) ? outside : day! < (values.first ?? first) ? t('daysReversed') : null,
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('reasonShort') : null),
    },
  });
  const excuse = api.useMutation('post', '/api/excuses', {
    onSuccess: () => {
      notifications.show({ message: t('recorded') });
      onDone();
    },
  });
  return (
    <form
      aria-label={t('excuse')}
      onSubmit={form.onSubmit(({ first: from, last: to, reason }) =>
        excuse.mutate({
          body: { line, period: { from: from!, to: addDays(to!, 1) }, reason: reason.trim() },
        }),
      )}
    >
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t('excuseDays')}
        </Text>
        <Group grow align="flex-start">
          <DayInput
            label={t('firstDay')}
            required
            minDate={first}
            maxDate={last}
            {...form.getInputProps('first')}
          />
          <DayInput
            label={t('lastDay')}
            required
            minDate={first}
            maxDate={last}
            {...form.getInputProps('last')}
          />
        </Group>
        <Textarea
          label={t('reason')}
          description={t('reasonHint')}
          maxLength={500}
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <ProblemNotice error={excuse.error} />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={excuse.isPending}>
            {t('record')}
          </Button>
          <Button variant="default" size="xs" onClick={onDone}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
