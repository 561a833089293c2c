import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { persistenceErrors } from './persistence-errors.js';

/** The SQL files of a room, applied in the order of their names. One PostgreSQL schema per room, of the same name. */
export interface RoomMigrations {
  readonly room: string;
  readonly directory: URL;
}

export interface AppliedMigration {
  readonly room: string;
  readonly name: string;
}

/** The role that the application works under: it owns nothing and is no superuser. */
export const APPLICATION_ROLE = 'intendance_app';

const MIGRATION_LOCK = 7_203_114;
const OLDEST_SERVER = 180_000;

/**
 * Brings the schema forward, as the owner. Migrations that were applied are never applied again and may not change.
 * `beforeFirst` runs, on the same connection, when something is about to be applied to a database that already has a
 * schema: an upgrade.
 * @returns what was applied now, in order
 * @throws PERSISTENCE.SERVER_TOO_OLD, PERSISTENCE.MIGRATION_CHANGED, PERSISTENCE.MIGRATION_UNKNOWN
 */
export async function migrate(
  ownerUrl: string,
  rooms: readonly RoomMigrations[],
  beforeUpgrade: (owner: pg.Client) => Promise<void> = async () => undefined,
): Promise<AppliedMigration[]> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await requireRecentServer(owner);
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await prepare(owner);
    const pending = await pendingMigrations(owner, rooms);
    const { rows } = await owner.query('SELECT 1 FROM persistence.migration LIMIT 1');
    if (pending.length > 0 && rows.length > 0) await beforeUpgrade(owner);
    for (const migration of pending) await apply(owner, migration);
    return pending.map(({ room, name }) => ({ room, name }));
  } finally {
    await owner.end();
  }
}

async function requireRecentServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
  );
  if (rows[0].number < OLDEST_SERVER) throw persistenceErrors.SERVER_TOO_OLD({ version: rows[0].version });
}

async function prepare(owner: pg.Client): Promise<void> {
  // Roles belong to the whole server, so two databases migrated at once may both try to create it.
  await owner.query(`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') THEN
        CREATE ROLE ${APPLICATION_ROLE} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$;
    DO $$ BEGIN
      IF NOT pg_has_role(current_user, '${APPLICATION_ROLE}', 'SET') THEN
        EXECUTE format('GRANT ${APPLICATION_ROLE} TO %I', current_user);
      END IF;
    END $$;
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    CREATE SCHEMA IF NOT EXISTS persistence;
    CREATE TABLE IF NOT EXISTS persistence.migration (
      room text NOT NULL, name text NOT NULL, sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (room, name));
    GRANT USAGE ON SCHEMA persistence TO ${APPLICATION_ROLE};
    GRANT SELECT ON persistence.migration TO ${APPLICATION_ROLE};
    CREATE OR REPLACE FUNCTION persistence.folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN lower(CASE WHEN octet_length(said) = length(said) THEN said ELSE
        translate(replace(replace(replace(replace(regexp_replace(normalize(said, NFD), '[\\u0300-\\u036f]', '', 'g'),
          'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), '’', '''') END COLLATE pg_c_utf8);
    GRANT EXECUTE ON FUNCTION persistence.folded(text) TO ${APPLICATION_ROLE};
    CREATE OR REPLACE FUNCTION persistence.gather_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      filled regclass;
    BEGIN
      FOR filled IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname IN (SELECT room FROM persistence.migration)
          AND pg_relation_size(c.oid) > 0 ORDER BY c.oid
      LOOP
        EXECUTE format('ANALYZE %s', filled);
      END LOOP;
    END $$;
    REVOKE ALL ON FUNCTION persistence.gather_statistics() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION persistence.gather_statistics() TO ${APPLICATION_ROLE};
  `);
}

interface PendingMigration extends AppliedMigration {
  readonly sql: string;
  readonly sha256: string;
}

async function pendingMigrations(
  owner: pg.Client,
  rooms: readonly RoomMigrations[],
): Promise<PendingMigration[]> {
  const { rows } = await owner.query('SELECT room, name, sha256 FROM persistence.migration');
  const applied = new Map(rows.map((row) => [`${row.room}/${row.name}`, row.sha256 as string]));
  const pending: PendingMigration[] = [];
  for (const { room, directory } of rooms) {
    const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names) {
      const sql = await readFile(new URL(name, directory), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      const before = applied.get(`${room}/${name}`);
      applied.delete(`${room}/${name}`);
      if (before !== undefined && before !== sha256)
        throw persistenceErrors.MIGRATION_CHANGED({ room, name });
      if (before === undefined) pending.push({ room, name, sql, sha256 });
    }
  }
  for (const unknown of applied.keys()) {
    const [room, name] = unknown.split('/') as [string, string];
    throw persistenceErrors.MIGRATION_UNKNOWN({ room, name });
  }
  return pending;
}

async function apply(owner: pg.Client, { room, name, sql, sha256 }: PendingMigration): Promise<void> {
  await owner.query('BEGIN');
  try {
    await owner.query(`CREATE SCHEMA IF NOT EXISTS ${room}`);
    await owner.query(`GRANT USAGE ON SCHEMA ${room} TO ${APPLICATION_ROLE}`);
    await owner.query(sql);
    await owner.query('INSERT INTO persistence.migration (room, name, sha256) VALUES ($1, $2, $3)', [
      room,
      name,
      sha256,
    ]);
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK');
    throw new Error(`migration ${room}/${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
