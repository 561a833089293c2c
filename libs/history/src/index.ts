export { auditBillingHistory, type AuditRequest } from './audit/audit-billing-history.js';
export {
  type AuditReport,
  type Correction,
  type Finding,
  type FindingKind,
  findingKinds,
} from './audit/audit-report.js';
export {
  type AuditedDocument,
  type AuditedSubscription,
  type BillingHistory,
} from './audit/billing-history.js';
export { lastWholeMonthOf } from './audit/find-in-invoices.js';
export { historyErrors, type Refusal, writeRefusal } from './history-errors.js';
export {
  type DetectedFormat,
  type HistoryFiles,
  readBillingHistory,
  type ReadHistory,
} from './reading/read-billing-history.js';
export type { AuditedFile, AuditRecord } from './audits/store-audits.js';
export { type AuditOrder, History, IMPORT_JOB, type ImportOrder } from './history.js';
export { HistoryModule } from './history.module.js';
export type { ImportSummary } from './import/import-summary.js';
export { type Choice, type Remark, type RemarkKind, remarkKinds } from './import/plan.js';
export { historyMigrations } from './migrations.js';
