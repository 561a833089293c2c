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
import { type CoverageSearch, findLine, findLines, HELD_DAYS, type LineHead } from './find-lines.js';
import type { INVOICE_TYPES } from './read-invoices.js';
import type { Named } from './read-runs.js';

export interface DrawnLine extends LineHead {
  readonly carriers: readonly Carrier[];
  readonly segments: readonly CoverageSegment[];
}

/** An invoice that bills days of a line, or a credit note that takes some back. */
export interface CoveringDocument {
  readonly id: number;
  readonly number: string;
  readonly type: (typeof INVOICE_TYPES)[number];
  readonly issuedOn: LocalDate;
  readonly issuer: Named;
  /** Of this line alone; positive also on credit notes. */
  readonly netCents: number;
  /** Days of this line that it bills, or takes back. */
  readonly days: readonly Period[];
}

/** One line, with the documents that its segments name. */
export interface LineCoverage extends DrawnLine {
  readonly documents: readonly CoveringDocument[];
  /** The day as of which due days are told. */
  readonly asOf: LocalDate;
  /** Those that `carriers` names by code. */
  readonly issuers: readonly Named[];
}

export interface CoverageList {
  readonly lines: readonly DrawnLine[];
  /** Of all lines that were found, on all pages. */
  readonly total: number;
  readonly next: number | null;
  /** The day as of which due days are told. */
  readonly asOf: LocalDate;
  /** Those that `carriers` names by code. */
  readonly issuers: readonly Named[];
  /** Those that the segments name, where they were asked for. */
  readonly documents: readonly { readonly id: number; readonly number: string }[];
}

type Asked = Pick<CoverageSearch, 'window' | 'asOf'>;

/** Lines by client and code, each with what is true of its days. */
export async function listCoverage(unitOfWork: UnitOfWork, search: CoverageSearch): Promise<CoverageList> {
  const { heads, total, next } = await findLines(unitOfWork, search);
  const { lines, issuers } = await drawLines(unitOfWork, heads, search);
  const documents = search.documents ? await readNumbers(unitOfWork, lines) : [];
  return { lines, total, next, asOf: search.asOf, issuers, documents };
}

/** @throws BILLING.LINE_UNKNOWN, also for a line that is none of the account's */
export async function readLineCoverage(
  unitOfWork: UnitOfWork,
  lineId: number,
  of: Asked & Pick<CoverageSearch, 'account'>,
): Promise<LineCoverage> {
  const head = await findLine(unitOfWork, lineId, of.account);
  if (!head) throw billingErrors.LINE_UNKNOWN({ line: lineId });
  const { lines, issuers } = await drawLines(unitOfWork, [head], of);
  const [line] = lines;
  const named = line!.segments.flatMap(({ invoiceId }) => invoiceId ?? []);
  const documents = await readDocuments(unitOfWork, lineId, named);
  return { ...line!, asOf: of.asOf, issuers, documents };
}

async function readNumbers(
  unitOfWork: UnitOfWork,
  lines: readonly DrawnLine[],
): Promise<CoverageList['documents']> {
  const named = lines.flatMap(({ segments }) => segments.flatMap(({ invoiceId }) => invoiceId ?? []));
  return unitOfWork.read('SELECT id, number FROM billing.invoice WHERE id = ANY ($1::bigint[]) ORDER BY id', [
    [...new Set(named)],
  ]);
}

/** With what each of them bills, or takes back, of one line. */
async function readDocuments(
  unitOfWork: UnitOfWork,
  lineId: number,
  invoices: readonly number[],
): Promise<CoveringDocument[]> {
  return unitOfWork.read<CoveringDocument>(
    `SELECT i.id, i.number, i.type, i.issued_on AS "issuedOn",
       jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer,
       sum(m.net_cents)::bigint AS "netCents", range_agg(m.period) AS days
     FROM (SELECT invoice_id, net_cents, period FROM billing.charge WHERE line_id = $1::bigint
           UNION ALL SELECT invoice_id, net_cents, period FROM billing.credit WHERE line_id = $1::bigint) m
     JOIN billing.invoice i ON i.id = m.invoice_id
     JOIN contracts.issuer s ON s.id = i.issuer_id
     WHERE i.id = ANY ($2::bigint[])
     GROUP BY i.id, s.id ORDER BY i.issued_on, i.id`,
    [lineId, invoices],
  );
}

