import { Alert, Button, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api, answered, http, type Schema } from '../../../api/api';
import { problemOf } from '../../../api/problem';
import { useLanguage, writeDay } from '../../../i18n/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import {
  type Amendment,
  type AmendmentForm,
  type AmendmentKind,
  amendmentOf,
  emptyAmendment,
  followConditions,
  termOn,
} from './amendment-form';
import { DayInput } from '../../../ui/day-input/day-input';
import { Dialogue } from '../../../ui/dialogue';
import { ForecastPanel } from './forecast-panel';
import { helpBelow } from '../../../ui/help-below';
import { dayBefore } from './line-form';
import { cadenceChoices } from './say-terms';
import classes from './forecast-panel.module.css';
import { tell } from '../../../ui/tell';
import { words } from './texts';
import { isPreviewOf, useAsked } from './use-asked';

type Line = Schema<'LineView'>;

interface AmendmentDialogueProps {
  readonly kind: AmendmentKind;
  readonly line: Line;
  /** The day of the server. */
  readonly today: string;
  readonly onClose: () => void;
}

const CONFIRM = {
  change: 'dialogue.confirmChange',
  pause: 'dialogue.confirmPause',
  resumption: 'dialogue.confirmResumption',
  cancellation: 'dialogue.confirmCancellation',
  usage: 'dialogue.confirmUsage',
} as const;

