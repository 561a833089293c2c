import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** Told to the history entry of a page that was reached by « Suivantes ». */
const FROM_PAGE = { fromPage: true };

/** Where a table stands, as the address bar says it: `?tri=-issuedOn&page=2`, or `&apres=<cursor>`. */
export interface TablePlace {
  /** The column's id, with `-` before it when descending; empty: the API's own order. */
  readonly sort: string;
  /** From 1. */
  readonly page: number;
  /** The cursor of the API that this page begins after. */
  readonly after: string | undefined;
  /** The entry before in the browser's history is the page before this one. */
  readonly cameFromPage: boolean;
  toggleSort(column: string): void;
  goToPage(page: number): void;
  goAfter(cursor: string | undefined): void;
}

export function useTablePlace(firstSort = ''): TablePlace {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation() as { state: Partial<typeof FROM_PAGE> | null };
  const sort = params.get('tri') ?? firstSort;
  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>, replace: boolean) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined) after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace, state: replace ? null : FROM_PAGE },
      ),
    [setParams],
  );
  return {
    sort,
    page: Math.max(1, Number(params.get('page')) || 1),
    after: params.get('apres') ?? undefined,
    cameFromPage: state?.fromPage === true,
    toggleSort: (column) =>
      change({ tri: sort === column ? `-${column}` : column, page: undefined, apres: undefined }, true),
    // A page is a place one can go back to.
    goToPage: (page) => change({ page: page > 1 ? String(page) : undefined }, false),
    goAfter: (cursor) => change({ apres: cursor }, false),
  };
}
