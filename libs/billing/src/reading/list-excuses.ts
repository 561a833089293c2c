import type { Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { Named } from './read-runs.js';

export interface ExcuseRecord {
  readonly id: number;
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly client: Named;
  readonly period: Period;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
}

const EXCUSE = `SELECT e.id, jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
    jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
    e.period, e.reason, e.made_by AS "madeBy", e.made_at AS "madeAt", e.lifted_at AS "liftedAt", e.lifted_by AS "liftedBy"
  FROM billing.excuse e
  JOIN contracts.contract_line l ON l.id = e.line_id
  JOIN contracts.contract k ON k.id = l.contract_id
  JOIN contracts.client c ON c.id = k.client_id`;

/** Newest first, those in force only unless a line is asked for, whose lifted ones are told too. 500 at most. */
export async function listExcuses(
  unitOfWork: UnitOfWork,
  { line, before }: { readonly line?: number; readonly before?: number },
): Promise<ExcuseRecord[]> {
  return unitOfWork.read<ExcuseRecord>(
    `${EXCUSE} WHERE ($1::bigint IS NULL AND e.lifted_at IS NULL OR e.line_id = $1) AND ($2::bigint IS NULL OR e.id < $2)
     ORDER BY e.id DESC LIMIT 500`,
    [line ?? null, before ?? null],
  );
}

/** @throws BILLING.EXCUSE_UNKNOWN */
export async function readExcuse(unitOfWork: UnitOfWork, excuseId: number): Promise<ExcuseRecord> {
  const [excuse] = await unitOfWork.read<ExcuseRecord>(`${EXCUSE} WHERE e.id = $1`, [excuseId]);
  if (!excuse) throw billingErrors.EXCUSE_UNKNOWN({ excuse: excuseId });
  return excuse;
}
