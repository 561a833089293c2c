import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import {
  type Carrier,
  carriersWithin,
  type CoverageFacts,
  type CoverageSegment,
  drawCoverage,
} from './draw-coverage.js';
import { anywhere, type Named } from './read-runs.js';

export interface CoverageSearch {
  readonly window: Period;
  /** Due days are told as of this day. */
  readonly asOf: LocalDate;
  readonly contract?: number;
  readonly client?: number;
  /** Code of the issuer that carries the contract on a day of the window. */
  readonly issuer?: string;
  /** Anywhere in the code or the label of the line, or in the name of the client. */
  readonly search?: string;
  /** Lines with a greater id only: the next page. */
  readonly after?: number;
  /** 1 to 500; 200 by default. */
  readonly limit?: number;
}

export interface LineCoverage {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly contract: { readonly id: number; readonly code: string };
  readonly client: Named;
  readonly carriers: readonly Carrier[];
  readonly segments: readonly CoverageSegment[];
}

type LineHead = Omit<LineCoverage, 'carriers' | 'segments'>;

const HEAD = `SELECT jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
    jsonb_build_object('id', k.id, 'code', k.code) AS contract,
    jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client
  FROM contracts.contract_line l
  JOIN contracts.contract k ON k.id = l.contract_id
  JOIN contracts.client c ON c.id = k.client_id`;

/** Lines in the order of their ids, each with what is true of its days. */
export async function listCoverage(
  unitOfWork: UnitOfWork,
  search: CoverageSearch,
): Promise<{ lines: LineCoverage[]; next: number | null }> {
  const { limit = 200, after = 0, window } = search;
  const heads = await unitOfWork.read<LineHead>(
    `${HEAD}
     WHERE l.id > $1 AND ($2::bigint IS NULL OR l.contract_id = $2) AND ($3::bigint IS NULL OR k.client_id = $3)
       AND ($4::text IS NULL OR EXISTS (
         SELECT 1 FROM contracts.carriage g JOIN contracts.issuer s ON s.id = g.issuer_id
         WHERE g.contract_id = k.id AND g.revision = k.carriage_revision AND s.code = $4 AND g.period && daterange($5, $6)))
       AND ($7::text IS NULL OR l.code ILIKE $7 OR l.label ILIKE $7 OR c.name ILIKE $7)
     ORDER BY l.id LIMIT $8`,
    [
      after,
      search.contract ?? null,
      search.client ?? null,
      search.issuer ?? null,
      window.from,
      window.to,
      search.search ? anywhere(search.search) : null,
      limit + 1,
    ],
  );
  const page = heads.slice(0, limit);
  return {
    lines: await drawLines(unitOfWork, page, search),
    next: heads.length > limit ? page.at(-1)!.line.id : null,
  };
}

/** @throws BILLING.LINE_UNKNOWN */
export async function readLineCoverage(
  unitOfWork: UnitOfWork,
  lineId: number,
  of: Pick<CoverageSearch, 'window' | 'asOf'>,
): Promise<LineCoverage> {
  const heads = await unitOfWork.read<LineHead>(`${HEAD} WHERE l.id = $1`, [lineId]);
  if (heads.length === 0) throw billingErrors.LINE_UNKNOWN({ line: lineId });
  return (await drawLines(unitOfWork, heads, of))[0]!;
}

async function drawLines(
  unitOfWork: UnitOfWork,
  heads: readonly LineHead[],
  { window, asOf }: Pick<CoverageSearch, 'window' | 'asOf'>,
): Promise<LineCoverage[]> {
  if (heads.length === 0) return [];
  const ids = heads.map(({ line }) => line.id);
  const contracts = [...new Set(heads.map(({ contract }) => contract.id))];
  const days = await readDays(unitOfWork, ids, asOf);
  const charges = await readMarks<CoverageFacts['charges'][number]>(
    unitOfWork,
    `SELECT line_id AS "lineId", invoice_id AS "invoiceId", period, generation, foreign_origin AS "foreignOrigin"
     FROM billing.charge WHERE line_id = ANY ($1::bigint[]) AND period && daterange($2, $3) ORDER BY generation`,
    ids,
    window,
  );
  const credits = await readMarks<CoverageFacts['credits'][number]>(
    unitOfWork,
    `SELECT line_id AS "lineId", invoice_id AS "invoiceId", period, generation
     FROM billing.credit WHERE line_id = ANY ($1::bigint[]) AND period && daterange($2, $3) ORDER BY generation`,
    ids,
    window,
  );
  const held = await readMarks<{ period: Period }>(unitOfWork, HELD, ids, window);
  const carriers = await readCarriers(unitOfWork, contracts);
  return heads.map((head) => ({
    ...head,
    carriers: carriersWithin(carriers.get(head.contract.id) ?? [], window),
    segments: drawCoverage(
      {
        ...(days.get(head.line.id) ?? { agreed: [], paused: [], due: [] }),
        held: (held.get(head.line.id) ?? []).map(({ period }) => period),
        charges: charges.get(head.line.id) ?? [],
        credits: credits.get(head.line.id) ?? [],
      },
      window,
    ),
  }));
}

