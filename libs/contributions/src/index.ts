export { contributionsMigrations } from './migrations.js';
export { ContributionsModule } from './contributions.module.js';
