import { Select } from '@mantine/core';
import { IconReceiptOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { SheetState } from '../../../ui/activity-account/sheet-parts';
import { sheetWords } from '../../../ui/activity-account/sheet-texts';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { useFilters } from '../../../ui/use-filters';
import { AccountTabs } from './account-tabs';
import { ActivitySelect } from './activity-select';
import { words } from './texts';

type Row = Schema<'ExpenseSheetRowView'>;
type State = Row['state'];

const SIZE = 50;
const STATES = ['submitted', 'approved', 'refused', 'reimbursed'] as const satisfies readonly State[];

/** What entrepreneurs submitted; those to approve first, unless another state is asked for. */
export function ExpenseSheetsPage() {
  const t = words.use();
  const said = sheetWords.use();
  const language = useLanguage();
  const place = useTablePlace();
  const columns = useColumns();
  const [{ etat, activite }, setFilters] = useFilters({ etat: 'submitted', activite: '' });
  const state = STATES.find((each) => each === etat);
  const query = { state, activity: Number(activite) || undefined, size: SIZE };
  const sheets = api.useQuery(
    'get',
    '/api/expense-sheets',
    { params: { query: { ...query, page: place.page } } },
    { placeholderData: (before) => before },
  );
  const { data } = sheets;
  return (
    <Page
      title={t('sheets.title')}
      lead={t('sheets.lead')}
      above={[{ to: '/gestion/comptes', label: t('title') }]}
    >
      <AccountTabs current="sheets" />
      <DataTable
        name="expense-sheets"
        caption={t('sheets.caption')}
        columns={columns}
        rows={data?.items}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/gestion/comptes/frais/${id}`}
        error={sheets.error}
        onRetry={() => void sheets.refetch()}
        place={place}
        paging={data && { kind: 'pages', total: data.total, size: SIZE }}
        allRows={() =>
          everyNumberedPage(SIZE, async (page) =>
            answered(await http.GET('/api/expense-sheets', { params: { query: { ...query, page } } })),
          )
        }
        exportName={t('sheets.exportName')}
        empty={
          <EmptyState icon={IconReceiptOff} title={t('sheets.none')}>
            {t('sheets.noneDetail')}
          </EmptyState>
        }
        toolbar={
          <>
            <Select
              allowDeselect={false}
              label={t('sheets.state')}
              data={[
                ...STATES.map((each) => ({ value: each as string, label: said(`states.${each}`) })),
                { value: 'tous', label: t('sheets.everyState') },
              ]}
              value={etat}
              onChange={(value) => setFilters({ etat: value })}
            />
            <ActivitySelect
              all
              value={activite}
              onChange={(activity) => setFilters({ activite: activity })}
            />
          </>
        }
        totals={data && t('sheets.total', { gross: writeAmount(data.gross, language) })}
      />
    </Page>
  );
}

function useColumns(): DataColumn<Row>[] {
  const t = words.use();
  const said = sheetWords.use();
  const language = useLanguage();
  return useMemo(
    () => [
      { id: 'title', header: t('sheets.name'), kind: 'text', isRowHeader: true, value: ({ title }) => title },
      { id: 'who', header: t('sheets.who'), kind: 'text', value: ({ enteredBy }) => enteredBy.name },
      { id: 'activity', header: t('activity'), kind: 'text', value: ({ activity }) => activity.name },
      {
        id: 'state',
        header: t('sheets.state'),
        kind: 'text',
        value: ({ state }) => said(`states.${state}`),
        cell: ({ state }) => <SheetState state={state} />,
      },
      { id: 'since', header: t('sheets.since'), kind: 'day', value: ({ stateSince }) => stateSince },
      {
        id: 'lines',
        header: t('sheets.lines'),
        kind: 'number',
        wideOnly: true,
        value: ({ lines }) => lines,
      },
      { id: 'gross', header: t('sheets.gross'), kind: 'amount', value: ({ gross }) => gross },
    ],
    [language],
  );
}
