import type { LocalDate } from '#kernel';
import { foldedColumn, patternsOf, type Transaction, type UnitOfWork } from '#persistence';
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

/** What payments are looked for among. */
const FOUND = 'treasury.payment p JOIN treasury.payment_standing t ON t.payment_id = p.id';

const SORT_KEYS = {
  receivedOn: 'p.received_on',
  amount: 'p.amount_cents',
  client: 'c.name COLLATE "unicode"',
  code: 'p.id',
} as const;

const STATES = {
  inForce: 'NOT t.undone',
  unallocated: 'NOT t.undone AND t.allocated_cents <> t.amount_cents',
  undone: 't.undone',
} as const;

const instantsOf = <T extends { readonly at: Date } | null>(act: T): T =>
  act ? { ...act, at: new Date(act.at) } : act;

function conditionsOf(search: PaymentSearch): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const where: string[] = [];
  const ask = (sql: string, value: unknown) => {
    if (value !== undefined) where.push(sql.replace('?', `$${parameters.push(value)}`));
  };
  ask('p.client_id = ?', search.client);
  ask('p.issuer_id = ?', search.issuer);
  ask('p.means = ?', search.means);
  ask('p.received_on >= ?::date', search.receivedFrom);
  ask('p.received_on <= ?::date', search.receivedTo);
  if (search.state) where.push(STATES[search.state]);
  // Each word by itself, in sets: composing one text for each payment would read all their invoices.
  for (const word of patternsOf(search.search ?? '')) {
    const at = `$${parameters.push(word)}`;
    where.push(`(p.code ILIKE ${at} OR p.reference ILIKE ${at}
      OR p.client_id IN (SELECT id FROM contracts.client WHERE ${foldedColumn(`name || ' ' || code`)} LIKE ${at})
      OR p.id IN (SELECT a.payment_id FROM treasury.allocation a JOIN billing.invoice i ON i.id = a.invoice_id
                  WHERE i.number ILIKE ${at}))`);
  }
  return { where: where.length > 0 ? `WHERE ${where.join(' AND ')}` : '', parameters };
}

/** Newest first unless sorted otherwise. */
export async function listPayments(reader: Reader, search: PaymentSearch): Promise<PaymentList> {
  const { sort = 'receivedOn', descending = true, limit, offset } = search;
  const { where, parameters } = conditionsOf(search);
  const direction = descending ? 'DESC' : 'ASC';
  const [totals]: Omit<PaymentList, 'items'>[] = await reader.query(
    `SELECT count(*)::int AS total, coalesce(sum(p.amount_cents) FILTER (WHERE NOT t.undone), 0)::bigint AS "amountCents",
       coalesce(sum(p.amount_cents - t.allocated_cents) FILTER (WHERE NOT t.undone), 0)::bigint AS "unallocatedCents"
     FROM ${FOUND} ${where}`,
    parameters,
  );
  const byClient = sort === 'client' ? 'JOIN contracts.client c ON c.id = p.client_id' : '';
  const order = `${SORT_KEYS[sort]} ${direction}, p.id ${direction}`;
  // The page is chosen before anything else of its payments is read.
  const items: PaymentRow[] = await reader.query(
    `WITH page AS MATERIALIZED (
       SELECT p.id FROM ${FOUND} ${byClient} ${where} ORDER BY ${order}
       LIMIT $${parameters.length + 1} OFFSET $${parameters.length + 2})
     SELECT ${ROW} FROM page JOIN treasury.payment p ON p.id = page.id ${ROW_FROM} ORDER BY ${order}`,
    [...parameters, limit, offset],
  );
  return { ...totals!, items: items.map((row) => ({ ...row, reversal: instantsOf(row.reversal) })) };
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
