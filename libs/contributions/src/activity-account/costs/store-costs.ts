import type { Transaction } from '#persistence';
import { accountsErrors } from '../accounts-errors.js';
import type {
  CostPage,
  CostSearch,
  DirectCostRecord,
  Hand,
  NewDirectCost,
  NewPayCost,
  PayCostRecord,
} from './cost.js';
import { highestVat } from './highest-vat.js';

/** What reads: a transaction, or single queries outside of any. */
export interface Reader {
  query(sql: string, parameters?: unknown[]): Promise<any>;
}

const OF_BOTH = `c.id, jsonb_build_object('id', a.id, 'code', a.code, 'name', a.name) AS activity,
  c.label, c.made_by AS "madeBy", c.made_at AS "madeAt", c.reverses, r.id AS "reversedBy", c.reason`;

const tables = {
  direct: {
    name: 'contributions.direct_cost',
    day: 'c.spent_on',
    sum: 'c.net_cents',
    columns: `${OF_BOTH}, c.spent_on AS "spentOn", c.kind, c.supplier, c.net_cents AS "netCents", c.vat_cents AS "vatCents",
      c.eligible`,
    searched: ['c.label', 'c.supplier', 'a.name'],
  },
  pay: {
    name: 'contributions.pay_cost',
    day: 'c.month',
    sum: 'c.cost_cents',
    columns: `${OF_BOTH}, c.month, c.gross_pay_cents AS "grossPayCents",
      c.employer_charges_cents AS "employerChargesCents", c.cost_cents AS "costCents"`,
    searched: ['c.label', 'a.name'],
  },
} as const;

interface Records {
  readonly direct: DirectCostRecord;
  readonly pay: PayCostRecord;
}
export type CostTable = keyof Records;

function joined(table: CostTable): string {
  const { name } = tables[table];
  return `${name} c JOIN contracts.activity a ON a.id = c.activity_id LEFT JOIN ${name} r ON r.reverses = c.id`;
}

/** @throws ACCOUNTS.COST_NOT_FOUND */
export async function readCost<T extends CostTable>(
  reader: Reader,
  table: T,
  id: number,
): Promise<Records[T]> {
  const [row] = await reader.query(`SELECT ${tables[table].columns} FROM ${joined(table)} WHERE c.id = $1`, [
    id,
  ]);
  if (!row) throw accountsErrors.COST_NOT_FOUND({ cost: id });
  return row;
}

/** The newest first. */
export async function listCosts<T extends CostTable>(
  reader: Reader,
  table: T,
  search: CostSearch,
): Promise<CostPage<Records[T]>> {
  const { day, sum, columns, searched } = tables[table];
  const { activity = null, from = null, to = null, page = 1, size = 50 } = search;
  const pattern = `%${(search.search ?? '').replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
  const where = `($1::bigint IS NULL OR c.activity_id = $1) AND ($2::date IS NULL OR ${day} >= $2)
    AND ($3::date IS NULL OR ${day} < $3) AND (${searched.map((each) => `${each} COLLATE pg_c_utf8 ILIKE $4`).join(' OR ')})`;
  const facts = [activity, from, to, pattern];
  const items = await reader.query(
    `SELECT ${columns} FROM ${joined(table)} WHERE ${where} ORDER BY ${day} DESC, c.id DESC LIMIT $5 OFFSET $6`,
    [...facts, size, (page - 1) * size],
  );
  const [totals] = await reader.query(
    `SELECT count(*) AS total, coalesce(sum(${sum}), 0)::bigint AS "sumCents" FROM ${joined(table)} WHERE ${where}`,
    facts,
  );
  return { items, ...totals };
}

/** @throws ACCOUNTS.DAY_TO_COME, ACCOUNTS.VAT_ABOVE_HIGHEST_RATE; refusals of the database */
export async function insertDirectCost(
  tx: Transaction,
  cost: NewDirectCost,
  { madeBy, at, today }: Hand,
): Promise<DirectCostRecord> {
  const { activity, spentOn, kind, label, supplier = null, netCents, vatCents, eligible = false } = cost;
  if (spentOn > today) throw accountsErrors.DAY_TO_COME({ day: spentOn });
  const { cents: highestCents, rateBasisPoints } = highestVat(netCents, spentOn);
  if (netCents > 0 && vatCents > highestCents) {
    throw accountsErrors.VAT_ABOVE_HIGHEST_RATE({ netCents, vatCents, highestCents, rateBasisPoints });
  }
  const [row] = await tx.query(
    `INSERT INTO contributions.direct_cost (activity_id, spent_on, kind, label, supplier, net_cents, vat_cents, eligible, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [activity, spentOn, kind, label, supplier, netCents, vatCents, eligible, madeBy, at],
  );
  return readCost(tx, 'direct', row.id);
}

/** @throws ACCOUNTS.MONTH_TO_COME; refusals of the database */
export async function insertPayCost(
  tx: Transaction,
  cost: NewPayCost,
  { madeBy, at, today }: Hand,
): Promise<PayCostRecord> {
  const { activity, month, label, grossPayCents, employerChargesCents } = cost;
  if (month > today) throw accountsErrors.MONTH_TO_COME({ month });
  const [row] = await tx.query(
    `INSERT INTO contributions.pay_cost (activity_id, month, label, gross_pay_cents, employer_charges_cents, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [activity, month, label, grossPayCents, employerChargesCents, madeBy, at],
  );
  return readCost(tx, 'pay', row.id);
}

const reversals: Readonly<Record<CostTable, string>> = {
  direct: `INSERT INTO contributions.direct_cost
      (activity_id, spent_on, kind, label, supplier, net_cents, vat_cents, eligible, reverses, reason, made_by, made_at)
    SELECT activity_id, spent_on, kind, label, supplier, -net_cents, -vat_cents, eligible, id, $2, $3, $4
    FROM contributions.direct_cost WHERE id = $1 RETURNING id`,
  pay: `INSERT INTO contributions.pay_cost
      (activity_id, month, label, gross_pay_cents, employer_charges_cents, reverses, reason, made_by, made_at)
    SELECT activity_id, month, label, -gross_pay_cents, -employer_charges_cents, id, $2, $3, $4
    FROM contributions.pay_cost WHERE id = $1 RETURNING id`,
};

/**
 * The opposite record, of the same day.
 * @throws ACCOUNTS.COST_NOT_FOUND, ACCOUNTS.ALREADY_REVERSED, ACCOUNTS.REVERSAL_NOT_REVERSED
 */
export async function insertReversal<T extends CostTable>(
  tx: Transaction,
  table: T,
  { id, reason }: { readonly id: number; readonly reason: string },
  { madeBy, at }: Hand,
): Promise<Records[T]> {
  const known = await readCost(tx, table, id);
  if (known.reversedBy !== null) throw accountsErrors.ALREADY_REVERSED({ cost: id });
  if (known.reverses !== null) throw accountsErrors.REVERSAL_NOT_REVERSED({ cost: id });
  const [row] = await tx.query(reversals[table], [id, reason, madeBy, at]);
  return readCost(tx, table, row.id);
}
