import type { RoomMigrations } from '#persistence';

export const transfersMigrations: RoomMigrations = {
  room: 'transfers',
  directory: new URL('./migrations/', import.meta.url),
};
