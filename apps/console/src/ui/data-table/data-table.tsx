import { Box, Checkbox, Group, Skeleton, Table, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import {
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  type Header,
  type RowSelectionState,
  useReactTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { texts } from '../../i18n/texts';
import { Amount, NumberText } from '../amount';
import { ProblemNotice } from '../problem-notice';
import { DayText, InstantText } from '../when';
import { type DataColumn, isRightAligned } from './columns';
import classes from './data-table.module.css';
import { ColumnChoice, useColumnChoice } from './column-choice';
import { ExportMenu } from './export-menu';
import { Pages, type Paging } from './pages';
import type { TablePlace } from './table-place';

const sentences = texts(
  'data-table',
  {
    sortBy: 'Trier par {{column}}',
    selectAll: 'Choisir toutes les lignes de cette page',
    select: 'Choisir {{row}}',
    rows_one: '{{count}} ligne',
    rows_other: '{{count}} lignes',
  },
  {
    sortBy: 'Sort by {{column}}',
    selectAll: 'Select all rows of this page',
    select: 'Select {{row}}',
    rows_one: '{{count}} row',
    rows_other: '{{count}} rows',
  },
);

/** Rows that the person chose, by key; only those in sight can be chosen with one click. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

export interface DataTableProps<Row> {
  /** In English, stable: the choice of columns is remembered under it, and exports are named by `exportName`. */
  readonly name: string;
  /** What the rows are, read aloud and printed: « Factures ». */
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  /** Undefined while they load for the first time. */
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string | number;
  /** The page of the row; the row's header becomes its link. */
  readonly rowLink?: (row: Row) => string;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  /** From `useTablePlace`; without it the table neither sorts nor pages. */
  readonly place?: TablePlace;
  readonly paging?: Paging;
  /** Every row as filtered, page after page, for exports. Absent: the rows in sight are all there are. */
  readonly allRows?: () => AsyncIterable<readonly Row[]>;
  /** File name of exports, without extension, in the language of the page. */
  readonly exportName: string;
  readonly empty: ReactNode;
  readonly selection?: Selection;
  /** Filters, on the left of the table's own buttons. */
  readonly toolbar?: ReactNode;
  /** Sums of what is filtered, under the rows. */
  readonly totals?: ReactNode;
}

/** The one table of the console: sorts, pages, selects, remembers its columns, exports what is filtered. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, caption, columns, rows, rowKey, error, onRetry, place, paging, selection, empty } = props;
  const choice = useColumnChoice(name, columns);
  const definitions = useMemo(
    () => columns.map((column) => definitionOf(column, props.rowLink)),
    [columns, props.rowLink],
  );
  const selected = useMemo<RowSelectionState>(
    () => Object.fromEntries([...(selection?.chosen ?? [])].map((key) => [key, true])),
    [selection?.chosen],
  );
  const table = useReactTable({
    data: (rows ?? []) as Row[],
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    getRowId: (row) => String(rowKey(row)),
    manualSorting: true,
    manualPagination: true,
    enableRowSelection: selection !== undefined,
    state: { columnVisibility: choice.visibility, rowSelection: selected },
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(selected) : change;
      selection?.onChange(new Set(Object.keys(next).filter((key) => next[key])));
    },
  });
  const shown = columns.filter(({ id }) => choice.visibility[id] !== false);
  const isLoading = rows === undefined && !error;
  return (
    <Box className={classes.frame}>
      <Group p="sm" gap="xs" justify="space-between" align="flex-end" data-print="hide">
        <Group gap="xs" align="flex-end">
          {props.toolbar}
        </Group>
        <Group gap="xs" ml="auto">
          <ColumnChoice columns={columns} choice={choice} />
          <ExportMenu name={props.exportName} columns={shown} rows={rows ?? []} allRows={props.allRows} />
        </Group>
      </Group>
      {error !== undefined && error !== null && <ProblemNotice error={error} onRetry={onRetry} />}
      <div
        className={classes.scroll}
        data-loading={isLoading || undefined}
        tabIndex={0}
        role="region"
        aria-label={caption}
      >
        <Table className={classes.table} highlightOnHover verticalSpacing={7} horizontalSpacing="sm">
          <caption className="visually-hidden">{caption}</caption>
          <Table.Thead>
            {table.getHeaderGroups().map((group) => (
              <Table.Tr key={group.id}>
                {selection && <SelectAll table={table} />}
                {group.headers.map((header) => (
                  <ColumnHeader key={header.id} header={header} place={place} />
                ))}
              </Table.Tr>
            ))}
          </Table.Thead>
          <Table.Tbody>
            {isLoading && <Reserved columns={shown.length + (selection ? 1 : 0)} />}
            {table.getRowModel().rows.map((row) => (
              <Table.Tr key={row.id} data-selected={row.getIsSelected() || undefined}>
                {selection && (
                  <Table.Td w={36} data-print="hide">
                    <Checkbox
                      checked={row.getIsSelected()}
                      onChange={row.getToggleSelectedHandler()}
                      aria-label={sentences.now('select', { row: rowName(columns, row.original) })}
                    />
                  </Table.Td>
                )}
                {row.getVisibleCells().map((cell) => {
                  const column = metaOf<Row>(cell.column.columnDef);
                  const content = flexRender(cell.column.columnDef.cell, cell.getContext());
                  const shape = {
                    'data-align': isRightAligned(column.kind) ? 'right' : undefined,
                    className: column.wideOnly ? classes.wideOnly : undefined,
                    miw: column.minWidth,
                  };
                  return column.isRowHeader ? (
                    <Table.Th key={cell.id} scope="row" {...shape}>
                      {content}
                    </Table.Th>
                  ) : (
                    <Table.Td key={cell.id} {...shape}>
                      {content}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {rows?.length === 0 && !error && empty}
      </div>
      {!isLoading && (
        <Group className={classes.foot} px="sm" py={6} justify="space-between" gap="sm">
          <Text component="div" size="sm" c="dimmed">
            {props.totals ?? (rows && !paging && sentences.now('rows', { count: rows.length }))}
          </Text>
          {paging && place && <Pages paging={paging} place={place} />}
        </Group>
      )}
    </Box>
  );
}

function definitionOf<Row>(column: DataColumn<Row>, rowLink?: (row: Row) => string): ColumnDef<Row> {
  return {
    id: column.id,
    header: column.header,
    meta: column,
    cell: ({ row: { original } }) => {
      const content = column.cell ? column.cell(original) : written(column, original);
      if (!column.isRowHeader || !rowLink) return content;
      return (
        <Link to={rowLink(original)} className={classes.link}>
          {content}
        </Link>
      );
    },
  };
}

function metaOf<Row>(definition: { meta?: unknown }): DataColumn<Row> {
  return definition.meta as DataColumn<Row>;
}

function written<Row>({ value, kind }: DataColumn<Row>, row: Row): ReactNode {
  const content = value(row);
  if (content === null || content === undefined || content === '') return null;
  if (kind === 'amount') return <Amount of={String(content)} />;
  if (kind === 'number') return <NumberText of={content} />;
  if (kind === 'day') return <DayText of={String(content)} />;
  if (kind === 'instant') return <InstantText of={String(content)} />;
  return content;
}

function rowName<Row>(columns: readonly DataColumn<Row>[], row: Row): string {
  const header = columns.find(({ isRowHeader }) => isRowHeader) ?? columns[0];
  return String(header?.value(row) ?? '');
}

function SelectAll({
  table,
}: {
  readonly table: {
    getIsAllRowsSelected(): boolean;
    getIsSomeRowsSelected(): boolean;
    getToggleAllRowsSelectedHandler(): (event: unknown) => void;
  };
}) {
  const t = sentences.use();
  return (
    <Table.Th w={36} data-print="hide">
      <Checkbox
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomeRowsSelected()}
        onChange={table.getToggleAllRowsSelectedHandler()}
        aria-label={t('selectAll')}
      />
    </Table.Th>
  );
}

interface ColumnHeaderProps<Row> {
  readonly header: Header<Row, unknown>;
  readonly place: TablePlace | undefined;
}

function ColumnHeader<Row>({ header, place }: ColumnHeaderProps<Row>) {
  const t = sentences.use();
  const column = metaOf<Row>(header.column.columnDef);
  const sorts = column.sortable && place !== undefined;
  const direction = !sorts
    ? undefined
    : place.sort === column.id
      ? 'ascending'
      : place.sort === `-${column.id}`
        ? 'descending'
        : 'none';
  const Icon =
    direction === 'ascending' ? IconArrowUp : direction === 'descending' ? IconArrowDown : IconArrowsSort;
  return (
    <Table.Th
      scope="col"
      aria-sort={direction}
      data-align={isRightAligned(column.kind) ? 'right' : undefined}
      className={column.wideOnly ? classes.wideOnly : undefined}
    >
      {sorts ? (
        <UnstyledButton
          className={classes.sort}
          fz="inherit"
          onClick={() => place.toggleSort(column.id)}
          aria-label={t('sortBy', { column: column.header })}
        >
          {column.header} <Icon size={13} aria-hidden opacity={direction === 'none' ? 0.45 : 1} />
        </UnstyledButton>
      ) : (
        column.header
      )}
    </Table.Th>
  );
}

/** The rows of a page keep their room while they load. */
function Reserved({ columns }: { readonly columns: number }) {
  return Array.from({ length: 8 }, (_, row) => (
    <Table.Tr key={row} aria-hidden>
      <Table.Td colSpan={columns}>
        <Skeleton height={18} radius="sm" animate={false} />
      </Table.Td>
    </Table.Tr>
  ));
}
