import type { ReactNode } from 'react';

/** What an export writes in a cell: a text, an amount or number (decimal text), a day `YYYY-MM-DD`, or nothing. */
export type ColumnKind = 'text' | 'amount' | 'number' | 'day' | 'instant';

export interface DataColumn<Row> {
  /** Stable: the choice of columns is remembered by it, and the API sorts by it when `sortable`. */
  readonly id: string;
  readonly header: string;
  readonly kind: ColumnKind;
  /** What is exported, and shown where `cell` is absent. */
  readonly value: (row: Row) => string | number | null | undefined;
  readonly cell?: (row: Row) => ReactNode;
  /** The API can order by this column. */
  readonly sortable?: boolean;
  /** Not shown until the person chooses it; always exported with what is shown only when chosen. */
  readonly hiddenAtFirst?: boolean;
  /** The row's own name: never hidden, read aloud as its header. */
  readonly isRowHeader?: boolean;
  /** Left out below 768 px. */
  readonly wideOnly?: boolean;
  readonly minWidth?: number;
}

export function isRightAligned(kind: ColumnKind): boolean {
  return kind === 'amount' || kind === 'number';
}
