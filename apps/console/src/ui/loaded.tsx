import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadingRows } from './loading';
import { ProblemNotice } from './problem-notice';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T, unknown>;
  /** What keeps the room while it loads. */
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** A query's three faces: room kept, refusal with a second try, or what was asked for. Stale data stays in sight. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <LoadingRows />;
}
