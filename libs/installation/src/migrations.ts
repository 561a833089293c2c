import { contractsMigrations } from '#contracts';
import type { RoomMigrations } from '#persistence';

/** Rooms in the order in which their schemas may refer to each other. */
export const migrations: readonly RoomMigrations[] = [contractsMigrations];
