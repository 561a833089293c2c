import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { capitalErrors, type CapitalThing, notFound } from './capital-errors.js';
import type { ShareLedgerEntry } from './share-ledger.js';
import { readShareLedger } from './read-share-facts.js';

/** Who writes, when, and which day it is. */
export interface Hand {
  readonly madeBy: string;
  readonly at: Date;
  readonly today: LocalDate;
}

/** What a movement or a payment means for the accounts, told in the transaction that records it. */
export interface ShareEvent {
  /** The number in the register; null for what moves money alone. */
  readonly movement: number | null;
  readonly entry: ShareLedgerEntry;
}

/** Runs in the transaction; what it throws undoes everything. */
export type MovementListener = (tx: Transaction, event: ShareEvent) => Promise<void>;

/** What movements follow from, by the column that names it. */
export type Cause =
  | { readonly subscription: number }
  | { readonly transfer: number }
  | { readonly conversion: number }
  | { readonly withdrawal: number };

const CODE_OF: Readonly<Record<string, string>> = {
  subscription: 'subscription_id',
  transfer: 'transfer_id',
  conversion: 'conversion_id',
  withdrawal: 'withdrawal_id',
};

export function causeOf(cause: Cause): {
  readonly text: string;
  readonly column: string;
  readonly id: number;
} {
  const [[kind, id]] = Object.entries(cause) as [[string, number]];
  return { text: `${kind}/${id}`, column: CODE_OF[kind]!, id };
}

/** Holds the register until the end of the transaction: who comes next sees what was written. */
export async function takeRegister(tx: Transaction): Promise<void> {
  await tx.query('SELECT membership.lock_share_register()');
}

/** @throws CAPITAL.DAY_IN_FUTURE */
export function requirePast(day: LocalDate, { today }: Hand): void {
  if (day > today) throw capitalErrors.DAY_IN_FUTURE({ day, today });
}

interface Generations {
  /** The newest one, 0 before the first. */
  readonly newest: number;
  /** Whether its movement counts. */
  readonly live: boolean;
}

async function generationsOf(tx: Transaction, cause: Cause): Promise<Generations> {
  const [row] = await tx.query(
    `SELECT coalesce(max(generation), 0) AS newest, coalesce(sum(CASE WHEN reversal THEN -1 ELSE 1 END), 0)::int > 0 AS live
     FROM membership.share_movement WHERE cause = $1`,
    [causeOf(cause).text],
  );
  return row as Generations;
}

/**
 * Appends the movement of a cause. The constraints refuse a second live one, negative holdings, and a fall below the
 * floor: at the end of the act.
 * @returns its number in the register
 */
export async function appendMovement(
  tx: Transaction,
  cause: Cause,
  { day, hand, reversal = false }: { day: LocalDate; hand: Hand; reversal?: boolean },
): Promise<number> {
  requirePast(day, hand);
  await takeRegister(tx);
  const { text, column, id } = causeOf(cause);
  const { newest, live } = await generationsOf(tx, cause);
  if (reversal && !live) throw capitalErrors.NOT_IN_REGISTER({ cause: text });
  const generation = reversal ? newest : newest + 1;
  const [row] = await tx.query(
    `INSERT INTO membership.share_movement (number, ${column}, generation, reversal, day, made_by, made_at)
     VALUES (0, $1, $2, $3, $4, $5, $6) RETURNING number`,
    [id, generation, reversal, day, hand.madeBy, hand.at],
  );
  return (row as { number: number }).number;
}

/** Checks now what the constraints would check at the end, so that the act itself is refused. */
export async function settleConstraints(tx: Transaction): Promise<void> {
  await tx.query('SET CONSTRAINTS membership.agrees IMMEDIATE');
  await tx.query('SET CONSTRAINTS membership.agrees DEFERRED');
}

function insertion(table: string, values: Readonly<Record<string, unknown>>, hand: Hand) {
  const all: Record<string, unknown> = { ...values, made_by: hand.madeBy, made_at: hand.at };
  const columns = Object.keys(all);
  const sql = `INSERT INTO membership.${table} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
  return { sql, parameters: columns.map((column) => all[column]) };
}

/** Inserts a row that has a number of its own. @returns its id */
export async function insertFact(
  tx: Transaction,
  table: string,
  values: Readonly<Record<string, unknown>>,
  hand: Hand,
): Promise<number> {
  const { sql, parameters } = insertion(table, values, hand);
  const [row] = await tx.query(`${sql} RETURNING id`, parameters);
  return (row as { id: number }).id;
}

/** Inserts a row that says one more thing of another. */
export async function noteFact(
  tx: Transaction,
  table: string,
  values: Readonly<Record<string, unknown>>,
  hand: Hand,
): Promise<void> {
  const { sql, parameters } = insertion(table, values, hand);
  await tx.query(sql, parameters);
}

/** @throws CAPITAL.NOT_FOUND */
export async function requireRow<T>(
  tx: Transaction,
  thing: CapitalThing,
  id: number,
  sql: string,
  others: readonly unknown[] = [],
): Promise<T> {
  const [row] = await tx.query(sql, [id, ...others]);
  if (!row) throw notFound(thing, id);
  return row as T;
}

/** The entry of one cause in the ledger, for those who listen. */
export async function entryOf(
  tx: Transaction,
  cause: string,
  bulletin: number | null,
): Promise<ShareLedgerEntry | undefined> {
  return (await readShareLedger(tx, { bulletin })).find((entry) => entry.cause === cause);
}
