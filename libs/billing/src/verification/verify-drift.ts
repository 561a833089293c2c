import {
  addRows,
  type Check,
  CheckUnderWay,
  type LocalDate,
  MOST_TOLD,
  type Period,
  writePeriod,
} from '#kernel';
import type { Transaction } from '#persistence';

/**
 * I2: due − covered and covered − due are empty, except what is visibly held.
 *
 * Unbilled days are
 * - held, when a written excuse or an open point of a run names them, or another issuer has billed them: not told;
 * - to do, when no closed run can have seen them: they fell due, were agreed or were credited after it, or it named
 *   them without billing them. The next proposal shows them;
 * - an offence, when a closed run saw them due and neither billed them nor named them.
 *
 * Days billed and not due (or at another price than the agreed one) are to do when an amendment, a transfer or the
 * history of a former tool explains them: the correction proposes their credit. They are an offence when the charge was
 * made under the very terms and carriage that are in force, since these never allowed it. Days billed ahead are right
 * within the horizon of their term, and an offence beyond it.
 *
 * Coverage itself is compared with its facts by I8.
 */
export async function verifyDrift(tx: Transaction, today: LocalDate): Promise<Check> {
  const check = new CheckUnderWay('I2');
  const [count] = (await tx.query('SELECT count(*) AS rows FROM billing.drift($1::date)', [today])) as {
    rows: number;
  }[];
  check.checked = count!.rows;
  await addUnbilled(tx, check, today);
  await addOverbilled(tx, check, today);
  return check.ended();
}

/** The days a run names without having billed them, beside those that an excuse names. */
const UNBILLED = `
  WITH open AS MATERIALIZED (
    SELECT d.line_id, d.contract_id, d.issuer_id, d.unbilled - coalesce(e.days, '{}') AS days
    FROM billing.drift($1::date) d
    LEFT JOIN (SELECT line_id, range_agg(period) AS days FROM billing.excuse WHERE lifted_at IS NULL GROUP BY line_id) e
      USING (line_id)
    WHERE NOT d.unbilled <@ coalesce(e.days, '{}')
  ), named AS MATERIALIZED (
    SELECT r.issuer_id, r.id AS run_id, r.state AS run_state, d.state, (c ->> 'lineId')::bigint AS line_id,
           datemultirange(daterange((c ->> 'from')::date, (c ->> 'to')::date)) AS days
    FROM billing.run r JOIN billing.run_document d ON d.run_id = r.id CROSS JOIN jsonb_array_elements(d.charges) c
    WHERE r.state <> 'abandoned' AND d.state <> 'issued' AND EXISTS (SELECT 1 FROM open)
    UNION ALL
    SELECT r.issuer_id, r.id, r.state, 'held', h.line_id, h.days
    FROM billing.run r JOIN billing.run_held h ON h.run_id = r.id WHERE r.state <> 'abandoned'
  ), held AS (
    -- A proposal that waits, and what a run holds back until a person decides.
    SELECT line_id, issuer_id, range_agg(days) AS days FROM named
    WHERE run_state <> 'closed' OR state = 'held' GROUP BY line_id, issuer_id
  ), last_run AS (
    SELECT DISTINCT ON (issuer_id) issuer_id, id, as_of, proposed_at FROM billing.run
    WHERE state = 'closed' ORDER BY issuer_id, as_of DESC, id DESC
  ), fell_due AS MATERIALIZED (
    SELECT r.issuer_id, d.line_id, range_agg(d.due) AS days
    FROM last_run r CROSS JOIN LATERAL billing.due_days(r.as_of) d
    WHERE d.due IS NOT NULL AND EXISTS (SELECT 1 FROM open) GROUP BY r.issuer_id, d.line_id
  ), changed AS (
    -- A minute is more than any transaction lasts: what began before a run may have been committed after it.
    SELECT o.line_id, greatest(
             (SELECT a.made_at FROM contracts.amendment a WHERE a.line_id = l.id AND a.revision = l.revision),
             (SELECT max(i.issued_at) FROM billing.credit k JOIN billing.invoice i ON i.id = k.invoice_id WHERE k.line_id = l.id),
             (SELECT max(e.lifted_at) FROM billing.excuse e WHERE e.line_id = l.id),
             (SELECT CASE WHEN k.carriage_revision > 1 THEN coalesce((
                SELECT min(i.issued_at) FROM billing.charge c JOIN billing.invoice i ON i.id = c.invoice_id
                WHERE c.contract_id = k.id AND c.line_id = l.id AND c.carriage_revision = k.carriage_revision), 'infinity') END
              FROM contracts.contract k WHERE k.id = l.contract_id)
           ) + interval '1 minute' AS at
    FROM (SELECT DISTINCT line_id FROM open) o JOIN contracts.contract_line l ON l.id = o.line_id
  ), judged AS (
    SELECT o.line_id, o.issuer_id, o.days - coalesce(h.days, '{}') AS rest, r.id AS run_id,
           o.days * coalesce(f.days, '{}') - coalesce((
             SELECT range_agg(n.days) FROM named n
             WHERE n.line_id = o.line_id AND n.issuer_id = o.issuer_id AND n.run_id >= r.id), '{}') AS lost
    FROM open o
    JOIN changed c USING (line_id)
    LEFT JOIN held h ON h.line_id = o.line_id AND h.issuer_id = o.issuer_id
    LEFT JOIN last_run r ON r.issuer_id = o.issuer_id AND r.proposed_at > c.at
    LEFT JOIN fell_due f ON f.issuer_id = r.issuer_id AND f.line_id = o.line_id
  )`;

