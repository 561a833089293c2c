import type { RoomMigrations } from '#persistence';

export const treasuryMigrations: RoomMigrations = {
  room: 'treasury',
  directory: new URL('./migrations/', import.meta.url),
};
