import type { RoomMigrations } from '#persistence';

export const jobsMigrations: RoomMigrations = {
  room: 'jobs',
  directory: new URL('./migrations/', import.meta.url),
};
