import type { RoomMigrations } from '#persistence';

export const identityMigrations: RoomMigrations = {
  room: 'identity',
  directory: new URL('./migrations/', import.meta.url),
};