interface UnbilledDays {
  readonly line: string;
  readonly issuer: string | null;
  readonly days: Period[];
  readonly run: number | null;
  readonly total: number;
}

async function addUnbilled(tx: Transaction, check: CheckUnderWay, today: LocalDate): Promise<void> {
  const told = (days: string) =>
    `${UNBILLED}
     SELECT l.code AS line, s.code AS issuer, ${days} AS days, j.run_id AS run, count(*) OVER () AS total
     FROM judged j JOIN contracts.contract_line l ON l.id = j.line_id LEFT JOIN contracts.issuer s ON s.id = j.issuer_id
     WHERE NOT isempty(${days}) ORDER BY l.id, s.id LIMIT ${MOST_TOLD}`;
  const lost = (await tx.query(told('(j.lost * j.rest)'), [today])) as UnbilledDays[];
  addRows(check.offences, lost, ({ line, days, run }) => ({
    fr: `Ligne ${line}, ${writeDays(days, 'fr')} : jours dus que la campagne n° ${run}, close, n’a ni facturés ni retenus.`,
    en: `Line ${line}, ${writeDays(days, 'en')}: due days that run ${run}, closed, neither billed nor held.`,
  }));
  const toDo = (await tx.query(told('(j.rest - j.lost)'), [today])) as UnbilledDays[];
  addRows(check.toDo, toDo, ({ line, issuer, days }) => ({
    fr: issuer
      ? `Ligne ${line}, ${writeDays(days, 'fr')} : à facturer par ${issuer} dans une prochaine campagne.`
      : `Ligne ${line}, ${writeDays(days, 'fr')} : aucun émetteur ne porte ces jours ; indiquez lequel.`,
    en: issuer
      ? `Line ${line}, ${writeDays(days, 'en')}: to be billed by ${issuer} in a next run.`
      : `Line ${line}, ${writeDays(days, 'en')}: no issuer carries these days; say which one does.`,
  }));
}

interface OverbilledDays {
  readonly line: string;
  readonly number: string;
  readonly kind: 'overbilled' | 'mispriced' | 'ahead';
  readonly days: Period[];
  readonly total: number;
}

