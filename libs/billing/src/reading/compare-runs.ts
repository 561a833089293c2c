import type { LocalDate } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { type Named, requireRun } from './read-runs.js';

export interface ComparedLine {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly client: Named;
  /** Null where the run has nothing of this line. */
  readonly beforeCents: number | null;
  readonly nowCents: number | null;
}

export interface RunComparison {
  /** The last run of this issuer that issued something, or null when this is the first. */
  readonly previous: { readonly id: number; readonly issueOn: LocalDate } | null;
  readonly appeared: readonly ComparedLine[];
  readonly vanished: readonly ComparedLine[];
  readonly changed: readonly ComparedLine[];
  readonly unchanged: number;
  /** How many there are; the lists stop at `limit`. */
  readonly totals: { readonly appeared: number; readonly vanished: number; readonly changed: number };
}

interface Row extends ComparedLine {
  readonly kind: 'appeared' | 'vanished' | 'changed' | 'unchanged';
  readonly total: number;
}

/** What the net amounts of the lines of this run were in the one before. @throws BILLING.RUN_UNKNOWN */
export async function compareWithPrevious(
  unitOfWork: UnitOfWork,
  runId: number,
  limit = 200,
): Promise<RunComparison> {
  await requireRun(unitOfWork, runId);
  const [previous] = await unitOfWork.read<{ id: number; issueOn: LocalDate }>(
    `SELECT p.id, p.issue_on AS "issueOn" FROM billing.run r
     JOIN billing.run p ON p.issuer_id = r.issuer_id AND p.id < r.id
     WHERE r.id = $1 AND EXISTS (SELECT 1 FROM billing.run_document d WHERE d.run_id = p.id AND d.state = 'issued')
     ORDER BY p.id DESC LIMIT 1`,
    [runId],
  );
  const rows = await unitOfWork.read<Row>(
    `WITH charged AS (
       SELECT d.run_id, (g ->> 'lineId')::bigint AS line_id, sum((g ->> 'netCents')::bigint)::bigint AS net
       FROM billing.run_document d CROSS JOIN LATERAL jsonb_array_elements(d.charges) g
       WHERE d.run_id = $1 AND d.state <> 'obsolete' OR d.run_id = $2 AND d.state = 'issued'
       GROUP BY 1, 2
     ), compared AS (
       SELECT line_id, b.net AS before, n.net AS now,
         CASE WHEN b.net IS NULL THEN 'appeared' WHEN n.net IS NULL THEN 'vanished'
              WHEN b.net <> n.net THEN 'changed' ELSE 'unchanged' END AS kind
       FROM (SELECT line_id, net FROM charged WHERE run_id = $2) b
       FULL JOIN (SELECT line_id, net FROM charged WHERE run_id = $1) n USING (line_id)
     ), ranked AS (
       SELECT *, row_number() OVER (PARTITION BY kind ORDER BY abs(coalesce(now, 0) - coalesce(before, 0)) DESC, line_id) AS rank,
         count(*) OVER (PARTITION BY kind)::int AS total
       FROM compared
     )
     SELECT r.kind, r.total, jsonb_build_object('id', l.id, 'code', l.code, 'label', l.label) AS line,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       r.before AS "beforeCents", r.now AS "nowCents"
     FROM ranked r
     JOIN contracts.contract_line l ON l.id = r.line_id
     JOIN contracts.contract k ON k.id = l.contract_id
     JOIN contracts.client c ON c.id = k.client_id
     WHERE r.rank <= CASE r.kind WHEN 'unchanged' THEN 1 ELSE $3 END ORDER BY r.kind, r.rank`,
    [runId, previous?.id ?? 0, limit],
  );
  const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind);
  const lines = (kind: Row['kind']): ComparedLine[] =>
    of(kind).map(({ line, client, beforeCents, nowCents }) => ({ line, client, beforeCents, nowCents }));
  const total = (kind: Row['kind']) => of(kind)[0]?.total ?? 0;
  return {
    previous: previous ?? null,
    appeared: lines('appeared'),
    vanished: lines('vanished'),
    changed: lines('changed'),
    unchanged: total('unchanged'),
    totals: { appeared: total('appeared'), vanished: total('vanished'), changed: total('changed') },
  };
}
