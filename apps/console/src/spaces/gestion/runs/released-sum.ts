import { useQuery } from '@tanstack/react-query';
import { answered, http, type Schema } from '../../../api/api';
import { sumOf } from '../../../i18n/amounts';
import type { Releasing } from './releasing';

interface ReleasedSum {
  readonly documents: number;
  readonly net: string;
  readonly gross: string;
}

/** What the released documents come to, so that an approval can name the whole total. Undefined while it is read. */
export function useReleasedSum(
  run: Schema<'RunDetailsView'>,
  { releases }: Releasing,
): ReleasedSum | undefined {
  const positions = Object.keys(releases).map(Number);
  const { data } = useQuery({
    queryKey: ['released', run.id, positions],
    enabled: positions.length > 0,
    queryFn: async () => {
      const documents = await Promise.all(positions.map((position) => documentAt(run.id, position)));
      return documents.flatMap((each) => each ?? []);
    },
  });
  if (positions.length === 0) return { documents: 0, net: '0.00', gross: '0.00' };
  if (!data) return undefined;
  return {
    documents: data.length,
    net: sumOf(data.map(({ net }) => net)),
    gross: sumOf(data.map(({ gross }) => gross)),
  };
}

async function documentAt(id: number, position: number): Promise<Schema<'RunDocumentView'> | undefined> {
  const { documents } = answered(
    await http.GET('/api/billing-runs/{id}/documents', {
      params: { path: { id }, query: { after: position - 1 || undefined, limit: 1 } },
    }),
  );
  return documents[0];
}
