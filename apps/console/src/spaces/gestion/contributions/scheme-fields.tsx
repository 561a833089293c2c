import { ActionIcon, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { helpBelow } from '../../../ui/help-below';
import { bandFaults, BASES, type TypedScheme } from './scheme-form';
import { words } from './texts';

interface SchemeFieldsProps {
  readonly scheme: TypedScheme;
  readonly onChange: (scheme: TypedScheme) => void;
}

/** What a scheme says: its nature, its basis, its bands, its minimum and what it gives back. */
export function SchemeFields({ scheme, onChange }: SchemeFieldsProps) {
  const t = words.use();
  const change = (part: Partial<TypedScheme>) => onChange({ ...scheme, ...part });
  return (
    <>
      <Select
        label={t('form.nature')}
        description={t('form.natureHint')}
        value={scheme.nature}
        onChange={(nature) => change({ nature: (nature ?? '') as TypedScheme['nature'] })}
        data={(['', 'contribution', 'commission'] as const).map((nature) => ({
          value: nature,
          label: t(`form.natures.${nature || 'byIssuer'}`),
        }))}
        allowDeselect={false}
        {...helpBelow}
      />
      <Select
        label={t('form.basis')}
        description={t('form.basisHint')}
        value={scheme.basis}
        onChange={(basis) => change({ basis: (basis ?? 'collected') as TypedScheme['basis'] })}
        data={BASES.map((basis) => ({ value: basis, label: t(`scheme.bases.${basis}`) }))}
        allowDeselect={false}
        {...helpBelow}
      />
      <Bands bands={scheme.bands} onChange={(bands) => change({ bands })} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t('form.minimum')}
          description={t('form.minimumHint')}
          inputMode="decimal"
          value={scheme.minimum}
          onChange={({ currentTarget }) => change({ minimum: currentTarget.value })}
          {...helpBelow}
        />
        <Select
          label={t('form.per')}
          value={scheme.per}
          onChange={(per) => change({ per: per === 'year' ? 'year' : 'month' })}
          data={(['month', 'year'] as const).map((per) => ({ value: per, label: t(`form.spans.${per}`) }))}
          allowDeselect={false}
        />
      </SimpleGrid>
      {scheme.basis !== 'margin' && (
        <TextInput
          label={t('form.reversal')}
          description={t('form.reversalHint')}
          inputMode="decimal"
          value={scheme.reversal}
          onChange={({ currentTarget }) => change({ reversal: currentTarget.value })}
          {...helpBelow}
        />
      )}
    </>
  );
}

interface BandsProps {
  readonly bands: TypedScheme['bands'];
  readonly onChange: (bands: TypedScheme['bands']) => void;
}

function Bands({ bands, onChange }: BandsProps) {
  const t = words.use();
  const put = (at: number, part: Partial<TypedScheme['bands'][number]>) =>
    onChange(bands.map((band, index) => (index === at ? { ...band, ...part } : band)));
  return (
    <div role="group" aria-label={t('form.bands')}>
      <Text size="sm" fw={500}>
        {t('form.bands')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('form.bandsHint')}
      </Text>
      <Stack gap={6}>
        {bands.map((band, at) => (
          <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              aria-label={t('form.fromOf', { n: at + 1 })}
              label={at === 0 ? t('form.bandFrom') : undefined}
              inputMode="decimal"
              disabled={at === 0}
              value={at === 0 ? '0' : band.from}
              error={bandFaults(bands, at).from && t('form.wrongFrom')}
              onChange={({ currentTarget }) => put(at, { from: currentTarget.value })}
              flex={1}
            />
            <TextInput
              aria-label={t('form.rateOf', { n: at + 1 })}
              label={at === 0 ? t('form.rate') : undefined}
              inputMode="decimal"
              value={band.rate}
              error={bandFaults(bands, at).rate && t('form.wrongRate')}
              onChange={({ currentTarget }) => put(at, { rate: currentTarget.value })}
              flex={1}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              // The first line's fields have their labels above.
              mt={at === 0 ? 25 : 0}
              disabled={at === 0}
              aria-label={t('form.remove', { n: at + 1 })}
              onClick={() => onChange(bands.filter((_, index) => index !== at))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        variant="subtle"
        size="compact-sm"
        mt={6}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...bands, { from: '', rate: '' }])}
      >
        {t('form.add')}
      </Button>
    </div>
  );
}
