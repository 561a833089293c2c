export { Configuration, readConfiguration } from './configuration.js';
export { migrations } from './migrations.js';
