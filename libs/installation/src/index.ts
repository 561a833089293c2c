export { Configuration, readConfiguration } from './configuration.js';
export { migrations } from './migrations.js';
export { type Installation, openInstallation } from './open-installation.js';
