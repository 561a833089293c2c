import type { RoomMigrations } from '#persistence';

export const contractsMigrations: RoomMigrations = {
  room: 'contracts',
  directory: new URL('./migrations/', import.meta.url),
};
