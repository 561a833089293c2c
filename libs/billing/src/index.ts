export type { AlongWith } from './along-with.js';
export { Billing, type CorrectionWish, ISSUE_RUN_JOB } from './billing.js';
export { billingErrors } from './billing-errors.js';
export { BillingModule, type BillingOptions } from './billing.module.js';
export type { Correction, CorrectionEffect } from './correction/correct-drift.js';
export type { DaysInWords } from './correction/tell-effects.js';
export type { Drift } from './coverage/read-drift.js';
export { type DaysToExcuse, excuseDays, liftExcuse } from './coverage/excuse-days.js';
export type { CreditScope } from './credit/compose-credit.js';
export type { CreditEffect } from './credit/credit-effects.js';
export type { CreditPreview } from './credit/preview-credit.js';
export { Deliveries, type DeliveryState, pdfKey, xmlKey } from './delivery/deliveries.js';
export type { Lack } from './forecast/client-completeness.js';
export type { ForecastChange } from './forecast/compare-forecasts.js';
export type { ForecastPiece } from './forecast/forecast-line.js';
export { type ActToForecast, Forecasts } from './forecast/forecasts.js';
export type { DaysToCredit, Forecast, LineForecast } from './forecast/read-forecast.js';
export {
  type AwaitingCredit,
  type BilledAheadDays,
  type DoubleBilling,
  listAwaitingCredits,
  listBilledAhead,
  recordAwaitingCredits,
  settleAwaitingCredit,
  settleCredited,
} from './history/awaiting-credits.js';
export type {
  CreditedDocument,
  ForeignCharge,
  ForeignDocument,
  ForeignLine,
} from './history/foreign-document.js';
export {
  type ChargedDays,
  readChargedDays,
  readRecordedLines,
  type RecordedLine,
} from './history/read-charged-days.js';
export { type ForeignRecording, recordForeignDocuments } from './history/record-foreign-documents.js';
export { excuseForeignDeliveries, recordSentByFormerTool } from './history/settle-foreign-deliveries.js';
export { type DeliveriesFound, recordDeliveries } from './delivery/record-deliveries.js';
export { billingMigrations } from './migrations.js';
export type { Control, Severity } from './proposal/controls.js';
export { BillingReader } from './reading/billing-reader.js';
export type { ComparedLine, RunComparison } from './reading/compare-runs.js';
export { COVERAGE_STATES, type CoverageSegment, type CoverageState } from './reading/draw-coverage.js';
export {
  type DeliveryNeed,
  type DeliveryToSettle,
  DELIVERY_NEEDS,
} from './reading/list-deliveries-to-settle.js';
export {
  type BillOfDays,
  DRIFT_KINDS,
  DRIFT_LISTS,
  type DriftCounts,
  type DriftKind,
  type DriftLine,
  type DriftList,
} from './reading/list-drift.js';
export { tellDrift, type ToldDrift } from './reading/tell-drift.js';
export type { ExcuseRecord } from './reading/list-excuses.js';
export { OPEN_POINTS, type OpenPoint, type OpenPointKind } from './reading/list-open-points.js';
export type { CoverageList, CoveringDocument, DrawnLine, LineCoverage } from './reading/read-coverage.js';
export type {
  OwnInvoiceLine,
  OwnInvoicePage,
  OwnInvoiceRecord,
  OwnInvoiceRow,
  OwnInvoiceSearch,
  OwnLinkedInvoice,
} from './reading/read-own-invoices.js';
export type { FoundInvoice, FoundRun } from './reading/find-by-words.js';
export type { SeriesRecord } from './reading/list-series.js';
export type { BilledMonth, Dashboard } from './reading/read-dashboard.js';
export type { IncompleteClient, Unbilled } from './reading/read-unbilled.js';
export {
  INVOICE_SORTS,
  type InvoicePage,
  type InvoicePlace,
  type InvoiceSearch,
  type InvoiceSort,
} from './reading/list-invoices.js';
export { type AmountOrigin, ORIGIN_STEPS, type OriginStep } from './reading/origin/explain-amount.js';
export {
  DELIVERY_STATES,
  INVOICE_TYPES,
  type InvoiceLineRecord,
  type InvoiceRecord,
  type InvoiceRow,
} from './reading/read-invoices.js';
export { INVOICE_EVENTS, type InvoiceEvent } from './reading/read-timeline.js';
export {
  DOCUMENT_ORDERS,
  DOCUMENT_REMARKS,
  DOCUMENT_STATES,
  type HeldDaysRecord,
  RUN_STATES,
  type RunDetails,
  type RunDocumentOrder,
  type RunDocumentPage,
  type RunDocumentRecord,
  type RunDocumentRemark,
  type RunDocumentState,
  type RunEvent,
  type RunRecord,
  type RunState,
} from './reading/read-runs.js';
export type { RunProgress } from './reading/watch-run.js';
export type { Release } from './run/approve-run.js';
export type { RunOutcome } from './run/outcome-of-run.js';
export type { ProposedRun } from './run/propose-run.js';
export {
  type DriftSnapshot,
  type DriftSummary,
  type Environment,
  takeSnapshot,
} from './scheduling/drift-snapshot.js';
export {
  type AutomaticIssue,
  ENVIRONMENT,
  Scheduling,
  type SchedulingPause,
  type SchedulingState,
  type SchedulingStatus,
} from './scheduling/scheduling.js';
export type { DocumentToIssue, IssuedDocument } from './sealing/document-to-issue.js';
export { NightlyVerification, VERIFY_JOB } from './verification/nightly-verification.js';
export type { SeriesReport, Verification } from './verification/verification.js';
export { type InvariantCheck, Verifier, verifyInvariants } from './verification/verifier.js';
