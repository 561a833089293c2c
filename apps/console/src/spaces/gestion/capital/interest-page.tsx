import { Button, Checkbox, SimpleGrid, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPercentage, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { answered, api, http, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import {
  addDays,
  useLanguage,
  writeAmount,
  writeBasisPoints,
  writeNumber,
  writePeriod,
} from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { DayInput } from '../../../ui/day-input/day-input';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { tell } from '../../../ui/tell';
import { ActDialogue } from './act-dialogue';
import { CapitalTabs } from './capital-tabs';
import { refusedAs } from './refused-as';
import { words } from './texts';
import { checks, typedAmount } from './typed-shares';

type Interest = Schema<'InterestView'>;
type Tmo = Schema<'TmoView'>;

export const percent = (rate: string) => writeBasisPoints(Math.round(Number(rate) * 100));

function interestColumns(): DataColumn<Interest>[] {
  const t = words.now;
  return [
    {
      id: 'exercise',
      header: t('interest.exercise'),
      kind: 'text',
      value: ({ exercise }) => writePeriod(exercise),
      isRowHeader: true,
    },
    { id: 'rate', header: t('interest.rate'), kind: 'text', value: ({ rate }) => percent(rate) },
    { id: 'cap', header: t('interest.cap'), kind: 'text', value: ({ cap }) => percent(cap) },
    { id: 'total', header: t('interest.total'), kind: 'amount', value: ({ total }) => total },
    { id: 'holders', header: t('interest.holders'), kind: 'number', value: ({ holders }) => holders },
    { id: 'decidedOn', header: t('interest.decidedOn'), kind: 'day', value: ({ decidedOn }) => decidedOn },
    { id: 'reason', header: t('reason'), kind: 'text', value: ({ reason }) => reason, wideOnly: true },
  ];
}

function tmoColumns(): DataColumn<Tmo>[] {
  const t = words.now;
  const said = ({ verified }: Tmo) => t(verified ? 'interest.verified' : 'interest.unverified');
  return [
    {
      id: 'year',
      header: t('interest.year'),
      kind: 'text',
      value: ({ year }) => String(year),
      isRowHeader: true,
    },
    { id: 'rate', header: t('interest.rate'), kind: 'text', value: ({ rate }) => percent(rate) },
    {
      id: 'verified',
      header: t('withdrawals.state'),
      kind: 'text',
      value: said,
      cell: (row) => <StateBadge tone={row.verified ? 'done' : 'attention'}>{said(row)}</StateBadge>,
    },
    {
      id: 'source',
      header: t('interest.source'),
      kind: 'text',
      value: ({ source }) => source,
      cell: ({ source }) => (
        <Text size="sm" style={{ whiteSpace: 'normal' }}>
          {source}
        </Text>
      ),
      minWidth: 220,
    },
  ];
}

export function InterestPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const [open, setOpen] = useState<'decide' | 'tmo' | null>(null);
  const interests = api.useQuery('get', '/api/share-interests');
  const ofInterest = useMemo(() => interestColumns(), [language]);
  const actions = (
    <>
      <Button variant="default" onClick={() => setOpen('tmo')}>
        {t('interest.enter')}
      </Button>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('decide')}>
        {t('interest.decide')}
      </Button>
    </>
  );
  return (
    <Page title={t('interest.title')} lead={t('interest.lead')} actions={mayWrite && actions}>
      <CapitalTabs current="interest" />
      <Title order={2} size="h3" mb="xs">
        {t('interest.decided')}
      </Title>
      <DataTable
        name="share-interests"
        caption={t('interest.decided')}
        exportName={t('interest.exportName')}
        columns={ofInterest}
        rows={interests.data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/capital/interet/${id}`}
        error={interests.error}
        onRetry={() => void interests.refetch()}
        empty={
          <EmptyState icon={IconPercentage} title={t('interest.empty')}>
            {t('interest.emptyText')}
          </EmptyState>
        }
      />
      {/* Below, so only once its place is known. */}
      {!interests.isPending && <TmoTable />}
      {open === 'decide' && <DecideDialogue onClose={() => setOpen(null)} />}
      {open === 'tmo' && <TmoDialogue onClose={() => setOpen(null)} />}
    </Page>
  );
}

function TmoTable() {
  const t = words.use();
  const language = useLanguage();
  const rates = api.useQuery('get', '/api/tmo-rates');
  const columns = useMemo(() => tmoColumns(), [language]);
  return (
    <>
      <Title order={2} size="h3" mt="lg">
        {t('interest.tmo')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('interest.tmoText')}
      </Text>
      <DataTable
        name="tmo-rates"
        caption={t('interest.tmo')}
        exportName="tmo"
        columns={columns}
        rows={rates.data?.items}
        rowKey={({ year }) => year}
        error={rates.error}
        onRetry={() => void rates.refetch()}
        empty={<EmptyState title={t('interest.tmoEmpty')}>{t('interest.tmoText')}</EmptyState>}
      />
    </>
  );
}

interface Typed {
  readonly from: string | null;
  readonly last: string | null;
  readonly rate: string;
  readonly decidedOn: string | null;
  readonly reason: string;
}

function isRate(typed: string): boolean {
  const rate = Number(typedAmount(typed) ?? 0);
  return rate > 0 && rate < 100;
}

function wishOf({ from, last, rate, decidedOn }: Typed) {
  if (!from || !last || last < from || !isRate(rate) || !decidedOn) return null;
  return { exercise: { from, to: addDays(last, 1) }, rate: typedAmount(rate)!, decidedOn };
}

function DecideDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const language = useLanguage();
  const decide = api.useMutation('post', '/api/share-interests', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm<Typed>({
    initialValues: { from: null, last: null, rate: '', decidedOn: null, reason: '' },
    validate: {
      from: checks.needed,
      last: (last, { from }) =>
        checks.needed(last) ?? (from && last! < from ? t('interest.lastBeforeFrom') : null),
      rate: (rate) => (isRate(rate) ? null : t('interest.rateWrong')),
      decidedOn: checks.needed,
      reason: checks.needed,
    },
  });
  const wish = wishOf(form.values);
  const [asked] = useDebouncedValue(wish, 300);
  const forecast = useQuery({
    queryKey: ['share-interests/forecast', asked],
    enabled: asked !== null,
    retry: false,
    queryFn: async () => answered(await http.POST('/api/share-interests/forecast', { body: asked! })),
  });
  return (
    <ActDialogue
      title={t('interest.decide')}
      text={t('interest.decideText')}
      error={
        refusedAs(decide, wish && { ...wish, reason: form.values.reason.trim() }) && !forecast.isError
          ? decide.error
          : null
      }
      isPending={decide.isPending}
      onSubmit={form.onSubmit((values) =>
        decide.mutate({ body: { ...wishOf(values)!, reason: values.reason.trim() } }),
      )}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('interest.from')} {...form.getInputProps('from')} />
        <DayInput required label={t('interest.to')} {...form.getInputProps('last')} />
        <TextInput
          required
          inputMode="decimal"
          label={t('interest.rateLabel')}
          {...form.getInputProps('rate')}
        />
        <DayInput required label={t('interest.decidedOn')} {...form.getInputProps('decidedOn')} />
      </SimpleGrid>
      <Textarea
        required
        autosize
        minRows={1}
        label={t('reason')}
        maxLength={500}
        {...form.getInputProps('reason')}
      />
      <div aria-live="polite" style={{ minHeight: 48 }}>
        {asked !== null && <ProblemNotice error={forecast.error} />}
        {forecast.data && (
          <Text size="sm" fw={600}>
            {t('interest.forecast', {
              cap: writeNumber(forecast.data.cap, language),
              total: writeAmount(forecast.data.total, language),
              count: forecast.data.parts.length,
            })}
          </Text>
        )}
      </div>
    </ActDialogue>
  );
}

function TmoDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const enter = api.useMutation('post', '/api/tmo-rates', {
    onSuccess: () => {
      tell(t('saved'));
      onClose();
    },
  });
  const form = useForm({
    initialValues: { year: '', rate: '', source: '', verified: false },
    validate: {
      year: (year) => (/^20\d\d$/.test(year) ? null : t('required')),
      rate: (rate) => (typedAmount(rate) === null ? t('interest.rateWrong') : null),
      source: checks.needed,
    },
  });
  return (
    <ActDialogue
      title={t('interest.enter')}
      text={t('interest.tmoText')}
      error={enter.error}
      isPending={enter.isPending}
      onSubmit={form.onSubmit(({ year, rate, source, verified }) =>
        enter.mutate({
          body: { year: Number(year), rate: typedAmount(rate)!, source: source.trim(), verified },
        }),
      )}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          required
          inputMode="numeric"
          label={t('interest.year')}
          maxLength={4}
          {...form.getInputProps('year')}
        />
        <TextInput
          required
          inputMode="decimal"
          label={t('interest.rateLabel')}
          {...form.getInputProps('rate')}
        />
      </SimpleGrid>
      <TextInput required label={t('interest.source')} maxLength={300} {...form.getInputProps('source')} />
      <Checkbox label={t('interest.isVerified')} {...form.getInputProps('verified', { type: 'checkbox' })} />
    </ActDialogue>
  );
}