/** Charges that hold days billed and not due, with whether a later fact explains them. */
const OVERBILLED = `
  WITH surplus AS MATERIALIZED (
    SELECT line_id, issuer_id, kind, days
    FROM billing.drift($1::date) d
    CROSS JOIN LATERAL (VALUES ('overbilled', d.overbilled), ('mispriced', d.mispriced - d.overbilled), ('ahead', d.ahead)) AS v (kind, days)
    WHERE NOT isempty(v.days)
  ), charged AS (
    SELECT s.kind, s.line_id, c.invoice_id,
           (datemultirange(c.period) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
              WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}')) * s.days AS days,
           c.foreign_origin AS foreign_origin,
           l.revision > c.term_revision OR k.carriage_revision > c.carriage_revision AS amended,
           lower(c.period) <= c.issued_on + coalesce(t.horizon_days, c.horizon_days) AS within_horizon
    FROM surplus s
    JOIN billing.charge c ON c.line_id = s.line_id AND c.issuer_id = s.issuer_id AND s.days && c.period
    JOIN contracts.contract_line l ON l.id = c.line_id
    JOIN contracts.contract k ON k.id = l.contract_id
    LEFT JOIN contracts.term t ON t.id = c.term_id
    -- Days at a price that is agreed again were billed under it or are told by their other charge.
    WHERE s.kind <> 'mispriced' OR NOT EXISTS (
      SELECT 1 FROM contracts.term p WHERE p.line_id = l.id AND p.revision = l.revision AND p.price_key = c.price_key AND c.period <@ p.period)
  )`;

async function addOverbilled(tx: Transaction, check: CheckUnderWay, today: LocalDate): Promise<void> {
  const told = (which: string) =>
    `${OVERBILLED}
     SELECT l.code AS line, i.number, c.kind, c.days, count(*) OVER () AS total
     FROM charged c JOIN contracts.contract_line l ON l.id = c.line_id JOIN billing.invoice i ON i.id = c.invoice_id
     WHERE NOT isempty(c.days) AND ${which} ORDER BY l.id, i.id LIMIT ${MOST_TOLD}`;
  const never = `NOT c.foreign_origin AND NOT coalesce(CASE c.kind WHEN 'ahead' THEN c.within_horizon ELSE c.amended END, false)`;
  const offences = (await tx.query(told(never), [today])) as OverbilledDays[];
  addRows(check.offences, offences, ({ line, number, kind, days }) => {
    const fr = {
      overbilled: 'jours facturés que les conditions et le portage en vigueur n’ont jamais permis',
      mispriced: 'jours facturés à un autre prix que celui convenu',
      ahead: 'jours facturés au-delà de l’avance permise',
    }[kind];
    const en = {
      overbilled: 'days billed that the terms and carriage in force never allowed',
      mispriced: 'days billed at another price than the agreed one',
      ahead: 'days billed beyond the horizon allowed',
    }[kind];
    return {
      fr: `Facture ${number}, ligne ${line}, ${writeDays(days, 'fr')} : ${fr}.`,
      en: `Invoice ${number}, line ${line}, ${writeDays(days, 'en')}: ${en}.`,
    };
  });
  const explained = `(c.foreign_origin OR c.kind <> 'ahead' AND c.amended)`;
  const toDo = (await tx.query(told(explained), [today])) as OverbilledDays[];
  addRows(check.toDo, toDo, ({ line, number, kind, days }) => ({
    fr: `Facture ${number}, ligne ${line}, ${writeDays(days, 'fr')} : ${kind === 'ahead' ? 'facturé en avance par l’ancien outil' : 'avoir à établir, le contrat a changé depuis'}.`,
    en: `Invoice ${number}, line ${line}, ${writeDays(days, 'en')}: ${kind === 'ahead' ? 'billed ahead by the former tool' : 'to be credited, the contract has changed since'}.`,
  }));
}

function writeDays(days: readonly Period[], language: 'fr' | 'en'): string {
  const [first, second, ...more] = days.map((each) => writePeriod(each, language));
  return [first, second, more.length > 0 ? '…' : undefined].filter((each) => each !== undefined).join(', ');
}