/** However many lines, as many queries. */
export async function drawLines(
  unitOfWork: UnitOfWork,
  heads: readonly LineHead[],
  { window, asOf }: Asked,
): Promise<{ lines: DrawnLine[]; issuers: Named[] }> {
  if (heads.length === 0) return { lines: [], issuers: [] };
  const ids = heads.map(({ line }) => line.id);
  const contracts = [...new Set(heads.map(({ contract }) => contract.id))];
  const days = await readDays(unitOfWork, ids, asOf);
  const charges = await readCharges(unitOfWork, ids, window);
  const credits = await readMarks<CoverageFacts['credits'][number]>(
    unitOfWork,
    `SELECT line_id AS "lineId", invoice_id AS "invoiceId", period, generation
     FROM billing.credit WHERE line_id = ANY ($1::bigint[]) AND period && daterange($2, $3) ORDER BY generation`,
    ids,
    window,
  );
  const held = await readMarks<{ period: Period }>(unitOfWork, HELD, ids, window);
  const { carriers, issuers } = await readCarriers(unitOfWork, contracts);
  const lines = heads.map((head) => ({
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
  return { lines, issuers };
}

const HELD = `SELECT line_id AS "lineId", period FROM (${HELD_DAYS}) held
  WHERE line_id = ANY ($1::bigint[]) AND period && daterange($2, $3)`;

/** A rate of worked time is agreed for days on which nothing is owed until time is recorded: they are not paused. */
async function readDays(unitOfWork: UnitOfWork, ids: readonly number[], asOf: LocalDate) {
  const rows = await unitOfWork.read<{ lineId: number; agreed: Period[]; paused: Period[]; due: Period[] }>(
    `SELECT l.id AS "lineId", t.agreed, t.paused, coalesce(d.due, '{}') AS due
     FROM contracts.contract_line l
     JOIN LATERAL (SELECT coalesce(range_agg(period) FILTER (WHERE billable), '{}') AS agreed,
                          coalesce(range_agg(period) FILTER (WHERE NOT billable AND l.kind <> 'time'), '{}') AS paused
                   FROM contracts.term WHERE line_id = l.id AND revision = l.revision) t ON true
     LEFT JOIN (SELECT line_id, range_agg(due) AS due FROM billing.due_days($2::date, $1::bigint[])
                WHERE due IS NOT NULL GROUP BY line_id) d ON d.line_id = l.id
     WHERE l.id = ANY ($1::bigint[])`,
    [ids, asOf],
  );
  return new Map(rows.map((row) => [row.lineId, row]));
}

type ChargeMark = CoverageFacts['charges'][number];

/** One row for each line: tens of thousands of small rows would cost more to carry over than to find. */
async function readCharges(
  unitOfWork: UnitOfWork,
  ids: readonly number[],
  window: Period,
): Promise<Map<number, ChargeMark[]>> {
  const rows = await unitOfWork.read<{
    lineId: number;
    marks: [invoiceId: number, from: LocalDate, to: LocalDate, generation: number, foreignOrigin: boolean][];
  }>(
    `SELECT line_id AS "lineId",
       json_agg(json_build_array(invoice_id, lower(period), upper(period), generation, foreign_origin)) AS marks
     FROM billing.charge WHERE line_id = ANY ($1::bigint[]) AND period && daterange($2, $3) GROUP BY line_id`,
    [ids, window.from, window.to],
  );
  return new Map(
    rows.map(({ lineId, marks }) => [
      lineId,
      marks.map(([invoiceId, from, to, generation, foreignOrigin]): ChargeMark => ({
        ...{ invoiceId, generation, foreignOrigin },
        period: { from, to },
      })),
    ]),
  );
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
): Promise<{ carriers: Map<number, Carrier[]>; issuers: Named[] }> {
  const rows = await unitOfWork.read<{ contractId: number; issuer: Named; period: Period }>(
    `SELECT g.contract_id AS "contractId", g.period,
       jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer
     FROM contracts.contract k
     JOIN contracts.carriage g ON g.contract_id = k.id AND g.revision = k.carriage_revision
     JOIN contracts.issuer s ON s.id = g.issuer_id
     WHERE k.id = ANY ($1::bigint[]) ORDER BY g.contract_id, g.period`,
    [contracts],
  );
  const carriers = new Map<number, Carrier[]>();
  for (const { contractId, issuer, period } of rows) {
    carriers.set(contractId, [...(carriers.get(contractId) ?? []), { issuer: issuer.code, ...period }]);
  }
  const issuers = new Map(rows.map(({ issuer }) => [issuer.code, issuer]));
  return { carriers, issuers: [...issuers.values()] };
}
