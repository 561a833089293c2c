import { addRows, type Check, CheckUnderWay, MOST_TOLD, type Period } from '#kernel';
import type { Transaction } from '#persistence';

interface CoverageOff {
  readonly line: string;
  readonly issuer: string;
  readonly kept: Period[];
  readonly recomputed: Period[];
  readonly total: number;
}

interface RevisionOff {
  readonly code: string;
  readonly revision: number;
  readonly recorded: number;
  readonly total: number;
}

/**
 * I8: what is kept beside the facts is what the facts say: coverage from charges and credits, revisions of lines and
 * carriage without a gap, live days from the current terms.
 */
export async function verifyProjections(tx: Transaction): Promise<Check> {
  const check = new CheckUnderWay('I8');
  const [count] = (await tx.query(
    'SELECT (SELECT count(*) FROM billing.coverage) + (SELECT count(*) FROM contracts.contract_line) AS rows',
  )) as { rows: number }[];
  check.checked = count!.rows;
  await addCoverage(tx, check);
  await addRevisions(tx, check);
  await addLiveDays(tx, check);
  return check.ended();
}

async function addCoverage(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const rows = (await tx.query(
    `WITH credited AS (
       SELECT credited_invoice_id AS invoice_id, credited_position AS position, range_agg(period) AS days
       FROM billing.credit GROUP BY 1, 2
     ), facts AS (
       SELECT c.line_id, c.issuer_id, c.price_key, c.foreign_origin,
              range_agg(datemultirange(c.period) - coalesce(k.days, '{}')) AS live
       FROM billing.charge c LEFT JOIN credited k USING (invoice_id, position)
       GROUP BY 1, 2, 3, 4
     )
     SELECT coalesce(l.code, line_id::text) AS line, s.code AS issuer, coalesce(v.live, '{}') AS kept,
            coalesce(f.live, '{}') AS recomputed, count(*) OVER () AS total
     FROM facts f FULL JOIN billing.coverage v USING (line_id, issuer_id, price_key, foreign_origin)
     LEFT JOIN contracts.contract_line l ON l.id = line_id
     LEFT JOIN contracts.issuer s ON s.id = issuer_id
     WHERE coalesce(f.live, '{}') <> coalesce(v.live, '{}')
     ORDER BY line_id, issuer_id, price_key LIMIT ${MOST_TOLD}`,
  )) as CoverageOff[];
  addRows(check.offences, rows, ({ line, issuer }) => ({
    fr: `Ligne ${line}, ${issuer} : la couverture gardée n’est pas celle que disent les factures et les avoirs.`,
    en: `Line ${line}, ${issuer}: the coverage kept is not what invoices and credit notes say.`,
  }));
}

async function addRevisions(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const rows = (await tx.query(
    `SELECT *, count(*) OVER () AS total FROM (
       SELECT l.code, l.revision, count(a.revision)::int AS recorded
       FROM contracts.contract_line l LEFT JOIN contracts.amendment a ON a.line_id = l.id
       GROUP BY l.id HAVING count(a.revision) <> l.revision OR coalesce(max(a.revision), 0) <> l.revision
       UNION ALL
       SELECT k.code, k.carriage_revision, count(DISTINCT g.revision)::int
       FROM contracts.contract k LEFT JOIN contracts.carriage g ON g.contract_id = k.id
       GROUP BY k.id HAVING count(DISTINCT g.revision) <> k.carriage_revision OR coalesce(max(g.revision), 0) <> k.carriage_revision
     ) odd ORDER BY code LIMIT ${MOST_TOLD}`,
  )) as RevisionOff[];
  addRows(check.offences, rows, ({ code, revision, recorded }) => ({
    fr: `${code} : en est à la révision ${revision}, mais ${recorded} sont écrites.`,
    en: `${code}: is at revision ${revision}, but ${recorded} are recorded.`,
  }));
}

async function addLiveDays(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const rows = (await tx.query(
    `WITH agreed AS (
       SELECT l.id, l.code, CASE WHEN l.kind = 'subscription' THEN range_agg(t.period) END AS days
       FROM contracts.contract_line l LEFT JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
       GROUP BY l.id
     ), kept AS (
       SELECT line_id, range_agg(period) AS days FROM contracts.live_days GROUP BY line_id
     )
     SELECT a.code AS line, count(*) OVER () AS total
     FROM agreed a LEFT JOIN kept k ON k.line_id = a.id
     WHERE coalesce(a.days, '{}') <> coalesce(k.days, '{}') ORDER BY a.id LIMIT ${MOST_TOLD}`,
  )) as { line: string; total: number }[];
  addRows(check.offences, rows, ({ line }) => ({
    fr: `Ligne ${line} : les jours vivants gardés ne sont pas ceux des conditions en vigueur.`,
    en: `Line ${line}: the live days kept are not those of the terms in force.`,
  }));
}
