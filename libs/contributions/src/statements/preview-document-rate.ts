import type { LocalDate } from '#kernel';
import { contributionsErrors } from '../contributions-errors.js';
import type { Reader } from '../schemes/scheme-on.js';
import type { OpenStatement } from './open-months.js';
import { readOpenStatements } from './read-open.js';

export interface DocumentRateToPreview {
  readonly invoice: number;
  /** Null: the document is counted under the scheme again. */
  readonly rateBasisPoints: number | null;
}

/** What a rate of its own would move of the open statements that count a document. In cents. */
export interface PreviewedDocumentRate {
  readonly number: string;
  readonly client: string;
  /** What closed statements kept of it: that stays, and what takes it back does so as it was counted. */
  readonly closedCents: number;
  readonly months: readonly {
    readonly activity: string;
    /** First day of the month. */
    readonly month: LocalDate;
    readonly keptCents: number;
    readonly supposedCents: number;
  }[];
}

const keyOf = ({ activity, month }: OpenStatement) => `${activity} ${month}`;

/** Writes nothing. @throws CONTRIBUTIONS.PARTY_UNKNOWN */
export async function previewDocumentRate(
  reader: Reader,
  documentRate: DocumentRateToPreview,
  until: LocalDate,
): Promise<PreviewedDocumentRate> {
  const [document]: { issuer: number; number: string; client: string; closedCents: number }[] =
    await reader.query(
      `SELECT i.issuer_id AS issuer, i.number, c.name AS client,
         (SELECT coalesce(sum(l.amount_cents), 0)::bigint FROM contributions.statement_line l
          WHERE l.invoice_id IN (SELECT id FROM billing.invoice WHERE id = i.id OR credits_invoice_id = i.id)) AS "closedCents"
       FROM billing.invoice i JOIN contracts.client c ON c.id = i.client_id WHERE i.id = $1`,
      [documentRate.invoice],
    );
  if (!document) throw contributionsErrors.PARTY_UNKNOWN({});
  const { issuer, ...named } = document;
  const now = await readOpenStatements(reader, { issuer, until });
  const then = await readOpenStatements(reader, { issuer, until }, documentRate);
  const names: { id: number; name: string }[] = await reader.query('SELECT id, name FROM contracts.activity');
  const moved = then.flatMap((each) => {
    const before = now.find((other) => keyOf(other) === keyOf(each));
    const keptCents = before?.contribution.amountCents ?? 0;
    const supposedCents = each.contribution.amountCents;
    if (keptCents === supposedCents) return [];
    const activity = names.find(({ id }) => id === each.activity)!.name;
    return [{ activity, month: each.month, keptCents, supposedCents }];
  });
  return { ...named, months: moved };
}
