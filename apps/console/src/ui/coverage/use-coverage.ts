import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { answered, http, type Schema } from '../../api/api';
import type { Day } from '../../i18n/format';
import { type Row, rowsOf } from './picture/rows';

/** Whose lines: all of them, or those of the activities of whoever asks. */
export type Whose = 'all' | 'mine';

export interface CoverageQuestion {
  readonly whose: Whose;
  readonly from: Day;
  readonly to: Day;
  readonly search?: string | undefined;
  readonly issuer?: string | undefined;
  readonly state?: Schema<'CoveragePage'>['states'][number] | undefined;
  readonly line?: number | undefined;
  readonly client?: number | undefined;
  readonly contract?: number | undefined;
  /** With the numbers of documents. */
  readonly documents?: boolean | undefined;
}

/** The first page is short, so that something is in sight at once; the others are as long as they can be. */
const FIRST_PAGE = 60;
const PAGE = 500;

type Page = Schema<'CoveragePage'>;

async function readPage(
  { whose, ...query }: CoverageQuestion,
  after: number | undefined,
  signal: AbortSignal,
): Promise<Page> {
  const params = { query: { ...query, after, limit: after === undefined ? FIRST_PAGE : PAGE } };
  // The client's types make lists of the tuples that segments are.
  return whose === 'mine'
    ? (answered(await http.GET('/api/my/coverage', { params, signal })) as Page)
    : (answered(await http.GET('/api/coverage', { params, signal })) as Page);
}

export interface Coverage {
  readonly rows: readonly Row[];
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly isComplete: boolean;
  readonly issuers: readonly Schema<'ThingView'>[];
  /** Numbers of documents by id, where they were asked for. */
  readonly documents: ReadonlyMap<number, string>;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Reads page after page until all lines are there; each page is decoded once. */
export function useCoverage(question: CoverageQuestion): Coverage {
  const query = useInfiniteQuery({
    queryKey: ['coverage', question],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => readPage(question, pageParam, signal),
    getNextPageParam: ({ next }: Page) => next ?? undefined,
    // While other filters are read, what was in sight stays.
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage, isPlaceholderData } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage, data]);
  const rows = useMemo(() => (data?.pages ?? []).flatMap(decoded), [data]);
  const issuers = useMemo(() => issuersOf(data?.pages ?? []), [data]);
  const documents = useMemo(() => documentsOf(data?.pages ?? []), [data]);
  return {
    ...{ rows, issuers, documents },
    total: data?.pages[0]?.total,
    isComplete: data !== undefined && !hasNextPage && !isPlaceholderData,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

const decodedPages = new WeakMap<Page, Row[]>();

function decoded(page: Page): Row[] {
  const known = decodedPages.get(page) ?? rowsOf(page);
  decodedPages.set(page, known);
  return known;
}

function issuersOf(pages: readonly Page[]): Schema<'ThingView'>[] {
  const byCode = new Map(pages.flatMap(({ issuers }) => issuers.map((each) => [each.code, each])));
  return [...byCode.values()].toSorted((a, b) => a.id - b.id);
}

function documentsOf(pages: readonly Page[]): Map<number, string> {
  return new Map(pages.flatMap(({ documents }) => documents.map(({ id, number }) => [id, number])));
}

/** One line on some days, with the documents that bill them. */
export function useLineCoverage(whose: Whose, line: number, { from, to }: { from: Day; to: Day }) {
  return useQuery({
    queryKey: ['line-coverage', whose, line, from, to],
    queryFn: async ({ signal }) => {
      const params = { path: { line }, query: { from, to } };
      return whose === 'mine'
        ? answered(await http.GET('/api/my/coverage/{line}', { params, signal }))
        : answered(await http.GET('/api/coverage/{line}', { params, signal }));
    },
  });
}
