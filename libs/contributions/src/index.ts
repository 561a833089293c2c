export { contributionsMigrations } from './migrations.js';
export { ContributionsModule } from './contributions.module.js';
export type { BilledFact, CollectedFact, ContributionFact, PurchaseFact } from './facts/activity-facts.js';
export { type CollectedRow, type FactsSearch, readBilled, readCollected } from './facts/read-facts.js';
export { Contributions, type StatementPdf } from './contributions.js';
export { contributionsErrors } from './contributions-errors.js';
export { cumulatedContribution } from './schemes/bands.js';
export { type Contribution, contributionOf, type MonthOfFacts } from './schemes/contribution-of.js';
export { type ExplainedLine, LINE_CAUSES } from './schemes/explained-line.js';
export { NOTHING_BEFORE, type RunningSums } from './schemes/running-sums.js';
export {
  BASES,
  type Band,
  type Basis,
  type DocumentRate,
  type Minimum,
  MINIMUM_SPANS,
  type Nature,
  NATURES,
  type Scheme,
} from './schemes/scheme.js';
export { type SchemeInForce, schemeOn, type SchemeVersion } from './schemes/scheme-on.js';
export type { DocumentRateRecord, NewScheme } from './schemes/write-schemes.js';
export type { MonthToClose } from './statements/close-months.js';
export type { PreviewedDocumentRate } from './statements/preview-document-rate.js';
export type { PreviewedMonth } from './statements/preview-scheme.js';
export { tellScheme } from './statements/print-statement.js';
export { type KeptContribution, readContributions } from './statements/read-statements.js';
export type { KeepingIssuer, StatementRecord, StatementRow } from './statements/statement.js';
export type { ActivityBalance, ActivityMonth, MonthFlows } from './activity-account/account-of-activity.js';
export { accountsErrors } from './activity-account/accounts-errors.js';
export {
  type ActivityAccount,
  type ActivityAccountRow,
  ActivityAccounts,
} from './activity-account/activity-accounts.js';
export {
  COST_KINDS,
  type CostPage,
  type DirectCostRecord,
  type PayCostRecord,
} from './activity-account/costs/cost.js';
export { DEFINITIONS, type Definition, FIGURES } from './activity-account/definitions.js';
export { ExpenseSheets } from './activity-account/expenses/expense-sheets.js';
export { MILEAGE_SCALES, type MileageScale } from './activity-account/expenses/mileage-rates.js';
export type { ReceiptFile } from './activity-account/expenses/read-sheets.js';
export { LARGEST_RECEIPT } from './activity-account/expenses/receipt-content.js';
export {
  EXPENSE_KINDS,
  type ExpenseActRecord,
  type ExpenseLineRecord,
  type ExpenseSheetRecord,
  type ExpenseSheetRow,
  type NewExpenseLine,
  SHEET_STATES,
} from './activity-account/expenses/sheet.js';
export type { OpeningRecord } from './activity-account/opening.js';
export type { Entrepreneur } from './activity-account/read-account-facts.js';
