import type { LocalDate } from '#kernel';
import { patternsOf, type Transaction, type UnitOfWork } from '#persistence';
import { treasuryErrors } from '../treasury-errors.js';
import type { AllocationRecord, PaymentMeans, PaymentRecord, PaymentRow } from './payment.js';

export type Reader = Pick<Transaction, 'query'> | UnitOfWork['database'];

export const PAYMENT_SORTS = ['receivedOn', 'amount', 'client', 'code'] as const;

/** What a person looks for: payments in force, with something left to allocate, or undone. */
export const PAYMENT_STATES = ['inForce', 'unallocated', 'undone'] as const;

export interface PaymentSearch {
  /** Words, anywhere in code, reference, client or number of an invoice. */
  readonly search?: string;
  readonly client?: number;
  readonly issuer?: number;
  readonly means?: PaymentMeans;
  readonly state?: (typeof PAYMENT_STATES)[number];
  readonly receivedFrom?: LocalDate;
  /** Included. */
  readonly receivedTo?: LocalDate;
  readonly sort?: (typeof PAYMENT_SORTS)[number];
  /** Descending unless told. */
  readonly descending?: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface PaymentList {
  readonly items: readonly PaymentRow[];
  /** Of all that was found, on all pages. */
  readonly total: number;
  /** In force only, in cents. */
  readonly amountCents: number;
  readonly unallocatedCents: number;
}

const named = (table: string) =>
  `jsonb_build_object('id', ${table}.id, 'code', ${table}.code, 'name', ${table}.name)`;

const ROW = `p.id, p.code, ${named('s')} AS issuer, ${named('w')} AS "arrivedWith", ${named('c')} AS client,
  p.received_on AS "receivedOn", p.amount_cents AS "amountCents", t.allocated_cents AS "allocatedCents",
  CASE WHEN t.undone THEN 0::bigint ELSE p.amount_cents - t.allocated_cents END AS "unallocatedCents",
  p.means, p.reference, p.note, p.recorded_by AS "recordedBy", p.recorded_at AS "recordedAt",
  (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', i.id, 'number', i.number)), '[]')
   FROM treasury.allocation a JOIN billing.invoice i ON i.id = a.invoice_id
   WHERE a.payment_id = p.id AND a.reverses_id IS NULL
     AND NOT EXISTS (SELECT 1 FROM treasury.allocation u WHERE u.reverses_id = a.id)) AS invoices,
  CASE WHEN r.payment_id IS NOT NULL THEN
    jsonb_build_object('on', r.reversed_on, 'reason', r.reason, 'by', r.made_by, 'at', r.made_at) END AS reversal`;
const ROW_FROM = `JOIN treasury.payment_standing t ON t.payment_id = p.id
  JOIN contracts.issuer s ON s.id = p.issuer_id
  JOIN contracts.issuer w ON w.id = p.arrived_with
  JOIN contracts.client c ON c.id = p.client_id
  LEFT JOIN treasury.payment_reversal r ON r.payment_id = p.id`;

/** The names of all clients, folded once for all the words of a question. */
export const CLIENTS_BY_WORDS = `client AS MATERIALIZED (
  SELECT id, persistence.folded(name || ' ' || code) AS words FROM contracts.client)`;

const SORT_KEYS = {
  receivedOn: 't.received_on',
  amount: 't.amount_cents',
  client: 'c.name COLLATE "unicode"',
  code: 't.payment_id',
} as const;

const STATES = {
  inForce: 'NOT t.undone',
  unallocated: 'NOT t.undone AND t.allocated_cents <> t.amount_cents',
  undone: 't.undone',
} as const;

const instantsOf = <T extends { readonly at: Date } | null>(act: T): T =>
  act ? { ...act, at: new Date(act.at) } : act;

/** What sums and orders are made of. */
const KEPT = 't.payment_id, t.client_id, t.received_on, t.amount_cents, t.allocated_cents, t.undone';

interface Conditions {
  /** Where the payments are, after WITH, and what else is read before them. */
  readonly found: string;
  readonly parameters: readonly unknown[];
}

function conditionsOf(search: PaymentSearch): Conditions {
  const parameters: unknown[] = [];
  const where: string[] = [];
  const ask = (sql: string, value: unknown) => {
    if (value !== undefined) where.push(sql.replaceAll('?', `$${parameters.push(value)}`));
  };
  ask('t.client_id = ?', search.client);
  ask('t.issuer_id = ?', search.issuer);
  ask('t.means = ?', search.means);
  ask('t.received_on >= ?::date', search.receivedFrom);
  ask('t.received_on <= ?::date', search.receivedTo);
  if (search.state) where.push(STATES[search.state]);
  const words = patternsOf(search.search ?? '');
  for (const word of words)
    ask('(t.words LIKE ? OR t.client_id IN (SELECT id FROM client WHERE words LIKE ?))', word);
  const rows = `SELECT ${KEPT} FROM treasury.payment_standing t${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}`;
  // Words are looked for once, for sums and page; anything else is an index, or a scan that costs less than keeping what it finds.
  const found =
    words.length > 0
      ? `${CLIENTS_BY_WORDS}, found AS MATERIALIZED (${rows})`
      : `found AS NOT MATERIALIZED (${rows})`;
  return { found, parameters };
}

/** Newest first unless sorted otherwise. */
export async function listPayments(reader: Reader, search: PaymentSearch): Promise<PaymentList> {
  const { sort = 'receivedOn', descending = true, limit, offset } = search;
  const { found, parameters } = conditionsOf(search);
  const direction = descending ? 'DESC' : 'ASC';
  const byClient = sort === 'client' ? 'JOIN contracts.client c ON c.id = t.client_id' : '';
  const order = `${SORT_KEYS[sort]} ${direction}, t.payment_id ${direction}`;
  const [{ page, ...totals }]: [Omit<PaymentList, 'items'> & { readonly page: readonly number[] }] =
    await reader.query(
      `WITH ${found}
       SELECT count(*)::int AS total, coalesce(sum(amount_cents) FILTER (WHERE NOT undone), 0)::bigint AS "amountCents",
         coalesce(sum(amount_cents - allocated_cents) FILTER (WHERE NOT undone), 0)::bigint AS "unallocatedCents",
         ARRAY (SELECT t.payment_id FROM found t ${byClient} ORDER BY ${order}
                LIMIT $${parameters.length + 1} OFFSET $${parameters.length + 2}) AS page
       FROM found`,
      [...parameters, limit, offset],
    );
  const items: PaymentRow[] = await reader.query(
    `SELECT ${ROW} FROM unnest($1::bigint[]) WITH ORDINALITY AS page (id, place)
     JOIN treasury.payment p ON p.id = page.id ${ROW_FROM} ORDER BY page.place`,
    [page],
  );
  return { ...totals, items: items.map((row) => ({ ...row, reversal: instantsOf(row.reversal) })) };
}

/** @throws TREASURY.PAYMENT_UNKNOWN */
export async function readPayment(reader: Reader, id: number): Promise<PaymentRecord> {
  const [row]: PaymentRow[] = await reader.query(
    `SELECT ${ROW} FROM treasury.payment p ${ROW_FROM} WHERE p.id = $1`,
    [id],
  );
  if (!row) throw treasuryErrors.PAYMENT_UNKNOWN({ payment: String(id) });
  const allocations: AllocationRecord[] = await reader.query(
    `SELECT a.id, jsonb_build_object('id', i.id, 'number', i.number) AS invoice, a.amount_cents AS "amountCents",
       a.collected_on AS "collectedOn", a.made_by AS "madeBy", a.made_at AS "madeAt",
       CASE WHEN u.id IS NOT NULL THEN
         jsonb_build_object('on', u.collected_on, 'reason', u.reason, 'by', u.made_by, 'at', u.made_at) END AS undone
     FROM treasury.allocation a
     JOIN billing.invoice i ON i.id = a.invoice_id
     LEFT JOIN treasury.allocation u ON u.reverses_id = a.id
     WHERE a.payment_id = $1 AND a.reverses_id IS NULL ORDER BY a.id`,
    [id],
  );
  return {
    ...row,
    reversal: instantsOf(row.reversal),
    allocations: allocations.map((each) => ({ ...each, undone: instantsOf(each.undone) })),
  };
}
