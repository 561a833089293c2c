import type { LocalDate, Period } from '#kernel';
import type { Reader } from '../parties/store-parties.js';
import { anywhere, limits, orderBy, type Paging } from '../record-columns.js';
import type { LineKind } from './agreement.js';

/**
 * Of its lines today: one is owed, or its rate of worked time runs; all are paused; the first is still to begin; all
 * have ended; or there are none.
 */
export const CONTRACT_STATES = ['running', 'paused', 'upcoming', 'ended', 'empty'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

export interface ContractRow {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly purchaseOrder: string | null;
  readonly client: Named;
  readonly activity: Named | null;
  /** Who carries it today; null where nobody does. */
  readonly carrier: Named | null;
  readonly carriedOn: Period | null;
  readonly lines: number;
  readonly kinds: readonly LineKind[];
  readonly state: ContractState;
  /** What its running subscriptions come to for one month, each line half-up to the cent. */
  readonly monthlyNetCents: number;
}

const SORTS = {
  code: 'code',
  title: 'title COLLATE "unicode"',
  client: `client ->> 'name' COLLATE "unicode"`,
  carrier: `carrier ->> 'code'`,
  state: 'state',
  lines: 'lines',
  monthlyNet: '"monthlyNetCents"',
} as const;
export const CONTRACT_SORTS = Object.keys(SORTS) as readonly (keyof typeof SORTS)[];

export interface ContractSearch extends Paging {
  /** This contract alone. */
  readonly id?: number;
  /** Anywhere in the code, the title, or the client's code or name. */
  readonly search?: string;
  readonly client?: number;
  readonly activity?: number;
  /** Of the activities of this account. */
  readonly account?: number;
  /** Carried by this issuer on any day. */
  readonly issuer?: number;
  /** Carried by this issuer today. */
  readonly carrier?: number;
  readonly state?: ContractState;
  /** With a line of this kind. */
  readonly kind?: LineKind;
  readonly sort?: keyof typeof SORTS;
  readonly descending?: boolean;
}

export interface ContractList {
  readonly items: readonly ContractRow[];
  readonly total: number;
  /** Of all that was found, on every page. */
  readonly monthlyNetCents: number;
}

const FOUND = `
  SELECT c.id, c.code, c.title, c.purchase_order AS "purchaseOrder",
    jsonb_build_object('id', k.id, 'code', k.code, 'name', k.name) AS client,
    CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'code', a.code, 'name', a.name) END AS activity,
    CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('id', i.id, 'code', i.code, 'name', i.name) END AS carrier,
    g.period AS "carriedOn", coalesce(agreed.lines, 0) AS lines, coalesce(agreed.kinds, '{}') AS kinds,
    CASE WHEN agreed.lines IS NULL THEN 'empty' WHEN agreed.running THEN 'running' WHEN agreed.paused THEN 'paused'
         WHEN agreed.upcoming THEN 'upcoming' ELSE 'ended' END AS state,
    coalesce(agreed.monthly, 0) AS "monthlyNetCents"
  FROM contracts.contract c
  JOIN contracts.client k ON k.id = c.client_id
  LEFT JOIN contracts.activity a ON a.id = c.activity_id
  LEFT JOIN contracts.carriage g ON g.contract_id = c.id AND g.revision = c.carriage_revision AND g.period @> $1::date
  LEFT JOIN contracts.issuer i ON i.id = g.issuer_id
  LEFT JOIN (
    SELECT l.contract_id, count(DISTINCT l.id)::int AS lines, array_agg(DISTINCT l.kind) AS kinds,
      coalesce(bool_or(t.period @> $1::date AND (t.billable OR l.kind = 'time')), false) AS running,
      coalesce(bool_or(t.period @> $1::date AND NOT t.billable AND l.kind <> 'time'), false) AS paused,
      coalesce(bool_or(lower(t.period) > $1::date), false) AS upcoming,
      sum(round(t.cycle_net_cents::numeric / t.months))
        FILTER (WHERE t.billable AND t.months > 0 AND t.period @> $1::date)::bigint AS monthly
    FROM contracts.contract_line l
    LEFT JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
    GROUP BY l.contract_id
  ) agreed ON agreed.contract_id = c.id
  WHERE concat_ws(' ', c.code, c.title, k.name, k.code) COLLATE pg_c_utf8 ILIKE $2
    AND ($3::bigint IS NULL OR c.client_id = $3) AND ($4::bigint IS NULL OR c.activity_id = $4)
    AND ($5::bigint IS NULL OR EXISTS (SELECT FROM contracts.carriage h WHERE h.contract_id = c.id
         AND h.revision = c.carriage_revision AND h.issuer_id = $5))
    AND ($6::bigint IS NULL OR g.issuer_id = $6) AND ($11::bigint IS NULL OR a.account_id = $11)
    AND ($12::bigint IS NULL OR c.id = $12)`;

/** One page of contracts as they stand on a day, and what all that was found comes to: one query. */
export async function listContracts(
  reader: Reader,
  today: LocalDate,
  {
    id,
    search = '',
    client,
    activity,
    account,
    issuer,
    carrier,
    state,
    kind,
    sort = 'code',
    descending,
    ...paging
  }: ContractSearch,
): Promise<ContractList> {
  const { limit, offset } = limits(paging);
  const rows: (ContractRow & { total: number; sum: number })[] = await reader.query(
    `WITH found AS MATERIALIZED (
       SELECT * FROM (${FOUND}) placed
       WHERE ($7::text IS NULL OR state = $7) AND ($8::text IS NULL OR $8 = ANY (kinds)))
     SELECT page.*, totals.total, totals.sum
     FROM (SELECT count(*) AS total, coalesce(sum("monthlyNetCents"), 0)::bigint AS sum FROM found) totals
     LEFT JOIN LATERAL (
       SELECT * FROM found ORDER BY ${orderBy(SORTS[sort], descending)}, id LIMIT $9 OFFSET $10) page ON true`,
    [
      today,
      anywhere(search),
      client ?? null,
      activity ?? null,
      issuer ?? null,
      carrier ?? null,
      state ?? null,
      kind ?? null,
      limit,
      offset,
      account ?? null,
      id ?? null,
    ],
  );
  const { total, sum } = rows[0]!;
  return {
    items: rows.flatMap(({ total: _, sum: __, ...row }) => (row.id === null ? [] : [row])),
    total,
    monthlyNetCents: sum,
  };
}
