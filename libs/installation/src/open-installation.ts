import path from 'node:path';
import type { Environment } from '#billing';
import { type Clock, ClockSetTo, SystemClock } from '#kernel';
import { migrate, startEmbeddedServer } from '#persistence';
import type { Configuration } from './configuration.js';
import { readEnvironment, snapshotBeforeUpgrade } from './environment.js';
import { migrations } from './migrations.js';

/** A database that is up and migrated, and the clock that its acts go by. */
export interface Installation {
  readonly configuration: Configuration;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly environment: Environment;
  /** Lets the embedded server stop when nobody else uses it. */
  release(): Promise<void>;
}

/**
 * Opens the database of the configuration, embedded or given, and brings its schema forward.
 * Any number of processes may open one installation at once.
 * @throws PERSISTENCE.SERVER_TOO_OLD, PERSISTENCE.MIGRATION_CHANGED, PERSISTENCE.MIGRATION_UNKNOWN
 */
export async function openInstallation(configuration: Configuration): Promise<Installation> {
  const clock = configuration.INTENDANCE_TODAY
    ? new ClockSetTo(configuration.INTENDANCE_TODAY)
    : new SystemClock();
  const embedded = configuration.DATABASE_URL
    ? null
    : await startEmbeddedServer(path.resolve(configuration.INTENDANCE_DATA));
  const databaseUrl = configuration.DATABASE_URL ?? embedded!.url;
  const release = async () => embedded?.release();
  try {
    await migrate(databaseUrl, migrations, (owner) => snapshotBeforeUpgrade(owner, clock.today()));
    const environment = await readEnvironment(databaseUrl, configuration);
    return { configuration, databaseUrl, clock, environment, release };
  } catch (error) {
    await release();
    throw error;
  }
}
