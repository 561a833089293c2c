import type { RoomMigrations } from '#persistence';

export const historyMigrations: RoomMigrations = {
  room: 'history',
  directory: new URL('./migrations/', import.meta.url),
};
