export { Billing, type CorrectionWish, ISSUE_RUN_JOB } from './billing.js';
export { billingErrors } from './billing-errors.js';
export { BillingModule, type BillingOptions } from './billing.module.js';
export type { Correction } from './correction/correct-drift.js';
export type { Drift } from './coverage/read-drift.js';
export type { CreditScope } from './credit/compose-credit.js';
export { Deliveries, type DeliveryState, MAIL_FROM, pdfKey, xmlKey } from './delivery/deliveries.js';
export { FileTransport } from './delivery/mail/file-transport.js';
export { type MailTransport } from './delivery/mail/mail-transport.js';
export { SmtpTransport } from './delivery/mail/smtp-transport.js';
export { billingMigrations } from './migrations.js';
export type { Control, Severity } from './proposal/controls.js';
export type { Release } from './run/approve-run.js';
export type { ProposedRun } from './run/propose-run.js';
export {
  type DriftSnapshot,
  type DriftSummary,
  type Environment,
  takeSnapshot,
} from './scheduling/drift-snapshot.js';
export { ENVIRONMENT, Scheduling, type SchedulingStatus } from './scheduling/scheduling.js';
export type { DocumentToIssue, IssuedDocument } from './sealing/document-to-issue.js';
