import { billingMigrations } from '#billing';
import { contractsMigrations } from '#contracts';
import { contributionsMigrations } from '#contributions';
import { documentsMigrations } from '#documents';
import { historyMigrations } from '#history';
import { identityMigrations } from '#identity';
import { jobsMigrations } from '#jobs';
import { membershipMigrations } from '#membership';
import type { RoomMigrations } from '#persistence';
import { transfersMigrations } from '#transfers';
import { treasuryMigrations } from '#treasury';

/** Rooms in the order in which their schemas may refer to each other. */
export const migrations: readonly RoomMigrations[] = [
  jobsMigrations,
  identityMigrations,
  documentsMigrations,
  membershipMigrations,
  contractsMigrations,
  billingMigrations,
  treasuryMigrations,
  contributionsMigrations,
  historyMigrations,
  transfersMigrations,
];
