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
export type { LocatedDocument, LocatedFinding } from './audit/locate-findings.js';
export {
  type AuditedFile,
  type AuditRecord,
  type FindingRecord,
  type FindingSearch,
  type FindingSort,
  findingSorts,
  type KindOfFindings,
} from './audits/store-audits.js';
export {
  AuditDecisions,
  type DecidedFinding,
  type DecisionPreview,
  type DecisionWish,
} from './decisions/audit-decisions.js';
export { type Decision, type DecisionAction, decisionActions } from './decisions/decide.js';
export { type AuditOrder, History, IMPORT_JOB, type ImportOrder, type InspectedExport } from './history.js';
export { HistoryModule } from './history.module.js';
export { type Biller, CoveredDays } from './import/covered-days.js';
export type { ImportEffect } from './import/import-effect.js';
export type { ImportSummary } from './import/import-summary.js';
export type { DocumentImport } from './import/read-document-import.js';
export { type Choice, type Remark, type RemarkKind, remarkKinds } from './import/plan.js';
export { historyFields, type HistoryField } from './reading/column-map.js';
export { readLabelPeriod } from './reading/read-label-period.js';
export {
  confidences,
  type ReadColumn,
  type ReadField,
  type ReadFile,
  waysOfPlacing,
} from './reading/inspect-export.js';
export { historyMigrations } from './migrations.js';
