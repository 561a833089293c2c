export { Configuration, installationErrors, readConfiguration } from './configuration.js';
export { migrations } from './migrations.js';
export { type Installation, openInstallation } from './open-installation.js';
export { type OpenRooms, openRooms } from './open-rooms.js';
export { outboxOf, RoomsModule, type RoomsSetting } from './rooms.module.js';
