import type { RoomMigrations } from '#persistence';

export const billingMigrations: RoomMigrations = {
  room: 'billing',
  directory: new URL('./migrations/', import.meta.url),
};
