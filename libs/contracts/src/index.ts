export { contractsMigrations } from './migrations.js';
