export { transfersMigrations } from './migrations.js';
export { TransfersModule } from './transfers.module.js';
