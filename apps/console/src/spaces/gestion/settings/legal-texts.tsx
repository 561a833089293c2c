import { Alert, Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage, writeBasisPoints, writeDay, writePeriod } from '../../../i18n/format';
import { DataTable } from '../../../ui/data-table/data-table';
import type { DataColumn } from '../../../ui/data-table/columns';
import { EmptyState } from '../../../ui/empty-state';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { DayInput } from '../../../ui/day-input/day-input';
import { SectionLead } from './section-lead';
import { words } from './texts';

type LegalText = Schema<'LegalTextView'>;

/** The sentences of law that a document issued on a day bears. */
export function LegalTexts() {
  const t = words.use();
  const language = useLanguage();
  const [{ le }, setFilters] = useFilters({ le: '' });
  const query = api.useQuery('get', '/api/legal-texts', { params: { query: { on: le || undefined } } });
  const columns: DataColumn<LegalText>[] = [
    {
      id: 'use',
      header: t('legal.use'),
      kind: 'text',
      value: ({ key }) => t(`legal.keys.${key}`),
      isRowHeader: true,
      minWidth: 180,
    },
    {
      id: 'text',
      header: t('legal.text'),
      kind: 'text',
      value: ({ text }) => say(text, language),
      minWidth: 280,
    },
    { id: 'source', header: t('legal.source'), kind: 'text', value: ({ source }) => source, minWidth: 200 },
    {
      id: 'verified',
      minWidth: 150,
      header: t('legal.verified'),
      kind: 'text',
      value: ({ verified }) => t(verified ? 'legal.isVerified' : 'legal.isNotVerified'),
      cell: ({ verified }) => (
        <StateBadge tone={verified ? 'done' : 'attention'}>
          {t(verified ? 'legal.isVerified' : 'legal.isNotVerified')}
        </StateBadge>
      ),
    },
    { id: 'from', header: t('legal.from'), kind: 'day', value: ({ from }) => from, wideOnly: true },
    { id: 'to', header: t('legal.to'), kind: 'day', value: ({ to }) => to, hiddenAtFirst: true },
    { id: 'vatex', header: t('legal.vatex'), kind: 'text', value: ({ vatex }) => vatex, hiddenAtFirst: true },
  ];
  const unverified = query.data?.texts.filter(({ verified }) => !verified).length ?? 0;
  return (
    <Stack gap="sm">
      <SectionLead>{t('legal.lead')}</SectionLead>
      {query.isLoading && <Skeleton height={51} radius="sm" animate={false} />}
      {unverified > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {t('legal.unverifiedHint', { count: unverified })}
        </Alert>
      )}
      <DataTable
        name="legal-texts"
        caption={t('tabs.legal')}
        columns={columns}
        rows={query.data?.texts}
        rowKey={({ key }) => key}
        error={query.error}
        onRetry={() => void query.refetch()}
        exportName={t('legal.name')}
        empty={<EmptyState title={t('legal.none')}>{t('legal.noneHint')}</EmptyState>}
        toolbar={
          <Group gap="md" align="flex-end">
            <DayInput
              label={t('legal.on')}
              value={query.data?.on ?? (le || null)}
              onChange={(day) => setFilters({ le: day ?? undefined })}
              w={170}
            />
            <Stack gap={2}>
              <Text size="xs" c="dimmed">
                {t('legal.changes')}
              </Text>
              <Group gap="sm">
                {query.data?.changesOn.map((day) => (
                  <Anchor
                    key={day}
                    component="button"
                    type="button"
                    size="sm"
                    onClick={() => setFilters({ le: day })}
                  >
                    {writeDay(day, language)}
                  </Anchor>
                ))}
              </Group>
            </Stack>
          </Group>
        }
        totals={query.data && <InterestRate rate={query.data.interestRate} />}
      />
    </Stack>
  );
}

function InterestRate({ rate }: { readonly rate: Schema<'LegalInterestRateView'> | null }) {
  const t = words.use();
  const language = useLanguage();
  if (!rate) return <>{t('legal.noRate')}</>;
  const period = writePeriod(rate, language);
  return (
    <>
      {rate.basisPoints === null
        ? t('legal.rateUnknown', { period })
        : t('legal.rate', { period, rate: writeBasisPoints(rate.basisPoints, language) })}
    </>
  );
}
