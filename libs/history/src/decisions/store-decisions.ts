import type { Transaction, UnitOfWork } from '#persistence';
import type { Decision } from './decide.js';

export interface DecisionRecord {
  readonly decision: Decision;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

interface DecisionRow {
  readonly subject: string;
  readonly kind: 'keep' | 'excuse';
  readonly keep: string | null;
  readonly statement: string | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

type Reader = Pick<UnitOfWork, 'read'>;

export function decisionOf({
  kind,
  keep,
  statement,
}: Pick<DecisionRow, 'kind' | 'keep' | 'statement'>): Decision {
  return kind === 'keep' ? { kind, keep: keep! } : { kind, statement: statement! };
}

/** Every decision on the findings of an audit, by the subject of the finding. */
export async function readDecisions(reader: Reader, audit: number): Promise<Map<string, DecisionRecord>> {
  const rows = await reader.read<DecisionRow>(
    `SELECT subject, kind, keep, statement, decided_by AS "decidedBy", decided_at AS "decidedAt"
     FROM history.decision WHERE audit_id = $1`,
    [audit],
  );
  return new Map(
    rows.map(({ decidedBy, decidedAt, ...row }) => [
      row.subject,
      { decision: decisionOf(row), decidedBy, decidedAt },
    ]),
  );
}

/** Writes what was decided of these findings; null takes a decision back. */
export async function writeDecisions(
  tx: Transaction,
  audit: number,
  decided: ReadonlyMap<string, Decision | null>,
  by: string,
): Promise<void> {
  await tx.query('DELETE FROM history.decision WHERE audit_id = $1 AND subject = ANY ($2::text[])', [
    audit,
    [...decided.keys()],
  ]);
  const rows = [...decided].flatMap(([subject, decision]) =>
    decision === null ? [] : [{ subject, keep: null, statement: null, ...decision }],
  );
  await tx.query(
    `INSERT INTO history.decision (audit_id, subject, kind, keep, statement, decided_by)
     SELECT $1, r.subject, r.kind, r.keep, r.statement, $2
     FROM jsonb_to_recordset($3::jsonb) AS r (subject text, kind text, keep text, statement text)`,
    [audit, by, JSON.stringify(rows)],
  );
}
