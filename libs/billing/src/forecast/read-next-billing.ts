import { cycleContaining } from '#contracts';
import { includesDay, latest, type LocalDate } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { groupBy } from '../proposal/group-by.js';
import { dueOn, type DueTerm } from './due-on.js';

/**
 * For each contract, the first day on which days that nobody billed fall due: today for what is late. What an outside
 * issuer carries is not billed here.
 */
export async function readNextBilling(
  unitOfWork: UnitOfWork,
  contractIds: readonly number[],
  today: LocalDate,
): Promise<Map<number, LocalDate>> {
  const rows = await unitOfWork.read<DueTerm & { contractId: number; lineId: number; firstFree: LocalDate }>(
    `SELECT l.contract_id AS "contractId", l.id AS "lineId", t.period, t.billable, t.months, t.billing, t.anchor,
            lower(free.days) AS "firstFree"
     FROM contracts.contract_line l
     JOIN contracts.contract k ON k.id = l.contract_id
     CROSS JOIN LATERAL (
       SELECT (SELECT coalesce(range_agg(period) FILTER (WHERE billable), '{}')
               FROM contracts.term WHERE line_id = l.id AND revision = l.revision)
         - coalesce((SELECT range_agg(live) FROM billing.coverage WHERE line_id = l.id), '{}')
         - coalesce((SELECT range_agg(period) FROM billing.excuse WHERE line_id = l.id AND lifted_at IS NULL), '{}')
       AS days OFFSET 0) free
     JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
     WHERE l.contract_id = ANY ($1::bigint[]) AND NOT isempty(free.days)
       AND EXISTS (SELECT 1 FROM contracts.carriage g JOIN contracts.issuer i ON i.id = g.issuer_id
                   WHERE g.contract_id = k.id AND g.revision = k.carriage_revision
                     AND g.period @> lower(free.days) AND NOT i.outside)
     ORDER BY l.id, lower(t.period)`,
    [contractIds],
  );
  const next = new Map<number, LocalDate>();
  for (const terms of groupBy(
    rows,
    (row) => row.lineId,
    (row) => row,
  ).values()) {
    const [{ contractId, firstFree }] = terms as [(typeof rows)[number]];
    const term = terms.find(({ billable, period }) => billable && includesDay(period, firstFree))!;
    const day = latest(today, dueOn(terms, term, cycleContaining(term, firstFree)!));
    const known = next.get(contractId);
    if (!known || day < known) next.set(contractId, day);
  }
  return next;
}
