import type { Transaction } from '#persistence';
import type { OpeningBalance } from './account-facts.js';
import type { Hand } from './costs/cost.js';
import type { Reader } from './costs/store-costs.js';

export interface NewOpening extends OpeningBalance {
  readonly activity: number;
  /** Where the figures come from, or why they replace the former ones. */
  readonly reason: string;
  /** The opening that the person saw and replaces; null for the first. */
  readonly replaces: number | null;
}

export interface OpeningRecord extends OpeningBalance {
  readonly id: number;
  readonly activity: number;
  readonly cashCents: number;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

const COLUMNS = `id, activity_id AS activity, opened_on AS "openedOn", receivables_cents AS "receivablesCents",
  uncollected_cents AS "uncollectedCents", vat_waiting_cents AS "vatWaitingCents", vat_due_cents AS "vatDueCents",
  expenses_due_cents AS "expensesDueCents", available_cents AS "availableCents", cash_cents AS "cashCents",
  reason, made_by AS "madeBy", made_at AS "madeAt"`;

/** The openings that hold: of each activity the one that no other replaces. */
export async function readOpenings(reader: Reader, activity: number | null): Promise<OpeningRecord[]> {
  return reader.query(
    `SELECT ${COLUMNS} FROM contributions.activity_opening o
     WHERE ($1::bigint IS NULL OR activity_id = $1)
       AND NOT EXISTS (SELECT FROM contributions.activity_opening later WHERE later.replaces = o.id)`,
    [activity],
  );
}

/** @throws ACCOUNTS.OPENING_REPLACED_MEANWHILE, ACCOUNTS.ACTIVITY_NOT_FOUND */
export async function insertOpening(
  tx: Transaction,
  opening: NewOpening,
  { madeBy, at }: Hand,
): Promise<OpeningRecord> {
  const [row] = await tx.query(
    `INSERT INTO contributions.activity_opening
       (activity_id, opened_on, receivables_cents, uncollected_cents, vat_waiting_cents, vat_due_cents,
        expenses_due_cents, available_cents, replaces, reason, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING ${COLUMNS}`,
    [
      opening.activity,
      opening.openedOn,
      opening.receivablesCents,
      opening.uncollectedCents,
      opening.vatWaitingCents,
      opening.vatDueCents,
      opening.expensesDueCents,
      opening.availableCents,
      opening.replaces,
      opening.reason,
      madeBy,
      at,
    ],
  );
  return row;
}
