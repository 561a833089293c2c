import { isLocalDate, type LocalDate } from '#kernel';
import { auditBillingHistory } from '../audit/audit-billing-history.js';
import { type AuditReport } from '../audit/audit-report.js';
import { lastWholeMonthOf } from '../audit/find-in-invoices.js';
import { historyErrors } from '../history-errors.js';
import { readBillingHistory, type ReadHistory } from '../reading/read-billing-history.js';

export interface ReadingOrder {
  readonly subscriptions: Uint8Array;
  readonly invoices: Uint8Array;
  readonly map: unknown;
  /** The end of the last whole month of the export, when null. */
  readonly asOf: LocalDate | null;
  readonly horizonDays: number;
  readonly today: LocalDate;
}

export interface AuditedHistory extends ReadHistory {
  readonly report: AuditReport;
}

/** Reads two exports and audits them. Pure. @throws HISTORY.EXPORT_REFUSED, HISTORY.INVALID_AS_OF, HISTORY.INVALID_HORIZON */
export function readAndAudit({ map, asOf, horizonDays, today, ...files }: ReadingOrder): AuditedHistory {
  if (asOf !== null && !isLocalDate(asOf)) throw historyErrors.INVALID_AS_OF({ text: asOf });
  if (!Number.isInteger(horizonDays) || horizonDays < 0 || horizonDays > 3660)
    throw historyErrors.INVALID_HORIZON({ text: String(horizonDays) });
  const read = readBillingHistory({ ...files, map: map ?? undefined });
  const day = asOf ?? lastWholeMonthOf(read.history.invoices) ?? today;
  return { ...read, report: auditBillingHistory({ ...read.history, asOf: day, horizonDays }) };
}
