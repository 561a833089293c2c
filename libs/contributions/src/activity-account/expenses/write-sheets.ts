import { createHash } from 'node:crypto';
import type { Documents } from '#documents';
import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { accountsErrors } from '../accounts-errors.js';
import { mileageOf } from './mileage-rates.js';
import { readReceipt, readSheet } from './read-sheets.js';
import { receiptMediaTypeOf } from './receipt-content.js';
import type { ExpenseSheetRecord, NewExpenseLine, ReceiptRef } from './sheet.js';

/** Whoever enters their own expenses. */
export interface Author {
  readonly account: number;
  readonly name: string;
  readonly at: Date;
  readonly today: LocalDate;
}

/** @throws ACCOUNTS.ACTIVITY_NOT_FOUND, the same where the activity is another's */
export async function insertSheet(
  tx: Transaction,
  { activity, title }: { readonly activity: number; readonly title: string },
  author: Author,
): Promise<number> {
  const [row] = await tx.query(
    `INSERT INTO contributions.expense_sheet (activity_id, title, entered_by, entered_by_name, created_at)
     SELECT id, $2, $3, $4, $5 FROM contracts.activity WHERE id = $1 AND account_id = $3 RETURNING id`,
    [activity, title, author.account, author.name, author.at],
  );
  if (!row) throw accountsErrors.ACTIVITY_NOT_FOUND({ activity });
  return row.id;
}

/**
 * A draft with the lines and receipts of a refused sheet, which stays as it is. Once: a draft that is thrown away gives
 * the place back.
 * @throws ACCOUNTS.SHEET_NOT_REFUSED, ACCOUNTS.SHEET_ALREADY_CORRECTED
 */
export async function copyRefusedSheet(
  tx: Transaction,
  documents: Pick<Documents, 'read'>,
  refused: ExpenseSheetRecord,
  author: Author,
): Promise<number> {
  if (refused.state !== 'refused') throw accountsErrors.SHEET_NOT_REFUSED({});
  if (refused.correctedBy !== null) throw accountsErrors.SHEET_ALREADY_CORRECTED({});
  const [draft] = await tx.query(
    `INSERT INTO contributions.expense_sheet (activity_id, title, entered_by, entered_by_name, created_at, corrects)
     SELECT activity_id, title, entered_by, $2, $3, id FROM contributions.expense_sheet WHERE id = $1 RETURNING id`,
    [refused.id, author.name, author.at],
  );
  for (const { id, receipt } of refused.lines) {
    const [line] = await tx.query(
      `INSERT INTO contributions.expense_line (sheet_id, ${LINE})
       SELECT $2, ${LINE} FROM contributions.expense_line WHERE id = $1 RETURNING id`,
      [id, draft.id],
    );
    if (!receipt) continue;
    const { bytes } = await readReceipt(tx, documents, receipt.id, author.account);
    await putReceipt(tx, line.id, bytes, author.at);
  }
  return draft.id;
}

/** What is written of a line: amounts of a distance follow from the scale of its day. */
function lineValues(line: NewExpenseLine, today: LocalDate): unknown[] {
  const { spentOn, kind, label, grossCents, vatCents, kilometres, fiscalPower } = line;
  if (spentOn > today) throw accountsErrors.DAY_TO_COME({ day: spentOn });
  const told = [grossCents, vatCents].some((each) => (each ?? null) !== null);
  const far = [kilometres, fiscalPower].some((each) => (each ?? null) !== null);
  if (kind !== 'mileage') {
    if (far) throw accountsErrors.MILEAGE_INCOMPLETE({});
    if (grossCents === null || grossCents === undefined) throw accountsErrors.AMOUNT_REFUSED({});
    return [spentOn, kind, label, grossCents, vatCents ?? 0, null, null, null];
  }
  if (told || !kilometres || !fiscalPower) throw accountsErrors.MILEAGE_INCOMPLETE({});
  const { rate, cents } = mileageOf(spentOn, { kilometres, fiscalPower });
  return [spentOn, kind, label, cents, 0, kilometres, fiscalPower, rate];
}

const LINE = 'spent_on, kind, label, gross_cents, vat_cents, kilometres, fiscal_power, rate';

