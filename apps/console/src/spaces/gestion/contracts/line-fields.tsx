import { Accordion, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { LineForm, LineMistake } from './line-form';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { cadenceChoices } from './say-terms';
import { words } from './texts';

interface LineFieldsProps {
  readonly line: LineForm;
  readonly mistakes: Readonly<Partial<Record<keyof LineForm, LineMistake>>>;
  readonly onChange: (change: Partial<LineForm>) => void;
  readonly autoFocus?: boolean;
}

const KINDS = ['subscription', 'oneOff', 'time'] as const;
const RATES = ['2000', '1000', '850', '550', '210'] as const;

/** What is agreed of a new line. */
export function LineFields({ line, mistakes, onChange, autoFocus }: LineFieldsProps) {
  const t = words.use();
  const wrong = (field: keyof LineForm) => {
    const mistake = mistakes[field];
    return mistake && t(`create.mistakes.${mistake}`);
  };
  const text = (field: 'service' | 'label' | 'unitPrice' | 'quantity') => ({
    value: line[field],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ [field]: currentTarget.value }),
    error: wrong(field),
    ...helpBelow,
  });
  const day = (field: 'from' | 'last' | 'anchor') => ({
    value: line[field],
    onChange: (value: string | null) => onChange({ [field]: value }),
    error: wrong(field),
    ...helpBelow,
  });
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500} id={`kind-${line.key}`}>
          {t('create.kindField')}
        </Text>
        <SegmentedControl
          aria-labelledby={`kind-${line.key}`}
          value={line.kind}
          onChange={(kind) => onChange({ kind: kind as LineForm['kind'] })}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          required
          data-autofocus={autoFocus || undefined}
          label={t('create.service')}
          description={t('create.serviceHelp')}
          maxLength={100}
          {...text('service')}
        />
        <TextInput required label={t('create.label')} maxLength={300} {...text('label')} />
        <TextInput
          required
          inputMode="decimal"
          rightSection="€"
          label={line.kind === 'time' ? t('dialogue.rate') : t('dialogue.unitPrice')}
          {...text('unitPrice')}
        />
        {line.kind !== 'time' && (
          <TextInput required inputMode="decimal" label={t('dialogue.quantity')} {...text('quantity')} />
        )}
        {line.kind === 'subscription' && (
          <Select
            label={t('dialogue.cadence')}
            data={cadenceChoices()}
            allowDeselect={false}
            value={line.months}
            onChange={(months) => onChange({ months: months ?? '1' })}
          />
        )}
        {line.kind !== 'time' && (
          <Select
            label={t('dialogue.billing')}
            allowDeselect={false}
            data={[
              { value: 'advance', label: t('dialogue.advance') },
              { value: 'arrears', label: t('dialogue.arrears') },
            ]}
            value={line.billing}
            onChange={(billing) => onChange({ billing: billing as LineForm['billing'] })}
          />
        )}
        <DayInput required label={t('create.firstDay')} {...day('from')} />
        <DayInput label={t('create.lastDay')} {...day('last')} />
      </SimpleGrid>
      <Accordion variant="contained" transitionDuration={0}>
        <Accordion.Item value="more">
          <Accordion.Control>{t('create.more')}</Accordion.Control>
          <Accordion.Panel>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <Select
                label={t('create.nature')}
                allowDeselect={false}
                data={[
                  { value: 'services', label: t('create.services') },
                  { value: 'goods', label: t('create.goods') },
                ]}
                value={line.nature}
                onChange={(nature) => onChange({ nature: nature as LineForm['nature'] })}
              />
              <Select
                label={t('create.vat')}
                allowDeselect={false}
                data={[
                  { value: '', label: t('create.vatDefault') },
                  ...RATES.map((rate) => ({
                    value: rate,
                    label: `${Number(rate) / 100} %`.replace('.', ','),
                  })),
                ]}
                value={line.vatRate}
                onChange={(vatRate) => onChange({ vatRate: vatRate ?? '' })}
              />
              {line.kind === 'subscription' && (
                <DayInput
                  label={t('create.anchor')}
                  description={t('create.anchorHelp')}
                  {...day('anchor')}
                />
              )}
            </SimpleGrid>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}
