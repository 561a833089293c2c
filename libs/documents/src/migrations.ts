import type { RoomMigrations } from '#persistence';

export const documentsMigrations: RoomMigrations = {
  room: 'documents',
  directory: new URL('./migrations/', import.meta.url),
};
