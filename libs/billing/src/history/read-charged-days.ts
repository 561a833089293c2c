import type { VatCategory } from '#documents';
import type { LocalDate, Period } from '#kernel';
import type { Transaction } from '#persistence';

/** Days of a contract line that a document charges, and which of them no credit has taken back. */
export interface ChargedDays {
  readonly lineId: number;
  readonly invoiceId: number;
  readonly position: number;
  readonly generation: number;
  readonly period: Period;
  readonly live: readonly Period[];
}

/** By line and generation, so that later generations stand upon earlier ones. */
export async function readChargedDays(tx: Transaction, lineIds: readonly number[]): Promise<ChargedDays[]> {
  if (lineIds.length === 0) return [];
  return (await tx.query(
    `SELECT c.line_id AS "lineId", c.invoice_id AS "invoiceId", c.position, c.generation, c.period,
            datemultirange(c.period) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
              WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}') AS live
     FROM billing.charge c WHERE c.line_id = ANY ($1::bigint[]) ORDER BY c.line_id, c.generation, lower(c.period)`,
    [lineIds],
  )) as ChargedDays[];
}

/** One line of a recorded document with what was credited of it. */
export interface RecordedLine {
  readonly invoiceId: number;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly position: number;
  readonly label: string;
  readonly period: Period | null;
  readonly netCents: number;
  readonly creditedCents: number;
  readonly lineId: number | null;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
}

export async function readRecordedLines(
  tx: Transaction,
  invoiceIds: readonly number[],
): Promise<RecordedLine[]> {
  if (invoiceIds.length === 0) return [];
  return (await tx.query(
    `SELECT l.invoice_id AS "invoiceId", i.number, i.issued_on AS "issuedOn", l.position, l.label, l.period,
            l.net_cents AS "netCents", l.contract_line_id AS "lineId", l.vat_category AS "vatCategory",
            l.vat_rate_bp AS "vatRateBasisPoints",
            coalesce((SELECT sum(k.net_cents) FROM billing.invoice_line k
              WHERE k.credits_invoice_id = l.invoice_id AND k.credits_position = l.position), 0)::bigint AS "creditedCents"
     FROM billing.invoice_line l JOIN billing.invoice i ON i.id = l.invoice_id
     WHERE l.invoice_id = ANY ($1::bigint[]) ORDER BY l.invoice_id, l.position`,
    [invoiceIds],
  )) as RecordedLine[];
}
