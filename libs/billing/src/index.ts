export { Billing, type CorrectionWish, ISSUE_RUN_JOB } from './billing.js';
export { billingErrors } from './billing-errors.js';
export { BillingModule } from './billing.module.js';
export { billingMigrations } from './migrations.js';