/** One amendment of one line: what is typed on the left, what it will bill on the right, before anything is kept. */
export function AmendmentDialogue({ kind, line: opened, today, onClose }: AmendmentDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  // The line as it was read: another amendment since then is told as a conflict, and what was typed stays.
  const [line, setLine] = useState(opened);
  const form = useForm<AmendmentForm>({
    mode: 'controlled',
    initialValues:
      kind === 'usage'
        ? { ...emptyAmendment(line, today, language), quantity: '', unitPrice: '' }
        : emptyAmendment(line, today, language),
  });
  form.watch('from', ({ value, previousValue }) => {
    if (kind !== 'change') return;
    const days = { from: previousValue ?? today, to: value ?? today };
    form.setValues(followConditions(form.getValues(), line, days, language));
  });
  const payload = amendmentOf(kind, line, line.revision, form.values);
  const asked = useAsked(payload);
  const path = { id: line.id };
  const preview = api.useQuery(
    'post',
    '/api/contract-lines/{id}/amendments/preview',
    { params: { path }, body: asked ?? ({} as Amendment) },
    { enabled: asked !== null, placeholderData: keepPreviousData, retry: false },
  );
  const amend = api.useMutation('post', '/api/contract-lines/{id}/amendments', {
    onSuccess: ({ revision }) => {
      tell(t('dialogue.done', { revision }));
      onClose();
    },
  });
  const isPreviewed = isPreviewOf(payload, asked, preview);
  const conflict = [preview.error, amend.error].some(
    (error) => error && problemOf(error).code === 'CONTRACTS.AMENDED_MEANWHILE',
  );
  const reread = async () => {
    setLine(answered(await http.GET('/api/contract-lines/{id}', { params: { path } })));
    amend.reset();
  };
  return (
    <Dialogue size="80rem" onClose={onClose} title={t(`dialogue.${kind}`, { line: line.label })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (payload && isPreviewed) amend.mutate({ params: { path }, body: payload });
        }}
      >
        <div className={classes.sides}>
          <Stack gap="sm">
            <Fields kind={kind} line={line} form={form} />
            <Textarea
              label={t('dialogue.reason')}
              description={t('dialogue.reasonHelp')}
              maxLength={200}
              autosize
              {...helpBelow}
              {...form.getInputProps('reason')}
            />
          </Stack>
          <ForecastPanel
            query={preview}
            asked={payload !== null}
            incomplete={
              kind === 'change'
                ? t('dialogue.incomplete')
                : kind === 'usage'
                  ? t('dialogue.incompleteUsage')
                  : t('dialogue.incompleteDay')
            }
          />
        </div>
        <Stack mt="md" gap="sm">
          <ProblemNotice error={amend.error} />
          {conflict && (
            <Alert role="status" color="blue" variant="light">
              <Group justify="space-between" gap="sm">
                <Text size="sm">{t('dialogue.rereadHelp')}</Text>
                <Button variant="default" size="xs" onClick={() => void reread()}>
                  {t('dialogue.reread')}
                </Button>
              </Group>
            </Alert>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('dialogue.cancel')}
            </Button>
            <Button
              type="submit"
              disabled={!isPreviewed}
              loading={amend.isPending}
              color={kind === 'cancellation' ? 'red.9' : undefined}
            >
              {t(CONFIRM[kind])}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

interface FieldsProps {
  readonly kind: AmendmentKind;
  readonly line: Line;
  readonly form: ReturnType<typeof useForm<AmendmentForm>>;
}

function Fields({ kind, line, form }: FieldsProps) {
  const t = words.use();
  if (kind === 'cancellation') {
    return (
      <DayInput
        required
        label={t('dialogue.lastDay')}
        description={t('dialogue.lastDayHelp')}
        {...helpBelow}
        {...form.getInputProps('from')}
      />
    );
  }
  const from = (
    <DayInput required label={t('dialogue.from')} {...helpBelow} {...form.getInputProps('from')} />
  );
  if (kind === 'resumption') return from;
  const until = (
    <DayInput
      required={kind === 'usage'}
      label={t('dialogue.until')}
      description={
        kind === 'usage'
          ? undefined
          : kind === 'pause'
            ? t('dialogue.pauseUntilHelp')
            : t('dialogue.untilHelp')
      }
      {...helpBelow}
      {...form.getInputProps('last')}
    />
  );
  if (kind === 'pause') {
    return (
      <>
        {from}
        {until}
      </>
    );
  }
  if (kind === 'usage') {
    return (
      <>
        {from}
        {until}
        <TextInput
          required
          inputMode="decimal"
          label={t('dialogue.worked')}
          description={t('dialogue.workedHelp')}
          {...helpBelow}
          {...form.getInputProps('quantity')}
        />
        <Price form={form} label={t('dialogue.rate')} description={t('dialogue.rateHelp')} />
      </>
    );
  }
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {from}
        {until}
      </SimpleGrid>
      <ChangedConditions line={line} form={form} />
    </>
  );
}

function Price({
  form,
  label,
  description,
}: {
  form: FieldsProps['form'];
  label: string;
  description?: string;
}) {
  return (
    <TextInput
      inputMode="decimal"
      rightSection="€"
      label={label}
      description={description}
      {...helpBelow}
      {...form.getInputProps('unitPrice')}
    />
  );
}

/** The conditions of the line, to be changed; those of the first day stand there at the beginning. */
function ChangedConditions({ line, form }: Omit<FieldsProps, 'kind'>) {
  const t = words.use();
  const language = useLanguage();
  const isTime = line.kind === 'time';
  const term = termOn(line, form.values.from);
  const end = line.terms.at(-1)?.period.to ?? null;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Price form={form} label={isTime ? t('dialogue.rate') : t('dialogue.unitPrice')} />
        {!isTime && (
          <TextInput
            inputMode="decimal"
            label={t('dialogue.quantity')}
            {...helpBelow}
            {...form.getInputProps('quantity')}
          />
        )}
      </SimpleGrid>
      {line.kind === 'subscription' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            label={t('dialogue.cadence')}
            data={cadenceChoices(term ? [term.months] : [])}
            allowDeselect={false}
            {...helpBelow}
            {...form.getInputProps('months')}
          />
          <Select
            label={t('dialogue.billing')}
            allowDeselect={false}
            data={[
              { value: 'advance', label: t('dialogue.advance') },
              { value: 'arrears', label: t('dialogue.arrears') },
            ]}
            {...helpBelow}
            {...form.getInputProps('billing')}
          />
          <DayInput
            label={t('dialogue.anchor')}
            description={t('dialogue.anchorHelp')}
            {...helpBelow}
            {...form.getInputProps('anchor')}
          />
        </SimpleGrid>
      )}
      {end && line.kind !== 'oneOff' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            label={t('dialogue.end')}
            allowDeselect={false}
            data={[
              { value: 'no', label: t('dialogue.endStays', { day: writeDay(dayBefore(end), language) }) },
              { value: 'open', label: t('dialogue.endOpen') },
              { value: 'day', label: t('dialogue.endDay') },
            ]}
            {...helpBelow}
            {...form.getInputProps('prolong')}
          />
          {form.values.prolong === 'day' && (
            <DayInput
              required
              label={t('dialogue.prolongLast')}
              {...helpBelow}
              {...form.getInputProps('prolongLast')}
            />
          )}
        </SimpleGrid>
      )}
    </>
  );
}
