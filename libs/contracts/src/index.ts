export type {
  AmendmentKind,
  AmendmentRecord,
  Carriage,
  ContractRecord,
  LineChange,
  LineKind,
  LineRecord,
  NewContract,
  NewLine,
  TermInput,
} from './agreements/agreement.js';
export {
  CONTRACT_SORTS,
  CONTRACT_STATES,
  type ContractList,
  type ContractRow,
  type ContractSearch,
  type ContractState,
} from './agreements/list-contracts.js';
export type { WorkedTime } from './agreements/record-time.js';
export type { CarriageMove } from './agreements/write-agreements.js';
export { type AmendmentOf, Contracts } from './contracts.js';
export { contractsErrors } from './contracts-errors.js';
export { ContractsModule } from './contracts.module.js';
export { contractsMigrations } from './migrations.js';
export {
  CLIENT_SORTS,
  type ClientLack,
  type ClientList,
  type ClientRow,
  type ClientSearch,
  LACKS,
} from './parties/list-clients.js';
export { letterheadOf } from './parties/letterhead.js';
export type {
  ActivityDetails,
  ActivityRecord,
  ClientDetails,
  ClientRecord,
  DeliveryChannel,
  IssuerDetails,
  IssuerRecord,
} from './parties/party.js';
export type { PartySearch } from './parties/store-parties.js';
export type { Changed, NewActivity, NewClient, NewIssuer } from './parties/write-parties.js';
export type { Page, Paging } from './record-columns.js';
export type { FoundByWords, FoundClient } from './search/find-by-words.js';
export { cancel, change, normalise, pause, prolong, resume, split } from './terms/amend-terms.js';
export { type Cycle, cycleContaining, cyclePeriod, cyclesBetween } from './terms/cycles.js';
export { type Conditions, NO_END, sameTerms, type Term } from './terms/term.js';
export { defaultVat, type VatCircumstances, type VatRegime, type VatTreatment } from './vat/default-vat.js';
