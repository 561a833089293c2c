import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconReceipt } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { SheetState } from '../../../ui/activity-account/sheet-parts';
import { sheetWords } from '../../../ui/activity-account/sheet-texts';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { Dialogue } from '../../../ui/dialogue';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

type Row = Schema<'ExpenseSheetRowView'>;

const SIZE = 50;

/** One's own expense sheets, drafts first in time, and the way to a new one. */
export function SheetsPage() {
  const t = words.use();
  const language = useLanguage();
  const place = useTablePlace();
  const columns = useColumns();
  const [begins, setBegins] = useState(false);
  const sheets = api.useQuery(
    'get',
    '/api/my/expense-sheets',
    { params: { query: { page: place.page, size: SIZE } } },
    { placeholderData: (before) => before },
  );
  const { data } = sheets;
  const begin = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setBegins(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={data?.total === 0 ? null : begin}>
      {data?.total === 0 ? (
        <EmptyState icon={IconReceipt} title={t('none')} action={begin}>
          {t('noneDetail')}
        </EmptyState>
      ) : (
        <DataTable
          name="my-expense-sheets"
          caption={t('caption')}
          columns={columns}
          rows={data?.items}
          rowKey={({ id }) => id}
          rowLink={({ id }) => `/activite/frais/${id}`}
          error={sheets.error}
          onRetry={() => void sheets.refetch()}
          place={place}
          paging={data && { kind: 'pages', total: data.total, size: SIZE }}
          allRows={() =>
            everyNumberedPage(SIZE, async (page) =>
              answered(await http.GET('/api/my/expense-sheets', { params: { query: { page, size: SIZE } } })),
            )
          }
          exportName={t('exportName')}
          empty={null}
          totals={data && t('total', { gross: writeAmount(data.gross, language) })}
        />
      )}
      {begins && <BeginDialogue onClose={() => setBegins(false)} />}
    </Page>
  );
}

function useColumns(): DataColumn<Row>[] {
  const t = words.use();
  const said = sheetWords.use();
  const language = useLanguage();
  return useMemo(
    () => [
      { id: 'title', header: t('name'), kind: 'text', isRowHeader: true, value: ({ title }) => title },
      {
        id: 'state',
        header: t('state'),
        kind: 'text',
        value: ({ state }) => said(`states.${state}`),
        cell: ({ state }) => <SheetState state={state} />,
      },
      { id: 'gross', header: t('gross'), kind: 'amount', value: ({ gross }) => gross },
      { id: 'since', header: t('since'), kind: 'day', value: ({ stateSince }) => stateSince },
      { id: 'lines', header: t('lines'), kind: 'number', wideOnly: true, value: ({ lines }) => lines },
      {
        id: 'activity',
        header: t('activity'),
        kind: 'text',
        wideOnly: true,
        value: ({ activity }) => activity.name,
      },
    ],
    [language],
  );
}

function BeginDialogue({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const navigate = useNavigate();
  const accounts = api.useQuery('get', '/api/my/activity-account');
  const begin = api.useMutation('post', '/api/my/expense-sheets', {
    onSuccess: ({ id }) => void navigate(`/activite/frais/${id}`),
  });
  const activities = accounts.data?.items ?? [];
  const form = useForm({
    initialValues: { title: '', activity: '' },
    validate: { title: (title) => (title.trim() ? null : t('form.titleHint')) },
  });
  const activity = form.values.activity || String(activities[0]?.activity.id ?? '');
  return (
    <Dialogue onClose={onClose} title={t('new')}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ title }) =>
          begin.mutate({ body: { title: title.trim(), activity: Number(activity) } }),
        )}
      >
        <Stack>
          {accounts.data && activities.length === 0 && <Alert color="yellow">{t('form.noActivity')}</Alert>}
          <TextInput
            required
            data-autofocus
            label={t('form.title')}
            description={t('form.titleHint')}
            maxLength={200}
            {...form.getInputProps('title')}
          />
          {activities.length > 1 ? (
            <Select
              allowDeselect={false}
              label={t('form.activity')}
              data={activities.map((each) => ({
                value: String(each.activity.id),
                label: each.activity.name,
              }))}
              value={activity}
              onChange={(value) => form.setFieldValue('activity', value ?? '')}
            />
          ) : (
            <Text size="sm">{activities[0]?.activity.name}</Text>
          )}
          <ProblemNotice error={begin.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" disabled={activity === ''} loading={begin.isPending}>
              {t('form.begin')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
