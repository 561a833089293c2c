import { Alert, Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeDay } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { words } from './texts';
import { typedAmount } from './typed-amount';

interface OpeningDialogueProps {
  readonly activity: number;
  readonly opening: Schema<'OpeningView'> | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const AMOUNTS = ['receivables', 'uncollected', 'vatWaiting', 'vatDue', 'expensesDue', 'available'] as const;
const SHORTEST_REASON = 5;

/** What the account begins with; an earlier opening is replaced and stays on record. */
export function OpeningDialogue({ activity, opening, onDone, onClose }: OpeningDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const open = api.useMutation('post', '/api/activity-accounts/{activity}/openings', {
    onSuccess: () => {
      tell(t('opening.done'));
      onDone();
      onClose();
    },
  });
  const wrong = (amount: string) => (typedAmount(amount, { signed: true }) ? null : t('opening.amountWrong'));
  const form = useForm({
    initialValues: {
      openedOn: opening?.openedOn ?? null,
      reason: '',
      ...Object.fromEntries(AMOUNTS.map((name) => [name, (opening?.[name] ?? '0').replace('.', ',')])),
    } as Record<(typeof AMOUNTS)[number] | 'reason', string> & { openedOn: string | null },
    validate: {
      openedOn: (day) => (day?.endsWith('-01') ? null : t('opening.openedOnHint')),
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('opening.reasonShort') : null),
      receivables: wrong,
      uncollected: wrong,
      vatWaiting: wrong,
      vatDue: wrong,
      expensesDue: wrong,
      available: wrong,
    },
  });
  function save(): void {
    const { values } = form;
    const amount = (name: (typeof AMOUNTS)[number]) => typedAmount(values[name], { signed: true }) ?? '0';
    open.mutate({
      params: { path: { activity } },
      body: {
        openedOn: values.openedOn!,
        receivables: amount('receivables'),
        uncollected: amount('uncollected'),
        vatWaiting: amount('vatWaiting'),
        vatDue: amount('vatDue'),
        expensesDue: amount('expensesDue'),
        available: amount('available'),
        reason: values.reason.trim(),
        replaces: opening?.id ?? null,
      },
    });
  }
  return (
    <Dialogue onClose={onClose} title={t('opening.title')}>
      <form onSubmit={form.onSubmit(save)} noValidate>
        <Stack>
          <Text size="sm">{t('opening.lead')}</Text>
          {opening && (
            <Alert color="blue" variant="light">
              {t('opening.replaces', { day: writeDay(opening.openedOn, language) })}
            </Alert>
          )}
          <DayInput
            required
            label={t('opening.openedOn')}
            description={t('opening.openedOnHint')}
            {...form.getInputProps('openedOn')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {AMOUNTS.map((name) => (
              <TextInput
                key={name}
                label={t(`opening.${name}`)}
                inputMode="decimal"
                rightSection="€"
                {...form.getInputProps(name)}
                {...helpBelow}
              />
            ))}
          </SimpleGrid>
          <TextInput required label={t('opening.reason')} maxLength={500} {...form.getInputProps('reason')} />
          <ProblemNotice error={open.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('entry.cancel')}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {t('opening.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
