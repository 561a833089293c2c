import { Button, FileInput, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormRulesRecord, useForm, type UseFormReturnType } from '@mantine/form';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { answered, api, http, type Schema } from '../../../api/api';
import { useLanguage, writeNumber } from '../../../i18n/format';
import { sheetWords } from '../../../ui/activity-account/sheet-texts';
import { DayInput } from '../../../ui/day-input/day-input';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { inputOf, KINDS, type LineValues, typedNumber, valuesOf } from './line-values';
import { words } from './texts';

interface LineDialogueProps {
  readonly sheet: number;
  /** The expense that is changed; null for a new one. */
  readonly line: Schema<'ExpenseLineView'> | null;
  readonly today: string;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** Sends the picture of a line as a form; the content decides what it is, not its name. */
async function sendReceipt(line: number, file: File): Promise<void> {
  answered(
    await http.PUT('/api/my/expense-lines/{id}/receipt', {
      params: { path: { id: line } },
      // The generated type says text where a form carries a file.
      body: { file: file as unknown as string },
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file, file.name);
        return form;
      },
    }),
  );
}

/** The line that an answer holds and none before it did: the one that was added. */
function newestLine(sheet: Schema<'ExpenseSheetView'>): number {
  return Math.max(...sheet.lines.map(({ id }) => id));
}

/** One expense and its receipt, made for a telephone: one column, the camera one touch away. */
export function LineDialogue({ sheet, line, today, onSaved, onClose }: LineDialogueProps) {
  const t = words.use();
  const [receipt, setReceipt] = useState<File | null>(null);
  const [kept, setKept] = useState<number | null>(line?.id ?? null);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const form = useForm<LineValues>({
    initialValues: valuesOf(line, today),
    validate: {
      spentOn: (day) => (day ? null : t('line.dayMissing')),
      label: (label) => (label.trim() ? null : t('line.labelMissing')),
      gross: (gross, { kind }) =>
        kind === 'mileage' || typedNumber(gross, 2) ? null : t('line.amountMissing'),
      vat: (vat, { kind }) =>
        kind === 'mileage' || vat.trim() === '' || typedNumber(vat, 2) ? null : t('line.amountMissing'),
      kilometres: (kilometres, { kind }) =>
        kind !== 'mileage' || typedNumber(kilometres, 1) ? null : t('line.distanceMissing'),
    },
  });
  async function save(values: LineValues): Promise<void> {
    setSending(true);
    setError(null);
    try {
      const body = inputOf(values);
      const saved =
        kept === null
          ? answered(
              await http.POST('/api/my/expense-sheets/{id}/lines', { params: { path: { id: sheet } }, body }),
            )
          : answered(await http.PUT('/api/my/expense-lines/{id}', { params: { path: { id: kept } }, body }));
      const id = kept ?? newestLine(saved);
      setKept(id);
      onSaved();
      if (receipt && values.kind !== 'mileage') await sendReceipt(id, receipt);
      onSaved();
      onClose();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSending(false);
    }
  }
  return (
    <Dialogue onClose={onClose} title={line ? t('line.edit') : t('line.add')}>
      <form onSubmit={form.onSubmit((values) => void save(values))} noValidate>
        <Stack>
          <LineFields form={form} />
          {form.values.kind !== 'mileage' && (
            <FileInput
              label={t('line.receipt')}
              placeholder={t('line.receiptChoose')}
              description={line?.receipt ? t('line.receiptKept') : t('line.receiptHint')}
              leftSection={<IconCamera size={18} aria-hidden />}
              accept="image/jpeg,image/png,application/pdf"
              clearable
              clearButtonProps={{ 'aria-label': t('line.clear') }}
              value={receipt}
              onChange={setReceipt}
              {...helpBelow}
            />
          )}
          {error !== null && kept !== null && line === null && (
            <Text size="sm">{t('line.keptWithoutReceipt')}</Text>
          )}
          <ProblemNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {t('line.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

type Form = UseFormReturnType<LineValues, LineValues, FormRulesRecord<LineValues>>;

function LineFields({ form }: { readonly form: Form }) {
  const t = words.use();
  const said = sheetWords.use();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('line.day')} {...form.getInputProps('spentOn')} />
        <NativeSelect
          label={t('line.kind')}
          data={KINDS.map((kind) => ({ value: kind, label: said(`kinds.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
      </SimpleGrid>
      <TextInput required label={t('line.label')} maxLength={200} {...form.getInputProps('label')} />
      {form.values.kind === 'mileage' ? (
        <DistanceFields form={form} />
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            required
            label={t('line.gross')}
            inputMode="decimal"
            rightSection="€"
            {...form.getInputProps('gross')}
            {...helpBelow}
          />
          <TextInput
            label={t('line.vat')}
            description={t('line.vatHint')}
            inputMode="decimal"
            rightSection="€"
            {...form.getInputProps('vat')}
            {...helpBelow}
          />
        </SimpleGrid>
      )}
    </>
  );
}

/** A distance and the power of the car; the amount follows from the scale of the day, which the API knows. */
function DistanceFields({ form }: { readonly form: Form }) {
  const t = words.use();
  const language = useLanguage();
  const scales = api.useQuery('get', '/api/my/mileage-scales');
  const day = form.values.spentOn ?? '';
  const scale = scales.data?.items.find(({ from, to }) => from <= day && (to === null || day < to));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        required
        label={t('line.kilometres')}
        inputMode="decimal"
        rightSection="km"
        {...form.getInputProps('kilometres')}
        {...helpBelow}
      />
      <NativeSelect
        label={t('line.power')}
        description={scale && t('line.scale', { source: scale.source })}
        data={(scale?.rates ?? []).map(({ fiscalPower, rate }) => ({
          value: String(fiscalPower),
          label: t('line.powerOf', { power: fiscalPower, rate: writeNumber(rate, language) }),
        }))}
        {...form.getInputProps('fiscalPower')}
        {...helpBelow}
      />
    </SimpleGrid>
  );
}
