import { addDays, type LocalDate, localDate, monthOf } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { type ControlCode, controlsOfClient } from '../proposal/controls.js';
import { readClients } from '../proposal/read-facts.js';
import type { Named } from './read-runs.js';

/** Contract lines, and what their days come to without VAT at the agreed price. */
export interface UnbilledSum {
  readonly lines: number;
  readonly netCents: number;
}

/** What one issuer has to bill. */
export interface UnbilledOfIssuer extends UnbilledSum {
  readonly issuer: Named;
  /** Of these, days that were due by the end of the month before: that month's run should have billed them. */
  readonly late: UnbilledSum;
}

/** Days that are due and billed by nobody; excused ones and those that an outside issuer carries are left out. */
export interface Unbilled extends UnbilledSum {
  readonly late: UnbilledSum;
  /** By the code of the issuer; those with nothing to bill are left out. */
  readonly issuers: readonly UnbilledOfIssuer[];
  /** Whom the lines belong to. */
  readonly clientIds: readonly number[];
}

/** Priced as a run would: each billing period by itself, so that the sum is what the next proposal comes to. */
export async function readUnbilled(unitOfWork: UnitOfWork, asOf: LocalDate): Promise<Unbilled> {
  const lateBy = addDays(localDate(`${monthOf(asOf)}-01`), -1);
  const [found] = await unitOfWork.read<Unbilled>(
    `WITH open AS MATERIALIZED (
       SELECT d.line_id, d.contract_id, d.issuer_id, d.unbilled - coalesce((SELECT range_agg(e.period) FROM billing.excuse e
                WHERE e.line_id = d.line_id AND e.lifted_at IS NULL), '{}') AS days
       FROM billing.drift($1::date) d JOIN contracts.issuer i ON i.id = d.issuer_id AND NOT i.outside
       WHERE NOT isempty(d.unbilled)
     ), due_before AS MATERIALIZED (
       SELECT line_id, range_agg(due) AS days FROM billing.due_days($2::date) WHERE due IS NOT NULL GROUP BY line_id
     ), pieces AS (
       SELECT o.line_id, o.issuer_id, k.late, unnest(k.days) AS days
       FROM open o
       LEFT JOIN due_before b USING (line_id)
       CROSS JOIN LATERAL (VALUES (true, o.days * coalesce(b.days, '{}')), (false, o.days - coalesce(b.days, '{}'))) AS k (late, days)
     ), priced AS (
       SELECT u.line_id, u.issuer_id, u.late, billing.pro_rata_cents(t.cycle_net_cents, p.cycle, u.days * t.period * p.cycle) AS net
       FROM pieces u
       JOIN contracts.contract_line l ON l.id = u.line_id
       JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision AND t.billable AND t.period && u.days
       CROSS JOIN LATERAL (
         SELECT t.period AS cycle WHERE t.months = 0
         UNION ALL
         SELECT daterange(billing.cycle_bound(t.anchor, t.months, k), billing.cycle_bound(t.anchor, t.months, k + 1))
         FROM generate_series(billing.cycle_index(t.anchor, nullif(t.months, 0), lower(u.days * t.period)),
                              billing.cycle_index(t.anchor, nullif(t.months, 0), upper(u.days * t.period) - 1)) k
         WHERE t.months > 0
       ) p
     ), sums AS (
       SELECT issuer_id, count(DISTINCT line_id)::int AS lines, coalesce(sum(net), 0)::bigint AS net,
         jsonb_build_object('lines', count(DISTINCT line_id) FILTER (WHERE late),
           'netCents', coalesce(sum(net) FILTER (WHERE late), 0)) AS late
       FROM priced GROUP BY GROUPING SETS ((issuer_id), ())
     )
     SELECT t.lines, t.net AS "netCents", t.late,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('issuer', jsonb_build_object('id', i.id, 'code', i.code, 'name', i.name),
                 'lines', s.lines, 'netCents', s.net, 'late', s.late) ORDER BY i.code), '[]')
        FROM sums s JOIN contracts.issuer i ON i.id = s.issuer_id) AS issuers,
       (SELECT coalesce(jsonb_agg(DISTINCT k.client_id), '[]') FROM open o JOIN contracts.contract k ON k.id = o.contract_id
        WHERE NOT isempty(o.days)) AS "clientIds"
     FROM sums t WHERE t.issuer_id IS NULL`,
    [asOf, lateBy],
  );
  return found!;
}

/** A client with something to bill whose record forbids it. */
export interface IncompleteClient {
  readonly client: Named;
  readonly lacks: readonly ControlCode[];
}

/** Which of these clients a run would hold back for what their record lacks; judged as a run judges. */
export async function listIncompleteClients(
  unitOfWork: UnitOfWork,
  clientIds: readonly number[],
): Promise<IncompleteClient[]> {
  const clients = await unitOfWork.run((tx) => readClients(tx, clientIds));
  return [...clients.values()]
    .map((client) => ({
      client: { id: client.id, code: client.code, name: client.name },
      lacks: controlsOfClient(client).map(({ code }) => code),
    }))
    .filter(({ lacks }) => lacks.length > 0)
    .sort((a, b) => (a.client.code < b.client.code ? -1 : 1));
}
