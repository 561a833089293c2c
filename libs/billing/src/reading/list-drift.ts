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

export interface DriftSearch {
  readonly asOf: LocalDate;
  /** Code of the issuer. */
  readonly issuer?: string;
  readonly kind?: DriftKind;
  /** Anywhere in the code or the label of the line, or in the name of the client. */
  readonly search?: string;
  readonly after?: number;
  /** 1 to 500; 100 by default. */
  readonly limit?: number;
}

export interface DriftLine {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly contract: { readonly id: number; readonly code: string };
  readonly client: Named;
  /** Null for due days that no issuer carries. */
  readonly issuer: string | null;
  readonly unbilled: readonly Period[];
  readonly elsewhere: readonly Period[];
  readonly uncarried: readonly Period[];
  readonly mispriced: readonly Period[];
  readonly overbilled: readonly Period[];
  readonly ahead: readonly Period[];
  /** Days of these with a written excuse. */
  readonly excused: readonly Period[];
}

export type DriftCounts = Readonly<Record<DriftKind, { readonly lines: number; readonly days: number }>>;

const COUNTS = DRIFT_KINDS.map(
  (kind) => `'${kind}', jsonb_build_object('lines', count(*) FILTER (WHERE NOT isempty(${kind})),
    'days', coalesce(sum(billing.days_of(${kind})), 0))`,
).join(', ');

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
    `WITH drift AS MATERIALIZED (
       SELECT d.line_id, d.contract_id, s.code AS issuer, d.elsewhere, d.mispriced, d.overbilled, d.ahead,
         CASE WHEN d.issuer_id IS NULL THEN '{}'::datemultirange ELSE d.unbilled END AS unbilled,
         CASE WHEN d.issuer_id IS NULL THEN d.unbilled ELSE '{}'::datemultirange END AS uncarried
       FROM billing.drift($1::date, $2::bigint) d
       LEFT JOIN contracts.issuer s ON s.id = d.issuer_id
       WHERE (NOT isempty(d.unbilled) OR NOT isempty(d.elsewhere) OR NOT isempty(d.mispriced)
              OR NOT isempty(d.overbilled) OR NOT isempty(d.ahead))
     ), found AS (
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
         'issuer', issuer, ${DRIFT_KINDS.map((each) => `'${each}', ${periodsOf(`page.${each}`)}`).join(', ')},
         'excused', ${periodsOf(EXCUSED)}) ORDER BY line_id, issuer) FROM page), '[]') AS lines`,
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

const EXCUSED = `(SELECT coalesce(range_agg(e.period), '{}')
    * (page.unbilled + page.elsewhere + page.uncarried + page.mispriced + page.overbilled + page.ahead)
  FROM billing.excuse e WHERE e.line_id = page.line_id AND e.lifted_at IS NULL)`;

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
