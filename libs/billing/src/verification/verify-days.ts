import { addRows, type Check, CheckUnderWay, MOST_TOLD, type Period, writePeriod } from '#kernel';
import type { Transaction } from '#persistence';

interface WrongDays {
  readonly line: string;
  readonly period: Period;
  readonly times: number;
  readonly documents: string[];
  readonly total: number;
}

/**
 * I1: per line and day, charges − credits ∈ {0, 1}. Each charge is a step up on its first day and down after its last
 * one, each credit the reverse; the running sum is the balance of every day. Constraints, generations and the coverage
 * table are not trusted: only the periods count.
 */
export async function verifyDays(tx: Transaction): Promise<Check> {
  const check = new CheckUnderWay('I1');
  const [count] = (await tx.query(
    'SELECT (SELECT count(*) FROM billing.charge) + (SELECT count(*) FROM billing.credit) AS facts',
  )) as { facts: number }[];
  check.checked = count!.facts;
  const rows = (await tx.query(
    `WITH steps AS (
       SELECT line_id, lower(period) AS day, 1 AS step FROM billing.charge
       UNION ALL SELECT line_id, upper(period), -1 FROM billing.charge
       UNION ALL SELECT line_id, lower(period), -1 FROM billing.credit
       UNION ALL SELECT line_id, upper(period), 1 FROM billing.credit
     ), per_day AS (
       SELECT line_id, day, sum(step) AS step FROM steps GROUP BY line_id, day
     ), balance AS (
       SELECT line_id, day, lead(day) OVER w AS until, sum(step) OVER w AS times
       FROM per_day WINDOW w AS (PARTITION BY line_id ORDER BY day)
     ), wrong AS (
       SELECT line_id, daterange(day, until) AS period, times, count(*) OVER () AS total
       FROM balance WHERE times NOT IN (0, 1) ORDER BY line_id, day LIMIT $1
     )
     SELECT l.code AS line, w.period, w.times::int, w.total,
            ARRAY(SELECT i.number FROM billing.invoice i WHERE i.id IN (
                    SELECT c.invoice_id FROM billing.charge c WHERE c.line_id = w.line_id AND c.period && w.period
                    UNION SELECT k.invoice_id FROM billing.credit k WHERE k.line_id = w.line_id AND k.period && w.period)
                  ORDER BY i.id LIMIT 10) AS documents
     FROM wrong w JOIN contracts.contract_line l ON l.id = w.line_id ORDER BY l.id, w.period`,
    [MOST_TOLD],
  )) as WrongDays[];
  addRows(check.offences, rows, ({ line, period, times, documents }) => ({
    fr:
      times > 1
        ? `Ligne ${line}, ${writePeriod(period, 'fr')} : facturée ${times} fois (${documents.join(', ')}).`
        : `Ligne ${line}, ${writePeriod(period, 'fr')} : plus d’avoirs que de factures (${documents.join(', ')}).`,
    en:
      times > 1
        ? `Line ${line}, ${writePeriod(period, 'en')}: billed ${times} times (${documents.join(', ')}).`
        : `Line ${line}, ${writePeriod(period, 'en')}: more credited than billed (${documents.join(', ')}).`,
  }));
  return check.ended();
}
