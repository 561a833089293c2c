import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { anywhere, type Named } from './read-runs.js';

/** How due and billed days differ; see `Drift`. `uncarried`: due, and carried by no issuer. */
export const DRIFT_KINDS = [
  'unbilled',
  'elsewhere',
  'uncarried',
  'mispriced',
  'overbilled',
  'ahead',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** The kinds, and the due days that nobody bills for a reason in writing. */
export const DRIFT_LISTS = [...DRIFT_KINDS, 'excused'] as const;
export type DriftList = (typeof DRIFT_LISTS)[number];

export interface DriftSearch {
  readonly asOf: LocalDate;
  /** Code of the issuer. */
  readonly issuer?: string;
  readonly kind?: DriftList;
  /** Anywhere in the code or the label of the line, or in the name of the client. */
  readonly search?: string;
  readonly after?: number;
  /** 1 to 500; 100 by default. */
  readonly limit?: number;
}

/** A document in force that bills days of a line. */
export interface BillOfDays {
  readonly invoice: { readonly id: number; readonly number: string };
  /** Name of the issuer. */
  readonly issuer: string;
  readonly issuedOn: LocalDate;
  /** The days of the line that it bills and that were not credited. */
  readonly days: readonly Period[];
}

/** Days of each kind; those with a written excuse are in `excused` and in no other. */
export interface DriftLine extends Readonly<Record<DriftList, readonly Period[]>> {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly contract: { readonly id: number; readonly code: string };
  readonly client: Named;
  /** Null for due days that no issuer carries. */
  readonly issuer: string | null;
  /** What bills the days that are billed elsewhere, at another price, without being due, or ahead. */
  readonly bills: readonly BillOfDays[];
}

export type DriftCounts = Readonly<Record<DriftList, { readonly lines: number; readonly days: number }>>;

const COUNTS = DRIFT_LISTS.map(
  (kind) => `'${kind}', jsonb_build_object('lines', count(*) FILTER (WHERE NOT isempty(${kind})),
    'days', coalesce(sum(billing.days_of(${kind})), 0))`,
).join(', ');

/** The drift, excuses taken off: one row for each line and issuer. */
const DRIFT = `
  SELECT d.line_id, d.contract_id, s.code AS issuer, d.mispriced, d.overbilled, d.ahead,
    d.elsewhere - x.days AS elsewhere,
    CASE WHEN d.issuer_id IS NULL THEN '{}'::datemultirange ELSE d.unbilled - x.days END AS unbilled,
    CASE WHEN d.issuer_id IS NULL THEN d.unbilled - x.days ELSE '{}'::datemultirange END AS uncarried,
    (d.unbilled + d.elsewhere) * x.days AS excused
  FROM billing.drift($1::date, $2::bigint) d
  LEFT JOIN contracts.issuer s ON s.id = d.issuer_id
  LEFT JOIN (SELECT line_id, range_agg(period) AS days FROM billing.excuse WHERE lifted_at IS NULL GROUP BY line_id) e
    ON e.line_id = d.line_id
  CROSS JOIN LATERAL (SELECT coalesce(e.days, '{}'::datemultirange) AS days) x
  WHERE (NOT isempty(d.unbilled) OR NOT isempty(d.elsewhere) OR NOT isempty(d.mispriced)
         OR NOT isempty(d.overbilled) OR NOT isempty(d.ahead))`;

/**
 * The work list with its names, in the order of the lines, and how much there is of each kind.
 * @throws BILLING.ISSUER_UNKNOWN
 */
export async function listDrift(
  unitOfWork: UnitOfWork,
  { asOf, issuer, kind, search, after = 0, limit = 100 }: DriftSearch,
): Promise<{ lines: DriftLine[]; counts: DriftCounts; next: number | null }> {
  // The id is looked up apart: PostgreSQL unfolds `drift` into the query only where its arguments are plain values.
  const issuerId = issuer === undefined ? null : await idOfIssuer(unitOfWork, issuer);
  const [found] = await unitOfWork.read<{ counts: DriftCounts; lines: DriftLine[] }>(
    `WITH drift AS MATERIALIZED (${DRIFT}), found AS (
       SELECT d.*, dense_rank() OVER (ORDER BY d.line_id) AS place, l.code, l.label, k.code AS contract_code, c.id AS client_id, c.code AS client_code, c.name AS client_name
       FROM drift d
       JOIN contracts.contract_line l ON l.id = d.line_id
       JOIN contracts.contract k ON k.id = d.contract_id
       JOIN contracts.client c ON c.id = k.client_id
       WHERE d.line_id > $3 ${kind ? `AND NOT isempty(d.${kind})` : ''}
         AND ($4::text IS NULL OR l.code ILIKE $4 OR l.label ILIKE $4 OR c.name ILIKE $4)
     ), page AS (SELECT * FROM found WHERE place <= $5)
     SELECT (SELECT jsonb_build_object(${COUNTS}) FROM drift) AS counts,
       coalesce((SELECT jsonb_agg(jsonb_build_object(
         'line', jsonb_build_object('id', line_id, 'code', code, 'label', label),
         'contract', jsonb_build_object('id', contract_id, 'code', contract_code),
         'client', jsonb_build_object('id', client_id, 'code', client_code, 'name', client_name),
         'issuer', issuer, 'bills', ${BILLS},
         ${DRIFT_LISTS.map((each) => `'${each}', ${periodsOf(`page.${each}`)}`).join(', ')}) ORDER BY line_id, issuer) FROM page), '[]') AS lines`,
    [asOf, issuerId, after, search ? anywhere(search) : null, limit + 1],
  );
  return { ...pageOf(found!.lines, limit), counts: found!.counts };
}

/** @throws BILLING.ISSUER_UNKNOWN */
async function idOfIssuer(unitOfWork: UnitOfWork, code: string): Promise<number> {
  const [issuer] = await unitOfWork.read<{ id: number }>('SELECT id FROM contracts.issuer WHERE code = $1', [
    code,
  ]);
  if (!issuer) throw billingErrors.ISSUER_UNKNOWN({ issuer: code });
  return issuer.id;
}

/** Elsewhere means by another issuer; the other kinds are about what this one billed. */
const BILLS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('invoice', jsonb_build_object('id', i.id, 'number', i.number),
      'issuer', s.name, 'issuedOn', g.issued_on, 'days', ${periodsOf('b.days')}) ORDER BY g.period), '[]')
  FROM billing.charge g
  JOIN billing.invoice i ON i.id = g.invoice_id
  JOIN contracts.issuer s ON s.id = g.issuer_id
  CROSS JOIN LATERAL (SELECT datemultirange(g.period)
      * CASE WHEN s.code IS NOT DISTINCT FROM page.issuer THEN page.mispriced + page.overbilled + page.ahead ELSE page.elsewhere END
      - coalesce((SELECT range_agg(k.period) FROM billing.credit k
                  WHERE k.credited_invoice_id = g.invoice_id AND k.credited_position = g.position), '{}') AS days) b
  WHERE g.line_id = page.line_id AND NOT isempty(b.days))`;

function periodsOf(days: string): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('from', lower(u), 'to', coalesce(upper(u), '9999-12-31')) ORDER BY u), '[]')
    FROM unnest(${days}) u)`;
}

/** A line with several issuers stays on one page. */
function pageOf(rows: readonly DriftLine[], limit: number): { lines: DriftLine[]; next: number | null } {
  const ids = [...new Set(rows.map(({ line }) => line.id))];
  if (ids.length <= limit) return { lines: [...rows], next: null };
  const last = ids[limit - 1]!;
  return { lines: rows.filter(({ line }) => line.id <= last), next: last };
}
