import type { BuyerVatStatus } from '#documents';
import type { LocalDate } from '#kernel';
import { anywhere, limits, orderBy, type Paging } from '../record-columns.js';
import type { ClientRecord, DeliveryChannel } from './party.js';
import { clientColumns, type Reader } from './store-parties.js';

/** What a record can lack, so that no invoice of the client can leave; billing's controls say it in words. */
export const LACKS = ['address', 'siren', 'channel', 'electronicAddress'] as const;
export type ClientLack = (typeof LACKS)[number];

export interface ClientRow extends ClientRecord {
  readonly contracts: number;
  /** What the running subscriptions of its contracts come to for one month. */
  readonly monthlyNetCents: number;
  readonly lacks: readonly ClientLack[];
}

const SORTS = {
  code: 'code',
  name: 'name COLLATE "unicode"',
  city: `address ->> 'city' COLLATE "unicode"`,
  vatStatus: '"vatStatus"',
  contracts: 'contracts',
  monthlyNet: '"monthlyNetCents"',
} as const;
export const CLIENT_SORTS = Object.keys(SORTS) as readonly (keyof typeof SORTS)[];

export interface ClientSearch extends Paging {
  /** Anywhere in the code, the name, the SIREN, the e-mail address or the city. */
  readonly search?: string;
  /** Only archived clients when true; only the others otherwise. */
  readonly archived?: boolean;
  readonly vatStatus?: BuyerVatStatus;
  readonly channel?: DeliveryChannel;
  /** Whether the record lacks something that stops its invoices. */
  readonly incomplete?: boolean;
  readonly sort?: keyof typeof SORTS;
  readonly descending?: boolean;
}

export interface ClientList {
  readonly items: readonly ClientRow[];
  readonly total: number;
  /** Records that lack something, of all that was found. */
  readonly incomplete: number;
  readonly monthlyNetCents: number;
}

/** The same conditions as billing's controls on the client, so that a list can be filtered by them. */
const LACKING = `array_remove(ARRAY[
    CASE WHEN p.address IS NULL THEN 'address' END,
    CASE WHEN p.siren IS NULL AND p.vat_status IN ('taxable', 'franchise', 'exempt') AND p.address ->> 'country' = 'FR'
         THEN 'siren' END,
    CASE WHEN coalesce(p.channel, 'email') = 'email' AND p.email IS NULL THEN 'channel' END,
    CASE WHEN (p.electronic_address IS NULL OR p.electronic_scheme IS NULL) AND p.siren IS NULL AND p.email IS NULL
         THEN 'electronicAddress' END], NULL)`;

/** One page of clients as they stand on a day, and what all that was found comes to: one query. */
export async function listClients(
  reader: Reader,
  today: LocalDate,
  {
    search = '',
    archived = false,
    vatStatus,
    channel,
    incomplete,
    sort = 'name',
    descending,
    ...paging
  }: ClientSearch,
): Promise<ClientList> {
  const { limit, offset } = limits(paging);
  const rows: (ClientRow & { total: number; incomplete: number; sum: number })[] = await reader.query(
    `WITH found AS MATERIALIZED (
       SELECT * FROM (
         SELECT ${clientColumns('p')}, ${LACKING} AS lacks, coalesce(agreed.contracts, 0) AS contracts,
           coalesce(agreed.monthly, 0) AS "monthlyNetCents"
         FROM contracts.client p
         LEFT JOIN (
           SELECT c.client_id, count(DISTINCT c.id)::int AS contracts,
             sum(round(t.cycle_net_cents::numeric / t.months))
               FILTER (WHERE t.billable AND t.months > 0 AND t.period @> $1::date)::bigint AS monthly
           FROM contracts.contract c
           LEFT JOIN contracts.contract_line l ON l.contract_id = c.id
           LEFT JOIN contracts.term t ON t.line_id = l.id AND t.revision = l.revision
           GROUP BY c.client_id
         ) agreed ON agreed.client_id = p.id
         WHERE concat_ws(' ', p.code, p.name, p.siren, p.email, p.address ->> 'city') COLLATE pg_c_utf8 ILIKE $2
           AND (p.archived_at IS NOT NULL) = $3
           AND ($4::text IS NULL OR p.vat_status::text = $4) AND ($5::text IS NULL OR p.channel::text = $5)
       ) placed WHERE $6::boolean IS NULL OR (lacks <> '{}') = $6)
     SELECT page.*, totals.*
     FROM (SELECT count(*) AS total, count(*) FILTER (WHERE lacks <> '{}') AS incomplete,
                  coalesce(sum("monthlyNetCents"), 0)::bigint AS sum FROM found) totals
     LEFT JOIN LATERAL (
       SELECT * FROM found ORDER BY ${orderBy(SORTS[sort], descending)}, id LIMIT $7 OFFSET $8) page ON true`,
    [
      today,
      anywhere(search),
      archived,
      vatStatus ?? null,
      channel ?? null,
      incomplete ?? null,
      limit,
      offset,
    ],
  );
  const { total, incomplete: lacking, sum } = rows[0]!;
  return {
    items: rows.flatMap(({ total: _, incomplete: __, sum: ___, ...row }) => (row.id === null ? [] : [row])),
    total,
    incomplete: lacking,
    monthlyNetCents: sum,
  };
}
