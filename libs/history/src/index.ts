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
