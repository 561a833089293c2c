import { NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { addDays, useLanguage, writeAmount, writePeriod } from '../../../../i18n/format';
import type { Invoice } from '../states';
import { words } from '../texts';
import { type CreditWish, isLive, leftOf, linesWithDays } from './credit-wish';

interface CreditScopeFieldsProps {
  readonly invoice: Invoice;
  readonly form: UseFormReturnType<CreditWish>;
}

/** What to credit: all that is left, days of a line, or an amount of a line. */
export function CreditScopeFields({ invoice, form }: CreditScopeFieldsProps) {
  const t = words.use();
  const { kind } = form.values;
  return (
    <>
      <Stack gap={4} role="group" aria-label={t('credit.what')}>
        <Text size="sm" fw={500} aria-hidden>
          {t('credit.what')}
        </Text>
        <SegmentedControl
          fullWidth
          transitionDuration={0}
          data={[
            { value: 'whole', label: t('credit.whole') },
            { value: 'days', label: t('credit.days') },
            { value: 'amount', label: t('credit.amount') },
          ]}
          {...form.getInputProps('kind')}
        />
      </Stack>
      {kind === 'days' && <DaysFields invoice={invoice} form={form} />}
      {kind === 'amount' && <AmountFields invoice={invoice} form={form} />}
    </>
  );
}

function LineSelect({
  lines,
  form,
}: {
  readonly lines: Invoice['lines'];
  readonly form: CreditScopeFieldsProps['form'];
}) {
  const t = words.use();
  if (lines.length < 2) return null;
  return (
    <Select
      label={t('credit.line')}
      data={lines.map(({ position, label }) => ({
        value: String(position),
        label: t('credit.lineOf', { position, label }),
      }))}
      allowDeselect={false}
      {...form.getInputProps('position')}
      onChange={(position) => form.setValues({ position: position ?? '', days: [null, null], net: '' })}
    />
  );
}

function DaysFields({ invoice, form }: CreditScopeFieldsProps) {
  const t = words.use();
  const language = useLanguage();
  const lines = linesWithDays(invoice);
  const line = lines.find(({ position }) => String(position) === form.values.position) ?? lines[0];
  if (!line) return <Text size="sm">{t('credit.noDaysLeft')}</Text>;
  const { liveDays } = line;
  const [first, last] = [liveDays[0]!.from, addDays(liveDays.at(-1)!.to!, -1)];
  return (
    <>
      <LineSelect lines={lines} form={form} />
      <DatePickerInput
        type="range"
        label={t('credit.chooseDays')}
        description={t('credit.daysHint', {
          days: liveDays.map((days) => writePeriod(days, language)).join(', '),
        })}
        minDate={first}
        maxDate={last}
        defaultDate={first}
        excludeDate={(day) => !isLive(day, liveDays)}
        allowSingleDateInRange
        valueFormat="DD/MM/YYYY"
        value={[...form.values.days]}
        onChange={(days) => form.setValues({ days, position: String(line.position) })}
      />
    </>
  );
}

function AmountFields({ invoice, form }: CreditScopeFieldsProps) {
  const t = words.use();
  const language = useLanguage();
  const lines = invoice.lines.filter((line) => leftOf(line) > 0n);
  const line = lines.find(({ position }) => String(position) === form.values.position) ?? lines[0];
  if (!line) return null;
  const left = Number(leftOf(line)) / 100;
  return (
    <>
      <LineSelect lines={lines} form={form} />
      <NumberInput
        label={t('credit.net')}
        description={t('credit.netHint', { left: writeAmount(left.toFixed(2), language) })}
        min={0}
        max={left}
        clampBehavior="none"
        decimalScale={2}
        decimalSeparator={language === 'fr' ? ',' : '.'}
        thousandSeparator={language === 'fr' ? '\u202f' : ','}
        suffix={'\u00a0€'}
        hideControls
        {...form.getInputProps('net')}
        onChange={(net) => form.setValues({ net, position: String(line.position) })}
      />
    </>
  );
}