export async function insertLine(
  tx: Transaction,
  sheet: number,
  line: NewExpenseLine,
  today: LocalDate,
): Promise<number> {
  const [row] = await tx.query(
    `INSERT INTO contributions.expense_line (sheet_id, ${LINE})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [sheet, ...lineValues(line, today)],
  );
  return row.id;
}

export async function updateLine(
  tx: Transaction,
  id: number,
  line: NewExpenseLine,
  today: LocalDate,
): Promise<void> {
  await tx.query(
    `UPDATE contributions.expense_line SET (${LINE}) = ROW ($2, $3, $4, $5, $6, $7, $8, $9) WHERE id = $1`,
    [id, ...lineValues(line, today)],
  );
}

export async function deleteLine(tx: Transaction, id: number): Promise<void> {
  await tx.query('DELETE FROM contributions.expense_line WHERE id = $1', [id]);
}

export async function deleteSheet(tx: Transaction, id: number): Promise<void> {
  await tx.query('DELETE FROM contributions.expense_sheet WHERE id = $1', [id]);
}

/**
 * The receipt of a line, in the place of the one it had. The same bytes again change nothing.
 * @throws ACCOUNTS.RECEIPT_REFUSED, ACCOUNTS.RECEIPT_TOO_LARGE, ACCOUNTS.SHEET_SUBMITTED
 */
export async function putReceipt(
  tx: Transaction,
  line: number,
  bytes: Uint8Array,
  at: Date,
): Promise<ReceiptRef> {
  const mediaType = receiptMediaTypeOf(bytes);
  // Two that are sent at once: the later one stays.
  await tx.query('SELECT 1 FROM contributions.expense_line WHERE id = $1 FOR UPDATE', [line]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await tx.query('DELETE FROM contributions.expense_receipt WHERE line_id = $1', [line]);
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [row] = await tx.query(
    `INSERT INTO contributions.expense_receipt (line_id, sha256, media_type, size, bytes, added_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [line, sha256, mediaType, bytes.byteLength, content, at],
  );
  return { id: row.id, mediaType, size: bytes.byteLength, sha256 };
}

/** Moves the receipts of a draft into the archive, one by one: a sheet may hold many photographs. */
async function archiveReceipts(
  tx: Transaction,
  documents: Pick<Documents, 'archive'>,
  sheet: number,
): Promise<void> {
  const receipts = (await tx.query(
    `SELECT r.id, r.line_id AS line FROM contributions.expense_receipt r
     JOIN contributions.expense_line l ON l.id = r.line_id WHERE l.sheet_id = $1 AND r.bytes IS NOT NULL`,
    [sheet],
  )) as { id: number; line: number }[];
  for (const { id, line } of receipts) {
    const [{ bytes, mediaType }] = await tx.query(
      'SELECT bytes, media_type AS "mediaType" FROM contributions.expense_receipt WHERE id = $1',
      [id],
    );
    await documents.archive(tx, { key: `expense-line/${line}/receipt`, mediaType, bytes });
    await tx.query('UPDATE contributions.expense_receipt SET bytes = NULL WHERE id = $1', [id]);
  }
}

/** @throws ACCOUNTS.SHEET_SUBMITTED, ACCOUNTS.SHEET_EMPTY, ACCOUNTS.RECEIPT_MISSING */
export async function submitSheet(
  tx: Transaction,
  documents: Pick<Documents, 'archive'>,
  sheet: ExpenseSheetRecord,
  author: Author,
): Promise<void> {
  // Whoever changes the sheet at this moment is waited for, so that what is archived is what is submitted.
  await tx.query('SELECT 1 FROM contributions.expense_sheet WHERE id = $1 FOR UPDATE', [sheet.id]);
  const current = await readSheet(tx, sheet.id, author.account);
  if (current.state !== 'draft') throw accountsErrors.SHEET_SUBMITTED({});
  await archiveReceipts(tx, documents, sheet.id);
  await tx.query(
    `INSERT INTO contributions.expense_act (sheet_id, step, state, on_day, entered_by, made_by, made_by_name, made_at)
     VALUES ($1, 1, 'submitted', $2, $3, $3, $4, $5)`,
    [sheet.id, author.today, author.account, author.name, author.at],
  );
}

/** Who decides or pays, and on which day. */
export interface Decider {
  /** Null for the shell. */
  readonly account: number | null;
  readonly name: string;
  readonly at: Date;
  readonly today: LocalDate;
}

export type Decision =
  { readonly state: 'approved' } | { readonly state: 'refused'; readonly reason: string };

/** Two who decide at once: the second finds it decided. @throws ACCOUNTS.SHEET_NOT_SUBMITTED, ACCOUNTS.OWN_SHEET */
export async function decideSheet(
  tx: Transaction,
  id: number,
  decision: Decision,
  decider: Decider,
): Promise<void> {
  await tx.query('SELECT 1 FROM contributions.expense_sheet WHERE id = $1 FOR UPDATE', [id]);
  const sheet = await readSheet(tx, id);
  if (sheet.state !== 'submitted') throw accountsErrors.SHEET_NOT_SUBMITTED({});
  if (decision.state === 'approved' && decider.account === sheet.enteredBy.id)
    throw accountsErrors.OWN_SHEET({});
  const reason = decision.state === 'refused' ? decision.reason : null;
  await insertAct(tx, sheet, { step: 2, state: decision.state, onDay: decider.today, reason }, decider);
}

/** @throws ACCOUNTS.SHEET_NOT_APPROVED, ACCOUNTS.REIMBURSED_BEFORE_APPROVAL, ACCOUNTS.DAY_TO_COME */
export async function reimburseSheet(
  tx: Transaction,
  id: number,
  onDay: LocalDate,
  decider: Decider,
): Promise<void> {
  if (onDay > decider.today) throw accountsErrors.DAY_TO_COME({ day: onDay });
  await tx.query('SELECT 1 FROM contributions.expense_sheet WHERE id = $1 FOR UPDATE', [id]);
  const sheet = await readSheet(tx, id);
  if (sheet.state !== 'approved') throw accountsErrors.SHEET_NOT_APPROVED({});
  if (onDay < sheet.stateSince!)
    throw accountsErrors.REIMBURSED_BEFORE_APPROVAL({ approvedOn: sheet.stateSince! });
  await insertAct(tx, sheet, { step: 3, state: 'reimbursed', onDay, reason: null }, decider);
}

interface Step {
  readonly step: number;
  readonly state: string;
  readonly onDay: LocalDate;
  readonly reason: string | null;
}

async function insertAct(
  tx: Transaction,
  sheet: ExpenseSheetRecord,
  { step, state, onDay, reason }: Step,
  decider: Decider,
): Promise<void> {
  await tx.query(
    `INSERT INTO contributions.expense_act
       (sheet_id, step, state, on_day, reason, entered_by, made_by, made_by_name, made_at, previous_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      sheet.id,
      step,
      state,
      onDay,
      reason,
      sheet.enteredBy.id,
      decider.account,
      decider.name,
      decider.at,
      sheet.stateSince,
    ],
  );
}
