import { createHash } from 'node:crypto';
import type { Transaction } from '#persistence';

type SourceKind = 'client' | 'contract' | 'line';

export interface SourceKey {
  readonly source: string;
  readonly kind: SourceKind;
  readonly key: string;
}

/** Digest of what a line says, whatever its encoding, the order of its columns, or its empty cells. */
export function digestOf(values: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

export async function findSourceKey(
  tx: Transaction,
  { source, kind, key }: SourceKey,
): Promise<{ id: number; digest: string } | null> {
  const [row] = await tx.query(
    'SELECT id, digest FROM contracts.source_key WHERE source = $1 AND kind = $2 AND key = $3',
    [source, kind, key],
  );
  return row ?? null;
}

/** The digest follows the content of what is imported again. */
export async function keepSourceKey(
  tx: Transaction,
  { source, kind, key }: SourceKey,
  became: { id: number; digest: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO contracts.source_key (source, kind, key, id, digest) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (source, kind, key) DO UPDATE SET digest = excluded.digest`,
    [source, kind, key, became.id, became.digest],
  );
}
