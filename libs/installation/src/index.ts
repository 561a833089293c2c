export { Configuration, installationErrors, readConfiguration } from './configuration.js';
export { migrations } from './migrations.js';
export { type Installation, openInstallation } from './open-installation.js';
export { otherInvariants } from './other-invariants.js';
export { type OpenRooms, openRooms } from './open-rooms.js';
export { outboxOf, RoomsModule, type RoomsSetting } from './rooms.module.js';
export { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from './demo/demo-accounts.js';
export { DEMO_ASSOCIATES, DEMO_SHARE_CLASSES, type DemoAssociate } from './demo/demo-associates.js';
export { DemoCalendar } from './demo/demo-calendar.js';
export { demoErrors } from './demo/demo-errors.js';
export {
  type DemoSetting,
  isDemoLoaded,
  loadDemo,
  loadDemoIfEmpty,
  type LoadedDemo,
} from './demo/load-demo.js';
export { type AssociatesTold, tellAssociates } from './demo/tell-associates.js';
