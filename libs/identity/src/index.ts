export { type Actor, type Role, ROLES, systemActor } from './actor.js';
export type { Account } from './account/read-accounts.js';
export type { AuditTrailPage } from './audit/read-audit-trail.js';
export type { Act } from './audit/record-act.js';
export {
  type Claim,
  type IdempotentRequest,
  IdempotentRequests,
  type KeptAnswer,
} from './idempotency/idempotent-requests.js';
export { identityErrors } from './identity-errors.js';
export { Identity } from './identity.js';
export { IdentityModule } from './identity.module.js';
export { identityMigrations } from './migrations.js';
export { type OpenedSession, type Session } from './session/sessions.js';
