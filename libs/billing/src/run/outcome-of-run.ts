import type { LocalDate, Sentence } from '#kernel';
import type { UnitOfWork } from '#persistence';

/** What a run issued, and what it did not with the reason. */
export interface RunOutcome {
  readonly issued: readonly {
    readonly number: string;
    /** Code of the client. */
    readonly client: string;
    readonly netCents: number;
    readonly grossCents: number;
    readonly from: LocalDate;
    /** Excluded. */
    readonly to: LocalDate;
  }[];
  readonly held: readonly { readonly line: string; readonly code: string; readonly sentence: Sentence }[];
}

/** Issued documents in the order of their numbers; held lines with one row for each reason. */
export async function outcomeOfRun(unitOfWork: UnitOfWork, runId: number): Promise<RunOutcome> {
  const issued = await unitOfWork.read<RunOutcome['issued'][number]>(
    `SELECT i.number, c.code AS client, i.net_cents AS "netCents", i.gross_cents AS "grossCents",
            min(lower(g.period)) AS "from", max(upper(g.period)) AS "to"
     FROM billing.invoice i
     JOIN contracts.client c ON c.id = i.client_id
     JOIN billing.charge g ON g.invoice_id = i.id
     WHERE i.run_id = $1 GROUP BY i.id, c.code ORDER BY i.series_id, i.sequence`,
    [runId],
  );
  const held = await unitOfWork.read<RunOutcome['held'][number]>(
    `SELECT coalesce(h.control ->> 'line', l.code) AS line, h.control ->> 'code' AS code, h.control -> 'sentence' AS sentence
     FROM billing.run_held h JOIN contracts.contract_line l ON l.id = h.line_id WHERE h.run_id = $1
     UNION ALL
     SELECT l.code, c ->> 'code', c -> 'sentence'
     FROM billing.run_document d
     CROSS JOIN LATERAL (SELECT DISTINCT (g ->> 'lineId')::bigint AS id FROM jsonb_array_elements(d.charges) g) k
     JOIN contracts.contract_line l ON l.id = k.id
     CROSS JOIN LATERAL jsonb_array_elements(d.controls) c
     WHERE d.run_id = $1 AND d.state = 'held' AND c ->> 'severity' <> 'warning'
       AND coalesce(c ->> 'line', l.code) = l.code
     UNION ALL
     SELECT l.code, d.reason ->> 'code', d.reason -> 'sentence'
     FROM billing.run_document d
     CROSS JOIN LATERAL (SELECT DISTINCT (g ->> 'lineId')::bigint AS id FROM jsonb_array_elements(d.charges) g) k
     JOIN contracts.contract_line l ON l.id = k.id
     WHERE d.run_id = $1 AND d.state IN ('review', 'failed', 'obsolete')
     ORDER BY 1, 2`,
    [runId],
  );
  return { issued, held };
}
