import type { LocalDate, Period } from '#kernel';
import type { Reader } from './read-payments.js';

/** How payment stands, in cents with VAT, for our own issuers. */
export interface PaymentOverview {
  /** Of the documents issued in the month, credit notes taken off. */
  readonly issued: { readonly documents: number; readonly grossCents: number };
  /** What was paid on these documents until now, and how many are paid in full. */
  readonly paid: { readonly documents: number; readonly grossCents: number };
  /** What came in during the month, for whatever document. */
  readonly receivedCents: number;
  /** What came in and waits for a document. */
  readonly unallocated: { readonly payments: number; readonly amountCents: number };
  /** Due before today and not paid in full. */
  readonly overdue: { readonly documents: number; readonly balanceCents: number };
  /** What came in on our account for an outside issuer. */
  readonly owedToOthersCents: number;
}

/** Invoices of our own with what is owed and paid on each; credit notes of theirs are within. */
const FAMILIES = `
  SELECT i.id, i.issued_on, i.due_on, i.gross_cents - coalesce(k.credited, 0) AS owed,
    coalesce(t.received_cents - t.refunded_cents, 0) AS paid
  FROM billing.invoice i
  LEFT JOIN (SELECT credits_invoice_id, sum(gross_cents)::bigint AS credited FROM billing.invoice
             WHERE credits_invoice_id IS NOT NULL GROUP BY 1) k ON k.credits_invoice_id = i.id
  LEFT JOIN treasury.invoice_standing t ON t.invoice_id = i.id
  WHERE NOT i.foreign_origin AND i.type <> 'creditNote'`;

export async function readPaymentOverview(
  reader: Reader,
  { month, today }: { readonly month: Period; readonly today: LocalDate },
): Promise<PaymentOverview> {
  const [row]: PaymentOverview[] = await reader.query(
    `WITH family AS (${FAMILIES}), live AS (
       SELECT p.*, t.allocated_cents, s.outside FROM treasury.payment p
       JOIN treasury.payment_standing t ON t.payment_id = p.id
       JOIN contracts.issuer s ON s.id = p.issuer_id
       JOIN contracts.issuer w ON w.id = p.arrived_with
       WHERE NOT t.undone AND NOT w.outside
     )
     SELECT
       (SELECT jsonb_build_object('documents', count(*), 'grossCents', coalesce(sum(owed), 0)) FROM family
        WHERE issued_on >= $1::date AND issued_on < $2::date) AS issued,
       (SELECT jsonb_build_object('documents', count(*) FILTER (WHERE paid >= owed),
          'grossCents', coalesce(sum(least(paid, owed)), 0)) FROM family
        WHERE issued_on >= $1::date AND issued_on < $2::date) AS paid,
       (SELECT coalesce(sum(amount_cents), 0)::bigint FROM live
        WHERE received_on >= $1::date AND received_on < $2::date) AS "receivedCents",
       (SELECT jsonb_build_object('payments', count(*), 'amountCents', coalesce(sum(amount_cents - allocated_cents), 0))
        FROM live WHERE amount_cents <> allocated_cents) AS unallocated,
       (SELECT jsonb_build_object('documents', count(*), 'balanceCents', coalesce(sum(owed - paid), 0)) FROM family
        WHERE due_on < $3::date AND owed > paid) AS overdue,
       (SELECT coalesce(sum(amount_cents), 0)::bigint FROM live WHERE outside) AS "owedToOthersCents"`,
    [month.from, month.to, today],
  );
  return row!;
}
