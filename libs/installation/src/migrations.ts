import { billingMigrations } from '#billing';
import { contractsMigrations } from '#contracts';
import { documentsMigrations } from '#documents';
import { historyMigrations } from '#history';
import { identityMigrations } from '#identity';
import { jobsMigrations } from '#jobs';
import type { RoomMigrations } from '#persistence';

/** Rooms in the order in which their schemas may refer to each other. */
export const migrations: readonly RoomMigrations[] = [
  jobsMigrations,
  identityMigrations,
  documentsMigrations,
  contractsMigrations,
  billingMigrations,
  historyMigrations,
];
