export {
  type Admission,
  ADMITTING_BODIES,
  type AssociateRecord,
  DECIDING_BODIES,
  EXIT_REASONS,
  type Leaving,
  type Placement,
  type PlacementChange,
  WORK_STATUSES,
  type WorkerStatus,
  type WorkStatus,
} from './associates/associate.js';
export {
  ASSOCIATE_SORTS,
  type AssociateList,
  type AssociateRow,
  type AssociateSearch,
  type RosterMember,
} from './associates/read-associates.js';
export type { NewStatus } from './associates/write-statuses.js';
export {
  type Bylaws,
  type CapitalRules,
  type CareerRules,
  CATEGORY_KINDS,
  type CategoryRule,
  type CollegeRule,
  COMPANY_FORMS,
  COOPERATIVE_FORMS,
} from './bylaws/bylaws.js';
export type { BoundFinding } from './bylaws/check-bylaws.js';
export { defaultBylaws } from './bylaws/default-bylaws.js';
export { type LegalBound, legalBoundsOn } from './bylaws/legal-bounds.js';
export type { CollegeWeight } from './bylaws/weigh-colleges.js';
export type { BylawsVersion, NewBylaws } from './bylaws/write-bylaws.js';
export { STEP_KINDS } from './careers/due-steps.js';
export type { MembershipAlert } from './careers/say-alert.js';
export type {
  CooperativeRevision,
  InterviewRecord,
  NewInterview,
  NewRevision,
} from './careers/store-careers.js';
export { type BylawsPreview, Membership, type MembershipStanding } from './membership.js';
export { membershipErrors } from './membership-errors.js';
export type { PersonDetails, PersonRecord } from './people/person.js';
export type { PersonList, PersonSearch } from './people/store-people.js';
export type { ChangedPerson, NewPerson } from './people/write-people.js';
export { membershipMigrations } from './migrations.js';
export { MembershipModule } from './membership.module.js';
export { Bulletins } from './capital/bulletin/bulletins.js';
export { Capital, type Foreseen } from './capital/capital.js';
export { capitalErrors } from './capital/capital-errors.js';
export type { MovementListener, ShareEvent } from './capital/acts.js';
export type { InterestForecast, InterestRecord, OneInterest, TmoRate } from './capital/decide-interest.js';
export type { ClosingRecord } from './capital/read-closings.js';
export type { CapitalDay } from './capital/fold-register.js';
export { MOVEMENT_KINDS, type MovementKind } from './capital/movement.js';
export type { Holder, Holding, Standing } from './capital/read-holdings.js';
export type { RegisterPage, RegisterRow, RegisterSearch, RegisterSide } from './capital/read-register.js';
export {
  type OneSubscription,
  SENDING_STATES,
  type ShareClass,
  SUBSCRIPTION_STATES,
  type SubscriptionRow,
  UNDONE_BECAUSE,
} from './capital/read-subscriptions.js';
export { WITHDRAWAL_STATES, type WithdrawalRow } from './capital/read-withdrawals.js';
export type { ShareAccounts, ShareLedgerEntry } from './capital/share-ledger.js';
export { verifyCapital } from './capital/verify-capital.js';
export { Registers } from './registers/registers.js';
