-- One query is the work list: what is due by a day, what is covered, and where the two differ.

-- The days of each term that are due by `as_of`. In advance, a period is due from its first day on; in arrears, from
-- the day after its last one. Terms that follow each other on one grid of periods fall due together.
CREATE FUNCTION billing.due_days(as_of date, only_lines bigint[] DEFAULT NULL)
RETURNS TABLE (line_id bigint, contract_id bigint, term_id bigint, price_key text, term_days daterange, due daterange)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT line_id, contract_id, id, price_key, period,
    CASE
      WHEN months = 0 THEN
        CASE WHEN billing = 'advance' AND lower(period) <= as_of OR billing = 'arrears' AND upper(period) <= as_of
             THEN period END
      WHEN billing = 'advance' THEN
        CASE WHEN lower(period) <= as_of OR continues THEN nullif(period * daterange(NULL, open_cycle_end), 'empty') END
      WHEN upper(period) <= as_of AND NOT continued THEN period
      ELSE nullif(period * daterange(NULL, open_cycle_start), 'empty')
    END
  FROM (
    SELECT t.*, l.contract_id,
      billing.cycle_bound(t.anchor, nullif(t.months, 0), o.k) AS open_cycle_start,
      billing.cycle_bound(t.anchor, nullif(t.months, 0), o.k + 1) AS open_cycle_end,
      coalesce(lag(upper(t.period)) OVER w = lower(t.period) AND lag(t.billable) OVER w
        AND (lag(t.anchor) OVER w, lag(t.months) OVER w, lag(t.billing) OVER w) = (t.anchor, t.months, t.billing), false) AS continues,
      coalesce(lead(lower(t.period)) OVER w = upper(t.period) AND lead(t.billable) OVER w
        AND (lead(t.anchor) OVER w, lead(t.months) OVER w, lead(t.billing) OVER w) = (t.anchor, t.months, t.billing), false) AS continued
    FROM contracts.contract_line l
    JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
    CROSS JOIN LATERAL (SELECT CASE WHEN t.months > 0 THEN billing.cycle_index(t.anchor, t.months, as_of) END AS k OFFSET 0) o
    WHERE only_lines IS NULL OR l.id = ANY (only_lines)
    WINDOW w AS (PARTITION BY t.line_id ORDER BY lower(t.period))
  ) placed
  WHERE billable
$$;

-- Per line and issuer, in days:
--   due         due by as_of and carried by this issuer (issuer null: carried by nobody)
--   covered     billed by this issuer and not credited
--   unbilled    due, carried by this issuer, billed by nobody
--   elsewhere   due, carried by this issuer, billed by another one: it waits for that one's credit
--   mispriced   billed here at a price that is no longer the agreed one
--   overbilled  billed by this issuer and never due from it: outside of the terms, or carried by another
--   ahead       billed by this issuer and not due yet
CREATE FUNCTION billing.drift(as_of date, only_issuer bigint DEFAULT NULL, only_lines bigint[] DEFAULT NULL)
RETURNS TABLE (line_id bigint, contract_id bigint, issuer_id bigint, due datemultirange, covered datemultirange,
  unbilled datemultirange, elsewhere datemultirange, mispriced datemultirange, overbilled datemultirange, ahead datemultirange)
LANGUAGE sql STABLE AS $$
  WITH agreed AS (
    SELECT line_id, contract_id, price_key, range_agg(due) FILTER (WHERE due IS NOT NULL) AS due, range_agg(term_days) AS ever
    FROM billing.due_days(as_of, only_lines)
    GROUP BY line_id, contract_id, price_key
  ), per_line AS (
    SELECT line_id, contract_id, coalesce(range_agg(due), '{}') AS due, range_agg(ever) AS ever
    FROM agreed GROUP BY line_id, contract_id
  ), covered AS (
    SELECT line_id, issuer_id, range_agg(live) AS live
    FROM billing.coverage WHERE (only_lines IS NULL OR line_id = ANY (only_lines)) AND NOT isempty(live)
    GROUP BY line_id, issuer_id
  ), covered_by_anyone AS (
    SELECT line_id, range_agg(live) AS live FROM covered GROUP BY line_id
  ), mispriced AS (
    SELECT c.line_id, c.issuer_id, range_agg(c.live * p.ever - coalesce(a.ever, '{}')) AS days
    FROM billing.coverage c
    JOIN per_line p USING (line_id)
    LEFT JOIN agreed a ON a.line_id = c.line_id AND a.price_key = c.price_key
    WHERE NOT c.foreign_origin AND (only_lines IS NULL OR c.line_id = ANY (only_lines))
      AND NOT c.live * p.ever <@ coalesce(a.ever, '{}')
    GROUP BY c.line_id, c.issuer_id
  ), carried AS (
    SELECT g.contract_id, g.issuer_id, range_agg(g.period) AS days
    FROM contracts.contract k
    JOIN contracts.carriage g ON g.contract_id = k.id AND g.revision = k.carriage_revision
    GROUP BY g.contract_id, g.issuer_id
  ), carried_by_anyone AS (
    SELECT contract_id, range_agg(days) AS days FROM carried GROUP BY contract_id
  ), asked AS (
    -- One row per line and issuer that carries it or has billed it, and one for days that nobody carries.
    SELECT p.line_id, p.contract_id, g.issuer_id, p.due * g.days AS due, p.ever * g.days AS ever
    FROM per_line p JOIN carried g USING (contract_id)
    UNION ALL
    SELECT p.line_id, p.contract_id, NULL, p.due - coalesce(g.days, '{}'), '{}'
    FROM per_line p LEFT JOIN carried_by_anyone g USING (contract_id)
    WHERE NOT p.due <@ coalesce(g.days, '{}')
    UNION ALL
    SELECT c.line_id, l.contract_id, c.issuer_id, '{}', '{}'
    FROM covered c JOIN contracts.contract_line l ON l.id = c.line_id
    WHERE NOT EXISTS (SELECT 1 FROM per_line p JOIN carried g USING (contract_id)
                      WHERE p.line_id = c.line_id AND g.issuer_id = c.issuer_id)
  )
  SELECT a.line_id, a.contract_id, a.issuer_id, a.due,
    coalesce(c.live, '{}'),
    a.due - coalesce(everyone.live, '{}'),
    a.due * (coalesce(everyone.live, '{}') - coalesce(c.live, '{}')),
    coalesce(m.days, '{}'),
    coalesce(c.live, '{}') - a.ever,
    coalesce(c.live, '{}') * a.ever - a.due
  FROM asked a
  LEFT JOIN covered c ON c.line_id = a.line_id AND c.issuer_id = a.issuer_id
  LEFT JOIN covered_by_anyone everyone ON everyone.line_id = a.line_id
  LEFT JOIN mispriced m ON m.line_id = a.line_id AND m.issuer_id = a.issuer_id
  WHERE only_issuer IS NULL OR a.issuer_id = only_issuer OR a.issuer_id IS NULL
$$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA billing TO intendance_app;
