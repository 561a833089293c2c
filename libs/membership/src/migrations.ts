import type { RoomMigrations } from '#persistence';

export const membershipMigrations: RoomMigrations = {
  room: 'membership',
  directory: new URL('./migrations/', import.meta.url),
};
