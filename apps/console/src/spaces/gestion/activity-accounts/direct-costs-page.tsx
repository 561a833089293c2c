import { Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconReceipt2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeAmount } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { DayInput } from '../../../ui/day-input/day-input';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { tell } from '../../../ui/tell';
import { useFilters } from '../../../ui/use-filters';
import { useIdempotencyKey } from '../invoices/credit/idempotency-key';
import { AccountTabs } from './account-tabs';
import { ActivitySelect } from './activity-select';
import { CostActs } from './cost-acts';
import { CostForm } from './cost-form';
import { EntryState, tellState } from './entry-state';
import { ReversalDialogue } from './reversal-dialogue';
import { words } from './texts';
import { typedAmount } from './typed-amount';

type Row = Schema<'DirectCostView'>;

const SIZE = 50;
const KINDS = [
  'purchase',
  'subcontracting',
  'equipment',
  'insurance',
  'travel',
  'training',
  'other',
] as const;

/** What the cooperative bought for activities: entered, imported, reversed. */
export function DirectCostsPage() {
  const t = words.use();
  const language = useLanguage();
  const place = useTablePlace();
  const mayWrite = useMay('administrator', 'accountant');
  const [{ activite, recherche }, setFilters] = useFilters({ activite: '', recherche: '' });
  const [shown, setShown] = useState<Row | 'new' | null>(null);
  const columns = useColumns(mayWrite ? setShown : null);
  const query = { activity: Number(activite) || undefined, search: recherche || undefined, size: SIZE };
  const costs = api.useQuery(
    'get',
    '/api/direct-costs',
    { params: { query: { ...query, page: place.page } } },
    { placeholderData: (before) => before },
  );
  const { data } = costs;
  const reload = () => void costs.refetch();
  return (
    <Page
      title={t('costs.title')}
      lead={t('costs.lead')}
      above={[{ to: '/gestion/comptes', label: t('title') }]}
      actions={mayWrite && <CostActs of="costs" onNew={() => setShown('new')} />}
    >
      <AccountTabs current="costs" />
      <DataTable
        name="direct-costs"
        caption={t('costs.caption')}
        columns={columns}
        rows={data?.items}
        rowKey={({ id }) => id}
        error={costs.error}
        onRetry={reload}
        place={place}
        paging={data && { kind: 'pages', total: data.total, size: SIZE }}
        allRows={() =>
          everyNumberedPage(SIZE, async (page) =>
            answered(await http.GET('/api/direct-costs', { params: { query: { ...query, page } } })),
          )
        }
        exportName={t('costs.exportName')}
        empty={
          <EmptyState icon={IconReceipt2} title={t('costs.none')}>
            {t('costs.noneDetail')}
          </EmptyState>
        }
        toolbar={
          <>
            <ActivitySelect
              all
              value={activite}
              onChange={(activity) => setFilters({ activite: activity })}
            />
            <SearchInput
              label={t('costs.label')}
              value={recherche}
              onSearch={(text) => setFilters({ recherche: text })}
            />
          </>
        }
        totals={data && t('costs.total', { net: writeAmount(data.net, language) })}
      />
      {shown === 'new' && <CostDialogue activity={activite} onDone={reload} onClose={() => setShown(null)} />}
      {shown !== null && shown !== 'new' && (
        <ReversalDialogue
          of={{ id: shown.id, label: shown.label, amount: shown.net }}
          address="/api/direct-costs/{id}/reversal"
          onDone={reload}
          onClose={() => setShown(null)}
        />
      )}
    </Page>
  );
}

function useColumns(onReverse: ((row: Row) => void) | null): DataColumn<Row>[] {
  const t = words.use();
  const language = useLanguage();
  return useMemo(
    () => [
      { id: 'label', header: t('costs.label'), kind: 'text', isRowHeader: true, value: ({ label }) => label },
      { id: 'day', header: t('costs.day'), kind: 'day', value: ({ spentOn }) => spentOn },
      { id: 'activity', header: t('activity'), kind: 'text', value: ({ activity }) => activity.name },
      {
        id: 'kind',
        header: t('costs.kind'),
        kind: 'text',
        wideOnly: true,
        value: ({ kind }) => t(`kinds.${kind}`),
      },
      {
        id: 'supplier',
        header: t('costs.supplier'),
        kind: 'text',
        wideOnly: true,
        value: ({ supplier }) => supplier,
      },
      { id: 'net', header: t('costs.net'), kind: 'amount', value: ({ net }) => net },
      { id: 'vat', header: t('costs.vat'), kind: 'amount', wideOnly: true, value: ({ vat }) => vat },
      {
        id: 'state',
        header: t('entry.state'),
        kind: 'text',
        value: tellState,
        cell: (row) => <EntryState entry={row} onReverse={onReverse && (() => onReverse(row))} />,
      },
    ],
    [language, onReverse !== null],
  );
}

interface CostDialogueProps {
  readonly activity: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function CostDialogue({ activity, onDone, onClose }: CostDialogueProps) {
  const t = words.use();
  const record = api.useMutation('post', '/api/direct-costs', {
    onSuccess: () => {
      tell(t('costs.done'));
      onDone();
      onClose();
    },
  });
  const form = useForm({
    initialValues: {
      activity,
      spentOn: null as string | null,
      kind: 'purchase' as Row['kind'],
      label: '',
      supplier: '',
      net: '',
      vat: '0',
      eligible: false,
    },
    validate: {
      activity: (value) => (value ? null : t('entry.required')),
      spentOn: (day) => (day ? null : t('entry.required')),
      label: (label) => (label.trim() ? null : t('entry.required')),
      net: (net) => (typedAmount(net) ? null : t('entry.amount')),
      vat: (vat) => (typedAmount(vat) ? null : t('entry.amount')),
    },
  });
  const { supplier, ...values } = form.values;
  const body = {
    ...values,
    activity: Number(values.activity),
    spentOn: values.spentOn ?? '',
    label: values.label.trim(),
    supplier: supplier.trim() || null,
    net: typedAmount(values.net) ?? '',
    vat: typedAmount(values.vat) ?? '',
  };
  // Sent again after a lost answer it is the same entry, not a second one.
  const key = useIdempotencyKey(body);
  return (
    <CostForm
      of="costs"
      record={record}
      onSubmit={form.onSubmit(() => record.mutate({ headers: { 'Idempotency-Key': key }, body }))}
      onClose={onClose}
    >
      <ActivitySelect
        value={form.values.activity}
        onChange={(value) => form.setFieldValue('activity', value)}
        error={form.errors['activity']}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput required label={t('costs.day')} {...form.getInputProps('spentOn')} />
        <NativeSelect
          label={t('costs.kind')}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput required label={t('costs.label')} maxLength={200} {...form.getInputProps('label')} />
        <TextInput label={t('costs.supplier')} maxLength={200} {...form.getInputProps('supplier')} />
        <TextInput
          required
          label={t('costs.net')}
          inputMode="decimal"
          rightSection="€"
          {...form.getInputProps('net')}
        />
        <TextInput
          required
          label={t('costs.vat')}
          inputMode="decimal"
          rightSection="€"
          {...form.getInputProps('vat')}
        />
      </SimpleGrid>
      <Checkbox label={t('costs.eligible')} {...form.getInputProps('eligible', { type: 'checkbox' })} />
    </CostForm>
  );
}
