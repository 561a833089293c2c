export { treasuryMigrations } from './migrations.js';
export {
  type AllocationRecord,
  type AllocationWish,
  type NewPayment,
  PAYMENT_MEANS,
  type PaymentMeans,
  type PaymentRecord,
  type PaymentRow,
} from './payments/payment.js';
export type { PaymentOverview } from './payments/read-overview.js';
export {
  PAYMENT_SORTS,
  PAYMENT_STATES,
  type PaymentList,
  type PaymentSearch,
} from './payments/read-payments.js';
export {
  type InvoicePayment,
  type InvoiceStanding,
  type OpenDocument,
  STANDINGS,
  type StandingState,
} from './payments/read-standing.js';
export { verifyAllocations } from './payments/verify-allocations.js';
export { Treasury } from './treasury.js';
export { treasuryErrors } from './treasury-errors.js';
export { TreasuryModule } from './treasury.module.js';
