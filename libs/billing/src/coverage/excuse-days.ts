import type { Period } from '#kernel';
import { rangeLiteral, type Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';

export interface DaysToExcuse {
  readonly lineId: number;
  readonly period: Period;
  /** Why these days are not billed, at least 5 characters. */
  readonly reason: string;
}

/**
 * Excuses days of a line from billing. Days that have an excuse already are refused by the database.
 * @returns the id of the excuse
 * @throws BILLING.LINE_UNKNOWN, BILLING.EXCUSE_REFUSED
 */
export async function excuseDays(
  tx: Transaction,
  { lineId, period, reason }: DaysToExcuse,
  madeBy: string,
): Promise<number> {
  if (period.from >= period.to || reason.trim().length < 5) throw billingErrors.EXCUSE_REFUSED({});
  // Whoever bills this line at the moment is waited for, and whoever comes after finds the excuse.
  await tx.query('SELECT FROM contracts.contract_line WHERE id = $1 FOR NO KEY UPDATE', [lineId]);
  const [written] = (await tx.query(
    `INSERT INTO billing.excuse (line_id, period, reason, made_by)
     SELECT id, $2::daterange, $3, $4 FROM contracts.contract_line WHERE id = $1 RETURNING id`,
    [lineId, rangeLiteral(period), reason.trim(), madeBy],
  )) as { id: number }[];
  if (!written) throw billingErrors.LINE_UNKNOWN({ line: lineId });
  return written.id;
}

/** @throws BILLING.EXCUSE_UNKNOWN */
export async function liftExcuse(tx: Transaction, excuseId: number, liftedBy: string): Promise<void> {
  const [excuse] = (await tx.query(
    'SELECT lifted_at AS "liftedAt" FROM billing.excuse WHERE id = $1 FOR UPDATE',
    [excuseId],
  )) as { liftedAt: Date | null }[];
  if (!excuse) throw billingErrors.EXCUSE_UNKNOWN({ excuse: excuseId });
  if (excuse.liftedAt) return;
  await tx.query('UPDATE billing.excuse SET lifted_at = now(), lifted_by = $2 WHERE id = $1', [
    excuseId,
    liftedBy,
  ]);
}
