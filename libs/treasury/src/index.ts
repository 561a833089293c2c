export { treasuryMigrations } from './migrations.js';
export { TreasuryModule } from './treasury.module.js';