/** Written excuses, and what the newest run of each issuer holds back. */
const HELD = `
  WITH newest AS (
    SELECT DISTINCT ON (issuer_id) id FROM billing.run WHERE state NOT IN ('abandoned', 'closed') ORDER BY issuer_id, id DESC
  )
  SELECT line_id AS "lineId", period FROM billing.excuse
  WHERE lifted_at IS NULL AND line_id = ANY ($1::bigint[]) AND period && daterange($2, $3)
  UNION ALL
  SELECT h.line_id, unnest(h.days) FROM billing.run_held h JOIN newest n ON n.id = h.run_id
  WHERE h.line_id = ANY ($1::bigint[])
  UNION ALL
  SELECT (g ->> 'lineId')::bigint, daterange((g ->> 'from')::date, (g ->> 'to')::date)
  FROM newest n JOIN billing.run_document d ON d.run_id = n.id AND d.state = 'held'
  CROSS JOIN LATERAL jsonb_array_elements(d.charges) g
  WHERE (g ->> 'lineId')::bigint = ANY ($1::bigint[])`;

async function readDays(unitOfWork: UnitOfWork, ids: readonly number[], asOf: LocalDate) {
  const rows = await unitOfWork.read<{ lineId: number; agreed: Period[]; paused: Period[]; due: Period[] }>(
    `SELECT l.id AS "lineId", t.agreed, t.paused, coalesce(d.due, '{}') AS due
     FROM contracts.contract_line l
     JOIN LATERAL (SELECT coalesce(range_agg(period) FILTER (WHERE billable), '{}') AS agreed,
                          coalesce(range_agg(period) FILTER (WHERE NOT billable), '{}') AS paused
                   FROM contracts.term WHERE line_id = l.id AND revision = l.revision) t ON true
     LEFT JOIN (SELECT line_id, range_agg(due) AS due FROM billing.due_days($2::date, $1::bigint[])
                WHERE due IS NOT NULL GROUP BY line_id) d ON d.line_id = l.id
     WHERE l.id = ANY ($1::bigint[])`,
    [ids, asOf],
  );
  return new Map(rows.map((row) => [row.lineId, row]));
}

async function readMarks<T>(
  unitOfWork: UnitOfWork,
  sql: string,
  ids: readonly number[],
  window: Period,
): Promise<Map<number, T[]>> {
  const rows = await unitOfWork.read<T & { lineId: number }>(sql, [ids, window.from, window.to]);
  const byLine = new Map<number, T[]>();
  for (const row of rows) {
    const others = byLine.get(row.lineId);
    if (others) others.push(row);
    else byLine.set(row.lineId, [row]);
  }
  return byLine;
}

async function readCarriers(
  unitOfWork: UnitOfWork,
  contracts: readonly number[],
): Promise<Map<number, Carrier[]>> {
  const rows = await unitOfWork.read<{ contractId: number; issuer: string; period: Period }>(
    `SELECT g.contract_id AS "contractId", s.code AS issuer, g.period
     FROM contracts.contract k
     JOIN contracts.carriage g ON g.contract_id = k.id AND g.revision = k.carriage_revision
     JOIN contracts.issuer s ON s.id = g.issuer_id
     WHERE k.id = ANY ($1::bigint[]) ORDER BY g.contract_id, g.period`,
    [contracts],
  );
  const byContract = new Map<number, Carrier[]>();
  for (const { contractId, issuer, period } of rows) {
    byContract.set(contractId, [...(byContract.get(contractId) ?? []), { issuer, ...period }]);
  }
  return byContract;
}
