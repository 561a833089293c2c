import { isLocalDate, type LocalDate } from '#kernel';
import { auditBillingHistory } from '../audit/audit-billing-history.js';
import { type AuditReport } from '../audit/audit-report.js';
import { lastWholeMonthOf } from '../audit/find-in-invoices.js';
import { type LocatedFinding, locateFindings } from '../audit/locate-findings.js';
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

/** Without the rows of the files: they stay in the thread, but for those that findings concern. */
export interface AuditedHistory extends Omit<ReadHistory, 'tables'> {
  readonly report: AuditReport;
  /** The findings of the report, in its order. */
  readonly located: readonly LocatedFinding[];
}

/** Reads two exports and audits them. Pure. @throws HISTORY.EXPORT_REFUSED, HISTORY.INVALID_AS_OF, HISTORY.INVALID_HORIZON */
export function readAndAudit({ map, asOf, horizonDays, today, ...files }: ReadingOrder): AuditedHistory {
  if (asOf !== null && !isLocalDate(asOf)) throw historyErrors.INVALID_AS_OF({ text: asOf });
  if (!Number.isInteger(horizonDays) || horizonDays < 0 || horizonDays > 3660)
    throw historyErrors.INVALID_HORIZON({ text: String(horizonDays) });
  const { tables, ...read } = readBillingHistory({ ...files, map: map ?? undefined });
  const day = asOf ?? lastWholeMonthOf(read.history.invoices) ?? today;
  const report = auditBillingHistory({ ...read.history, asOf: day, horizonDays });
  return { ...read, report, located: locateFindings(report.findings, read.history, tables) };
}
