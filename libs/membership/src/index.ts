export { membershipMigrations } from './migrations.js';
export { MembershipModule } from './membership.module.js';
