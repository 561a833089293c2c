import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { say, useLanguage, writePeriod } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { words } from './texts';

type Held = Schema<'HeldDaysView'>;

const PAGE_SIZE = 50;

/** Days that the run saw and could not propose: which, why, and what to do about it. */
export function HeldDays({ runId }: { readonly runId: number }) {
  const t = words.use();
  const language = useLanguage();
  const place = useTablePlace();
  const query = { after: place.after ? Number(place.after) : undefined, limit: PAGE_SIZE };
  const held = api.useQuery('get', '/api/billing-runs/{id}/held', {
    params: { path: { id: runId }, query },
  });
  const daysOf = ({ days }: Held) => days.map((each) => writePeriod(each, language)).join(', ');
  const columns: readonly DataColumn<Held>[] = [
    {
      id: 'client',
      header: t('held.client'),
      kind: 'text',
      value: ({ client }) => client.name,
      isRowHeader: true,
    },
    {
      id: 'line',
      header: t('held.line'),
      kind: 'text',
      value: ({ line }) => `${line.code} ${line.label}`,
      cell: ({ line }) => (
        <Stack gap={0}>
          <Text size="sm">{line.label}</Text>
          <Anchor component={Link} to={`/gestion/couverture?ligne=${line.id}`} size="xs">
            {line.code}
          </Anchor>
        </Stack>
      ),
    },
    { id: 'days', header: t('held.days'), kind: 'text', value: daysOf, minWidth: 150 },
    {
      id: 'why',
      header: t('held.why'),
      kind: 'text',
      value: ({ control }) => say(control.sentence, language),
      minWidth: 280,
    },
  ];
  return (
    <DataTable
      name="run-held"
      caption={t('held.caption', { id: runId })}
      exportName={t('held.exportName', { id: runId })}
      columns={columns}
      rows={held.data?.held}
      rowKey={({ position }) => position}
      error={held.error}
      onRetry={() => void held.refetch()}
      place={place}
      paging={{ kind: 'cursor', next: held.data?.next }}
      allRows={() =>
        everyPage<Held, number>(0, async (after) => {
          const page = answered(
            await http.GET('/api/billing-runs/{id}/held', {
              params: { path: { id: runId }, query: { after: after || undefined, limit: 200 } },
            }),
          );
          return { rows: page.held, next: page.next };
        })
      }
      empty={<EmptyState title={t('held.emptyTitle')}>{t('held.empty')}</EmptyState>}
    />
  );
}
