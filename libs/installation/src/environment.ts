import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { type Environment, takeSnapshot } from '#billing';
import type { LocalDate } from '#kernel';
import type { Configuration } from './configuration.js';

/**
 * Tells one installation from its copies. A dump restored elsewhere has another cluster identifier or database, a copied
 * data folder another place or machine, and a staging environment another name; billing is bound to all of them (R5).
 */
export async function readEnvironment(
  databaseUrl: string,
  configuration: Configuration,
): Promise<Environment> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT (pg_control_system()).system_identifier::text AS cluster,
              (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database,
              (SELECT string_agg(room || '/' || name || '/' || sha256, ',' ORDER BY room, name) FROM persistence.migration) AS migrations`,
    );
    const place = configuration.DATABASE_URL
      ? ''
      : `${path.resolve(configuration.INTENDANCE_DATA)} ${await readFile('/etc/machine-id', 'utf8').catch(() => '')}`;
    return {
      fingerprint: sha256(
        [rows[0].cluster, rows[0].database, configuration.INTENDANCE_ENVIRONMENT, place].join('|'),
      ),
      schemaLevel: sha256(rows[0].migrations),
    };
  } finally {
    await client.end();
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Keeps what the drift was before an upgrade, computed by the version that is about to be left. */
export async function snapshotBeforeUpgrade(owner: pg.Client, asOf: LocalDate): Promise<void> {
  const { rows } = await owner.query(
    `SELECT to_regprocedure('billing.drift(date, bigint, bigint[])') IS NOT NULL
        AND to_regprocedure('billing.days_of(datemultirange)') IS NOT NULL
        AND to_regclass('billing.drift_snapshot') IS NOT NULL AS ready`,
  );
  if (rows[0].ready) {
    await takeSnapshot(owner as never, {
      cause: 'beforeUpgrade',
      fingerprint: '',
      schemaLevel: '',
      asOf,
      keep: true,
    });
  }
}
