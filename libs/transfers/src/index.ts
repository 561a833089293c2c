export {
  type ConfirmedDocument,
  type Dossier,
  type DossierContract,
  type DossierEvent,
  type DossierNote,
  type DossierRow,
  type DossierState,
  DOSSIER_STATES,
  DRAFT_KINDS,
  type DraftKind,
  EVENT_KINDS,
  type EventKind,
  type Step,
  type StepRecord,
  STEPS,
} from './dossier/dossier.js';
export { type Draft, type DraftKey, TransferLetters } from './letters/transfer-letters.js';
export { fieldsOf } from './letters/fill-template.js';
export { templateOn } from './letters/templates.js';
export { transfersMigrations } from './migrations.js';
export type { DossierPicture, JudgedConflict, LinePicture } from './picture/dossier-picture.js';
export {
  type BilledSide,
  CONFLICT_ACTIONS,
  CONFLICT_CODES,
  CONFLICT_SEVERITIES,
  type ConflictCode,
  type IssuerName,
} from './picture/picture.js';
export { CERTAINTIES } from './reading/match-lines.js';
export type { LineDecision } from './recording/plan-recording.js';
export { type ReadingRecord, type Recording, TransferImports } from './recording/transfer-imports.js';
export { type Savings, type SavedMonth } from './savings/savings.js';
export { TransferSavings } from './savings/transfer-savings.js';
export type { SwitchPreview } from './switch/preview-switch.js';
export { Transfers } from './transfers.js';
export { TransfersModule } from './transfers.module.js';
export { transfersErrors } from './transfers-errors.js';
