import type { RoomMigrations } from '#persistence';

export const contributionsMigrations: RoomMigrations = {
  room: 'contributions',
  directory: new URL('./migrations/', import.meta.url),
};
