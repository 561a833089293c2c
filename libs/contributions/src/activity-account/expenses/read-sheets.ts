import type { Documents } from '#documents';
import { accountsErrors } from '../accounts-errors.js';
import type { Reader } from '../costs/store-costs.js';
import type { ReceiptMediaType } from './receipt-content.js';
import type {
  ExpenseActRecord,
  ExpenseLineRecord,
  ExpenseSheetRecord,
  SheetPage,
  SheetSearch,
} from './sheet.js';

/** The first parameter is the account whose own the sheets are; null for the office, which sees no draft. */
const SHEETS = `
  SELECT s.id, s.title, jsonb_build_object('id', a.id, 'code', a.code, 'name', a.name) AS activity,
         jsonb_build_object('id', s.entered_by, 'name', s.entered_by_name) AS "enteredBy", s.created_at AS "createdAt",
         s.corrects,
         (SELECT next.id FROM contributions.expense_sheet next WHERE next.corrects = s.id AND ($1::bigint IS NOT NULL
            OR EXISTS (SELECT FROM contributions.expense_act WHERE sheet_id = next.id))) AS "correctedBy",
         coalesce(last.state, 'draft') AS state, last.on_day AS "stateSince",
         coalesce(sums.lines, 0)::int AS lines, coalesce(sums.gross, 0)::bigint AS "grossCents",
         coalesce(sums.vat, 0)::bigint AS "vatCents"
  FROM contributions.expense_sheet s
  JOIN contracts.activity a ON a.id = s.activity_id
  LEFT JOIN LATERAL (SELECT state, on_day FROM contributions.expense_act WHERE sheet_id = s.id
                     ORDER BY step DESC LIMIT 1) last ON true
  LEFT JOIN LATERAL (SELECT count(*) AS lines, sum(gross_cents) AS gross, sum(vat_cents) AS vat
                     FROM contributions.expense_line WHERE sheet_id = s.id) sums ON true`;

/** A sheet is its author's while the activity is theirs: one condition, for every read of one's own. */
const OWN = '(s.entered_by = $OWN AND a.account_id = $OWN)';

/** A draft is seen by its author alone. */
function visible(account: number | undefined, parameter: string): string {
  return account === undefined
    ? `last.state IS NOT NULL AND ${parameter}::bigint IS NULL`
    : OWN.replaceAll('$OWN', parameter);
}

export async function listSheets(reader: Reader, search: SheetSearch): Promise<SheetPage> {
  const { account, activity = null, state = null, page = 1, size = 50 } = search;
  const where = `${visible(account, '$1')} AND ($2::bigint IS NULL OR s.activity_id = $2)
    AND ($3::text IS NULL OR coalesce(last.state, 'draft') = $3)`;
  const facts = [account ?? null, activity, state];
  const items = await reader.query(
    `${SHEETS} WHERE ${where} ORDER BY coalesce(last.on_day, s.created_at::date) DESC, s.id DESC LIMIT $4 OFFSET $5`,
    [...facts, size, (page - 1) * size],
  );
  const [totals] = await reader.query(
    `SELECT count(*) AS total, coalesce(sum("grossCents"), 0)::bigint AS "grossCents" FROM (${SHEETS} WHERE ${where}) found`,
    facts,
  );
  return { items, ...totals };
}

/**
 * @param account whose own it must be; any that was submitted when it is left out
 * @throws ACCOUNTS.SHEET_NOT_FOUND, the same for what is another's
 */
export async function readSheet(reader: Reader, id: number, account?: number): Promise<ExpenseSheetRecord> {
  const [sheet] = await reader.query(`${SHEETS} WHERE s.id = $2 AND ${visible(account, '$1')}`, [
    account ?? null,
    id,
  ]);
  if (!sheet) throw accountsErrors.SHEET_NOT_FOUND({ sheet: id });
  const lines: ExpenseLineRecord[] = await reader.query(
    `SELECT l.id, l.spent_on AS "spentOn", l.kind, l.label, l.gross_cents AS "grossCents", l.vat_cents AS "vatCents",
            l.net_cents AS "netCents", trim_scale(l.kilometres)::text AS kilometres, l.fiscal_power AS "fiscalPower",
            l.rate::text AS rate,
            CASE WHEN r.id IS NOT NULL THEN jsonb_build_object(
              'id', r.id, 'mediaType', r.media_type, 'size', r.size, 'sha256', r.sha256) END AS receipt
     FROM contributions.expense_line l LEFT JOIN contributions.expense_receipt r ON r.line_id = l.id
     WHERE l.sheet_id = $1 ORDER BY l.spent_on, l.id`,
    [id],
  );
  const acts: ExpenseActRecord[] = await reader.query(
    `SELECT state, on_day AS "onDay", made_by_name AS "madeBy", made_at AS "madeAt", reason
     FROM contributions.expense_act WHERE sheet_id = $1 ORDER BY step`,
    [id],
  );
  return { ...sheet, lines, acts };
}

/** The sheet of a line of one's own. @throws ACCOUNTS.LINE_NOT_FOUND, the same for what is another's */
export async function sheetOfLine(reader: Reader, line: number, account: number): Promise<number> {
  const [row] = await reader.query(
    `SELECT s.id FROM contributions.expense_line l JOIN contributions.expense_sheet s ON s.id = l.sheet_id
     JOIN contracts.activity a ON a.id = s.activity_id
     WHERE l.id = $2 AND ${OWN.replaceAll('$OWN', '$1')}`,
    [account, line],
  );
  if (!row) throw accountsErrors.LINE_NOT_FOUND({ line });
  return row.id;
}

export interface ReceiptFile extends ReceiptPlace {
  readonly bytes: Buffer;
}

interface ReceiptPlace {
  readonly id: number;
  readonly sheet: number;
  readonly line: number;
  readonly mediaType: ReceiptMediaType;
  readonly sha256: string;
}

/**
 * A receipt by its own number, whose line says whose it is: a name of a file opens nothing.
 * @param account whose own it must be; any that was submitted when it is left out
 * @throws ACCOUNTS.RECEIPT_NOT_FOUND, the same for what is another's; DOCUMENTS.ARCHIVE_DAMAGED
 */
export async function readReceipt(
  reader: Reader,
  documents: Pick<Documents, 'read'>,
  receipt: number,
  account?: number,
): Promise<ReceiptFile> {
  const [row] = (await reader.query(
    `SELECT r.id, l.sheet_id AS sheet, l.id AS line, r.media_type AS "mediaType", r.sha256, r.bytes,
            r.archive_key AS "archiveKey"
     FROM contributions.expense_receipt r
     JOIN contributions.expense_line l ON l.id = r.line_id
     JOIN contributions.expense_sheet s ON s.id = l.sheet_id
     JOIN contracts.activity a ON a.id = s.activity_id
     LEFT JOIN contributions.expense_act last ON last.sheet_id = s.id AND last.step = 1
     WHERE r.id = $2 AND ${visible(account, '$1')}`,
    [account ?? null, receipt],
  )) as (ReceiptPlace & { bytes: Buffer | null; archiveKey: string | null })[];
  if (!row) throw accountsErrors.RECEIPT_NOT_FOUND({ receipt });
  const { bytes, archiveKey, ...place } = row;
  return { ...place, bytes: bytes ?? (await documents.read(archiveKey!)).bytes };
}
