import type { QueryClient } from '@tanstack/react-query';
import { api, type Schema } from '../../api/api';
import { problemOf } from '../../api/problem';

export type Session = Schema<'SessionView'>;
export type Role = Session['roles'][number];

/** Who is signed in; nobody is an answer, not a failure. */
export function useSession() {
  const query = api.useQuery('get', '/api/session', {}, { staleTime: 5 * 60_000, retry: false });
  const isSignedOut = query.isError && problemOf(query.error).status === 401;
  return { ...query, isSignedOut };
}

/** Nothing that one person read may be seen by the next one at this computer. */
export function forgetEverything(queries: QueryClient): void {
  queries.clear();
}
