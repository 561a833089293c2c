import { Anchor, Button, Select, Text } from '@mantine/core';
import { IconBook2, IconFileTypePdf } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyNumberedPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { addDays, useLanguage } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { DayInput } from '../../../ui/day-input/day-input';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { useFilters } from '../../../ui/use-filters';
import { CapitalTabs } from './capital-tabs';
import { useShareClasses } from './class-select';
import { ReversalDialogue } from './reversal-dialogue';
import { words } from './texts';

type Row = Schema<'MovementView'>;

const SIZE = 50;
const EXPORTED_AT_ONCE = 500;
const KINDS = ['subscription', 'transfer', 'conversion', 'withdrawal'] as const;

/** « cession », or « cession annulée » for a reversal. */
function kindOf({ kind, reversal }: Row): string {
  const t = words.now;
  if (!reversal) return t(`kinds.${kind}`);
  return kind === 'withdrawal'
    ? t('movements.reversalOfWithdrawal')
    : t('movements.reversal', { kind: t(`kinds.${kind}`) });
}

/** A reversal takes shares back the way they came. */
const sidesOf = ({ from, to, reversal }: Row) => (reversal ? { from: to, to: from } : { from, to });

/** « BS-2026-0042 », « cession n° 3 ». */
const causeOf = ({ kind, causeCode }: Row) =>
  kind === 'subscription'
    ? causeCode
    : words.now('movements.causeOf', { kind: words.now(`kinds.${kind}`), number: causeCode });

const quantityOf = (row: Row) => {
  const { from, to } = sidesOf(row);
  if (from && to && from.classCode !== to.classCode)
    return `${from.quantity} ${from.classCode} → ${to.quantity} ${to.classCode}`;
  const side = to ?? from;
  return side ? `${side.quantity} ${side.classCode}` : '';
};

/** The name, which leads to the person. */
function side(of: Row['from']) {
  return (
    of && (
      <Anchor component={Link} to={`/gestion/societaires/personnes/${of.personId}`} inherit c="inherit">
        {of.personName}
      </Anchor>
    )
  );
}

/** The cause; a bulletin has a page of its own. */
const cause = (row: Row) =>
  row.kind === 'subscription' ? (
    <Anchor component={Link} to={`/gestion/capital/bulletins/${row.causeId}`} inherit>
      {causeOf(row)}
    </Anchor>
  ) : (
    causeOf(row)
  );

/** Transfers and conversions are taken back here; subscriptions by their payments. */
const mayBeUndone = ({ kind, reversal, reversedBy }: Row) =>
  (kind === 'transfer' || kind === 'conversion') && !reversal && reversedBy === null;

function columnsOf(undo: ((row: Row) => void) | null): DataColumn<Row>[] {
  const t = words.now;
  return [
    {
      id: 'number',
      header: t('movements.number'),
      kind: 'number',
      value: ({ number }) => number,
      isRowHeader: true,
    },
    { id: 'day', header: t('movements.day'), kind: 'day', value: ({ day }) => day },
    {
      id: 'kind',
      header: t('movements.kind'),
      kind: 'text',
      value: (row) => kindOf(row),
      cell: (row) => (
        <>
          {kindOf(row)}
          {row.reversedBy !== null && (
            <Text size="xs" c="dimmed">
              {t(row.kind === 'withdrawal' ? 'movements.withdrawalReversedBy' : 'movements.reversedBy', {
                number: row.reversedBy,
              })}
            </Text>
          )}
          {undo && mayBeUndone(row) && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              display="block"
              onClick={() => undo(row)}
              data-print="hide"
            >
              {t('movements.undo')}
            </Anchor>
          )}
        </>
      ),
    },
    {
      id: 'from',
      header: t('movements.from'),
      kind: 'text',
      value: (row) => sidesOf(row).from?.personName,
      cell: (row) => side(sidesOf(row).from),
    },
    {
      id: 'to',
      header: t('movements.to'),
      kind: 'text',
      value: (row) => sidesOf(row).to?.personName,
      cell: (row) => side(sidesOf(row).to),
    },
    { id: 'quantity', header: t('movements.quantity'), kind: 'text', value: quantityOf },
    {
      id: 'amount',
      header: t('movements.amount'),
      kind: 'amount',
      value: ({ from, to }) => (to ?? from)?.amount,
    },
    {
      id: 'cause',
      header: t('movements.cause'),
      kind: 'text',
      value: causeOf,
      cell: cause,
      wideOnly: true,
    },
    {
      id: 'recordedBy',
      header: t('movements.recordedBy'),
      kind: 'text',
      value: ({ recordedBy }) => recordedBy,
      hiddenAtFirst: true,
    },
    {
      id: 'recordedAt',
      header: t('movements.recordedAt'),
      kind: 'instant',
      value: ({ recordedAt }) => recordedAt,
      hiddenAtFirst: true,
    },
  ];
}

