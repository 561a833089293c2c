import type { Clock } from '#kernel';
import type { UnitOfWork } from '#persistence';
import type { AuditedHistory } from '../reading-thread/read-and-audit.js';
import { readInThread } from '../reading-thread/read-in-thread.js';
import { type AuditRecord, type AuditSetting, readAudit, readFiles } from './store-audits.js';

/** An audit with its files read anew. */
export interface ReadAudit {
  readonly audit: AuditRecord & AuditSetting;
  readonly audited: AuditedHistory;
}

/**
 * Reads the kept files of an audit anew, by its own mapping or by another one.
 * @throws HISTORY.AUDIT_UNKNOWN, HISTORY.EXPORT_REFUSED, HISTORY.EXPORT_TOO_HEAVY
 */
export async function readAuditAgain(
  { unitOfWork, clock }: { readonly unitOfWork: UnitOfWork; readonly clock: Clock },
  id: number,
  map?: unknown,
): Promise<ReadAudit> {
  const audit = await readAudit(unitOfWork, id);
  const audited = await readInThread('audit', {
    ...(await readFiles(unitOfWork, id)),
    map: map === undefined ? audit.map : map,
    asOf: audit.asOfGiven || map === undefined ? audit.asOf : null,
    horizonDays: audit.horizonDays,
    today: clock.today(),
  });
  return { audit, audited };
}
