import type { LocalDate } from '#kernel';
import { digestOf } from '../sealing/seal.js';

export type SnapshotCause =
  'beforeUpgrade' | 'afterUpgrade' | 'beforeImport' | 'afterImport' | 'restored' | 'nightly' | 'cleared';

/** Which installation this is, and of which version: a copy, a restore or an upgrade is another. */
export interface Environment {
  readonly fingerprint: string;
  readonly schemaLevel: string;
}

/** How many lines and days of each issuer differ, by kind. */
export interface DriftSummary {
  readonly issuer: string;
  readonly unbilledLines: number;
  readonly unbilledDays: number;
  readonly overbilledLines: number;
  readonly overbilledDays: number;
  readonly aheadLines: number;
  readonly aheadDays: number;
}

export interface DriftSnapshot {
  readonly id: number | null;
  readonly cause: SnapshotCause;
  readonly asOf: LocalDate;
  readonly summary: readonly DriftSummary[];
  readonly digest: string;
  readonly at: Date;
}

export const SNAPSHOT_COLUMNS = `id, cause, as_of AS "asOf", summary, digest, at`;

const SUMMARY = `
  SELECT coalesce(i.code, '–') AS issuer,
    count(*) FILTER (WHERE NOT isempty(unbilled))::int AS "unbilledLines", coalesce(sum(billing.days_of(unbilled)), 0)::int AS "unbilledDays",
    count(*) FILTER (WHERE NOT isempty(overbilled + mispriced))::int AS "overbilledLines",
    coalesce(sum(billing.days_of(overbilled + mispriced)), 0)::int AS "overbilledDays",
    count(*) FILTER (WHERE NOT isempty(ahead))::int AS "aheadLines", coalesce(sum(billing.days_of(ahead)), 0)::int AS "aheadDays"
  FROM billing.drift($1::date) d LEFT JOIN contracts.issuer i ON i.id = d.issuer_id
  GROUP BY 1 ORDER BY 1`;

/** Anything that runs SQL: a transaction of the application, or the owner's connection during an upgrade. */
interface Runner {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

export interface SnapshotOrder extends Environment {
  readonly cause: SnapshotCause;
  readonly asOf: LocalDate;
  /** False only reads it. */
  readonly keep: boolean;
}

/** Reads the drift as numbers and, when asked, keeps it. The digest is of the numbers and the day. */
export async function takeSnapshot(runner: Runner, order: SnapshotOrder): Promise<DriftSnapshot> {
  const { cause, asOf, fingerprint, schemaLevel, keep } = order;
  const summary = rowsOf<DriftSummary>(await runner.query(SUMMARY, [asOf]));
  const digest = digestOf([asOf, summary]);
  if (!keep) return { id: null, cause, asOf, summary, digest, at: new Date() };
  const [kept] = rowsOf<DriftSnapshot>(
    await runner.query(
      `INSERT INTO billing.drift_snapshot (cause, fingerprint, schema_level, as_of, summary, digest)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${SNAPSHOT_COLUMNS}`,
      [cause, fingerprint, schemaLevel, asOf, JSON.stringify(summary), digest],
    ),
  );
  return kept!;
}

/** TypeORM gives rows, `pg` gives a result that holds them. */
function rowsOf<T>(result: unknown): T[] {
  return (Array.isArray(result) ? result : (result as { rows: T[] }).rows) as T[];
}