export function MovementsPage() {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const [undone, setUndone] = useState<Row | null>(null);
  const place = useTablePlace();
  const [filters, setFilters] = useFilters({
    recherche: '',
    nature: '',
    categorie: '',
    depuis: '',
    jusque: '',
  });
  const query = {
    search: filters.recherche || undefined,
    kind: KINDS.find((kind) => kind === filters.nature),
    classId: Number(filters.categorie) || undefined,
    from: filters.depuis || undefined,
    // People say the last day, the API the first one outside.
    to: filters.jusque ? addDays(filters.jusque, 1) : undefined,
    descending: true,
  };
  const movements = api.useQuery(
    'get',
    '/api/share-movements',
    { params: { query: { ...query, page: place.page, size: SIZE } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useMemo(() => columnsOf(mayWrite ? setUndone : null), [language, mayWrite]);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  // On paper a register is read from its first line on.
  const allRows = () =>
    everyNumberedPage(EXPORTED_AT_ONCE, async (page) =>
      answered(
        await http.GET('/api/share-movements', {
          params: { query: { ...query, descending: false, page, size: EXPORTED_AT_ONCE } },
        }),
      ),
    );
  return (
    <Page
      title={t('movements.title')}
      lead={t('movements.lead')}
      actions={
        <Button
          component="a"
          href="/api/registers/share-movements"
          target="_blank"
          variant="default"
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
        >
          {t('movements.print')}
        </Button>
      }
    >
      <CapitalTabs current="movements" />
      <DataTable
        name="share-movements"
        caption={t('movements.title')}
        exportName={t('movements.exportName')}
        columns={columns}
        rows={movements.data?.items}
        rowKey={({ number }) => number}
        error={movements.error}
        onRetry={() => void movements.refetch()}
        place={place}
        paging={{ kind: 'pages', total: movements.data?.total ?? 0, size: SIZE }}
        allRows={allRows}
        toolbar={<Filters filters={filters} onChange={setFilters} />}
        empty={
          <EmptyState icon={IconBook2} title={t('movements.empty')}>
            {isFiltered ? t('movements.filtered') : t('movements.emptyText')}
          </EmptyState>
        }
      />
      {undone && <ReversalDialogue movement={undone} onClose={() => setUndone(null)} />}
    </Page>
  );
}

type FilterName = 'recherche' | 'nature' | 'categorie' | 'depuis' | 'jusque';

interface FiltersProps {
  readonly filters: Readonly<Record<FilterName, string>>;
  readonly onChange: (change: Partial<Record<FilterName, string | null>>) => void;
}

function Filters({ filters, onChange }: FiltersProps) {
  const t = words.use();
  const classes = useShareClasses();
  return (
    <>
      <SearchInput
        label={t('movements.search')}
        value={filters.recherche}
        onSearch={(recherche) => onChange({ recherche })}
        w={{ base: '100%', xs: 230 }}
      />
      <Select
        aria-label={t('movements.kind')}
        placeholder={t('movements.kind')}
        value={filters.nature || null}
        onChange={(nature) => onChange({ nature })}
        clearable
        w={{ base: '100%', xs: 150 }}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <Select
        aria-label={t('class')}
        placeholder={t('class')}
        value={filters.categorie || null}
        onChange={(categorie) => onChange({ categorie })}
        clearable
        w={{ base: '100%', xs: 180 }}
        data={classes.map(({ id, code, name }) => ({ value: String(id), label: `${code} – ${name}` }))}
      />
      <DayInput
        aria-label={t('movements.fromDay')}
        placeholder={t('movements.fromDay')}
        value={filters.depuis || null}
        onChange={(depuis) => onChange({ depuis })}
        w={{ base: '100%', xs: 150 }}
      />
      <DayInput
        aria-label={t('movements.toDay')}
        placeholder={t('movements.toDay')}
        value={filters.jusque || null}
        onChange={(jusque) => onChange({ jusque })}
        w={{ base: '100%', xs: 150 }}
      />
    </>
  );
}
