import { SimpleGrid, TextInput } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useId } from '@mantine/hooks';
import { IconCash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { answered, api, http, type Schema } from '../../../api/api';
import { today } from '../../../api/today';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeAmount, writeMonth } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
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

type Row = Schema<'PayCostView'>;

const SIZE = 50;

/** What the pay of each month costs: entered, imported, reversed. */
export function PayCostsPage() {
  const t = words.use();
  const language = useLanguage();
  const place = useTablePlace();
  const mayWrite = useMay('administrator', 'accountant');
  const [{ activite }, setFilters] = useFilters({ activite: '' });
  const [shown, setShown] = useState<Row | 'new' | null>(null);
  const columns = useColumns(mayWrite ? setShown : null);
  const query = { activity: Number(activite) || undefined, size: SIZE };
  const costs = api.useQuery(
    'get',
    '/api/pay-costs',
    { params: { query: { ...query, page: place.page } } },
    { placeholderData: (before) => before },
  );
  const { data } = costs;
  const reload = () => void costs.refetch();
  return (
    <Page
      title={t('pay.title')}
      lead={t('pay.lead')}
      above={[{ to: '/gestion/comptes', label: t('title') }]}
      actions={mayWrite && <CostActs of="pay" onNew={() => setShown('new')} />}
    >
      <AccountTabs current="pay" />
      <DataTable
        name="pay-costs"
        caption={t('pay.caption')}
        columns={columns}
        rows={data?.items}
        rowKey={({ id }) => id}
        error={costs.error}
        onRetry={reload}
        place={place}
        paging={data && { kind: 'pages', total: data.total, size: SIZE }}
        allRows={() =>
          everyNumberedPage(SIZE, async (page) =>
            answered(await http.GET('/api/pay-costs', { params: { query: { ...query, page } } })),
          )
        }
        exportName={t('pay.exportName')}
        empty={
          <EmptyState icon={IconCash} title={t('pay.none')}>
            {t('pay.noneDetail')}
          </EmptyState>
        }
        toolbar={
          <ActivitySelect all value={activite} onChange={(activity) => setFilters({ activite: activity })} />
        }
        totals={data && t('pay.total', { cost: writeAmount(data.cost, language) })}
      />
      {shown === 'new' && <PayDialogue activity={activite} onDone={reload} onClose={() => setShown(null)} />}
      {shown !== null && shown !== 'new' && (
        <ReversalDialogue
          of={{ id: shown.id, label: shown.label, amount: shown.cost }}
          address="/api/pay-costs/{id}/reversal"
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
      { id: 'label', header: t('pay.label'), kind: 'text', isRowHeader: true, value: ({ label }) => label },
      {
        id: 'month',
        header: t('pay.month'),
        kind: 'text',
        value: ({ month }) => writeMonth(month, language),
      },
      { id: 'activity', header: t('activity'), kind: 'text', value: ({ activity }) => activity.name },
      {
        id: 'gross',
        header: t('pay.gross'),
        kind: 'amount',
        wideOnly: true,
        value: ({ grossPay }) => grossPay,
      },
      {
        id: 'charges',
        header: t('pay.charges'),
        kind: 'amount',
        wideOnly: true,
        value: ({ employerCharges }) => employerCharges,
      },
      { id: 'cost', header: t('pay.cost'), kind: 'amount', value: ({ cost }) => cost },
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

function thisMonth(): string {
  return `${today().slice(0, 7)}-01`;
}

interface PayDialogueProps {
  readonly activity: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function PayDialogue({ activity, onDone, onClose }: PayDialogueProps) {
  const t = words.use();
  const record = api.useMutation('post', '/api/pay-costs', {
    onSuccess: () => {
      tell(t('pay.done'));
      onDone();
      onClose();
    },
  });
  const form = useForm({
    initialValues: { activity, month: thisMonth() as string | null, label: '', gross: '', charges: '0' },
    validate: {
      activity: (value) => (value ? null : t('entry.required')),
      month: (month) => (month ? null : t('entry.required')),
      label: (label) => (label.trim() ? null : t('entry.required')),
      gross: (gross) => (typedAmount(gross) ? null : t('entry.amount')),
      charges: (charges) => (typedAmount(charges) ? null : t('entry.amount')),
    },
  });
  const id = useId();
  const { month, label, gross, charges } = form.values;
  const body = {
    activity: Number(form.values.activity),
    month: month?.slice(0, 7) ?? '',
    label: label.trim(),
    grossPay: typedAmount(gross) ?? '',
    employerCharges: typedAmount(charges) ?? '',
  };
  // Sent again after a lost answer it is the same entry, not a second one.
  const key = useIdempotencyKey(body);
  return (
    <CostForm
      of="pay"
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
        <MonthPickerInput
          required
          label={t('pay.month')}
          id={id}
          // The calendar is named by the element of this id: the field itself.
          popoverProps={{ id }}
          ariaLabels={{ nextYear: t('pay.nextYear'), previousYear: t('pay.previousYear') }}
          valueFormat="MMMM YYYY"
          {...form.getInputProps('month')}
        />
        <TextInput required label={t('pay.label')} maxLength={200} {...form.getInputProps('label')} />
        <TextInput
          required
          label={t('pay.gross')}
          inputMode="decimal"
          rightSection="€"
          {...form.getInputProps('gross')}
        />
        <TextInput
          required
          label={t('pay.charges')}
          inputMode="decimal"
          rightSection="€"
          {...form.getInputProps('charges')}
        />
      </SimpleGrid>
    </CostForm>
  );
}
