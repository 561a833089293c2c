import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeDay } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { words } from './texts';

type Comparison = Schema<'RunComparisonView'>;
type Compared = Schema<'ComparedLineView'>;
type Kind = 'appeared' | 'vanished' | 'changed';

interface Difference extends Compared {
  readonly kind: Kind;
}

const KINDS: Readonly<Record<Kind, Tone>> = {
  appeared: 'waiting',
  vanished: 'attention',
  changed: 'running',
};
const SHOWN_OF_EACH = 200;

function differenceOf({ before, now }: Compared): string {
  return amountOf(centsOf(now ?? '0') - centsOf(before ?? '0'));
}

function rowsOf(comparison: Comparison, kind: string): Difference[] {
  return (Object.keys(KINDS) as Kind[])
    .filter((each) => kind === '' || kind === each)
    .flatMap((each) => comparison[each].map((line) => ({ ...line, kind: each })));
}

/** What differs from the run before, line by line, with the amounts before and now. */
export function ComparisonTable({ runId }: { readonly runId: number }) {
  const comparison = api.useQuery('get', '/api/billing-runs/{id}/comparison', {
    params: { path: { id: runId } },
  });
  return <Loaded query={comparison}>{(found) => <Differences runId={runId} comparison={found} />}</Loaded>;
}

function Differences({ runId, comparison }: { readonly runId: number; readonly comparison: Comparison }) {
  const t = words.use();
  const language = useLanguage();
  const [{ ecart }, setFilters] = useFilters({ ecart: '' });
  const { previous, totals, unchanged } = comparison;
  if (!previous) return <EmptyState title={t('comparison.first')}>{t('comparison.firstTeach')}</EmptyState>;
  const all = totals.appeared + totals.vanished + totals.changed;
  const columns: readonly DataColumn<Difference>[] = [
    {
      id: 'client',
      header: t('comparison.client'),
      kind: 'text',
      value: ({ client }) => client.name,
      isRowHeader: true,
    },
    {
      id: 'kind',
      header: t('comparison.kind'),
      kind: 'text',
      value: ({ kind }) => t(`comparison.kinds.${kind}`),
      cell: ({ kind }) => <StateBadge tone={KINDS[kind]}>{t(`comparison.kinds.${kind}`)}</StateBadge>,
    },
    {
      id: 'line',
      header: t('comparison.line'),
      kind: 'text',
      value: ({ line }) => `${line.code} ${line.label}`,
      minWidth: 180,
    },
    { id: 'before', header: t('comparison.before'), kind: 'amount', value: ({ before }) => before },
    { id: 'now', header: t('comparison.now'), kind: 'amount', value: ({ now }) => now },
    { id: 'difference', header: t('comparison.difference'), kind: 'amount', value: differenceOf },
  ];
  return (
    <Stack gap="sm">
      <Text size="sm">
        <Anchor component={Link} to={`/gestion/campagnes/${previous.id}`} inherit>
          {t('comparison.against', { id: previous.id, day: writeDay(previous.issueOn, language) })}
        </Anchor>{' '}
        {t('comparison.unchanged', { count: unchanged })}
      </Text>
      <DataTable
        name="run-comparison"
        caption={t('comparison.caption')}
        exportName={t('comparison.exportName', { id: runId })}
        columns={columns}
        rows={rowsOf(comparison, ecart)}
        rowKey={({ kind, line }) => `${kind}${line.id}`}
        toolbar={
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label={t('comparison.which')}
              value={ecart}
              onChange={(kind) => setFilters({ ecart: kind })}
              transitionDuration={0}
              data={[
                { value: '', label: t('comparison.filters.all', { count: all }) },
                ...(Object.keys(KINDS) as Kind[]).map((kind) => ({
                  value: kind,
                  label: t(`comparison.filters.${kind}`, { count: totals[kind] }),
                })),
              ]}
            />
          </Group>
        }
        totals={
          Math.max(totals.appeared, totals.vanished, totals.changed) > SHOWN_OF_EACH
            ? t('comparison.limited', { limit: SHOWN_OF_EACH })
            : undefined
        }
        empty={<EmptyState title={t('comparison.sameTitle')}>{t('comparison.same')}</EmptyState>}
      />
    </Stack>
  );
}
