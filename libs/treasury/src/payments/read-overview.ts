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

/** What is received of an invoice, refunds taken off. */
const PAID = 't.received_cents - t.refunded_cents';

export async function readPaymentOverview(
  reader: Reader,
  { month, today }: { readonly month: Period; readonly today: LocalDate },
): Promise<PaymentOverview> {
  const [row]: PaymentOverview[] = await reader.query(
    `WITH month AS (
       SELECT count(*) AS documents, coalesce(sum(t.owed_cents), 0) AS owed,
         count(*) FILTER (WHERE ${PAID} >= t.owed_cents) AS settled, coalesce(sum(least(${PAID}, t.owed_cents)), 0) AS paid
       FROM treasury.invoice_standing t WHERE t.own AND t.issued_on >= $1::date AND t.issued_on < $2::date
     )
     SELECT
       (SELECT jsonb_build_object('documents', documents, 'grossCents', owed) FROM month) AS issued,
       (SELECT jsonb_build_object('documents', settled, 'grossCents', paid) FROM month) AS paid,
       (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM treasury.payment_standing t
        JOIN contracts.issuer w ON w.id = t.arrived_with
        WHERE NOT t.undone AND t.received_on >= $1::date AND t.received_on < $2::date AND NOT w.outside) AS "receivedCents",
       (SELECT jsonb_build_object('payments', count(*), 'amountCents', coalesce(sum(t.amount_cents - t.allocated_cents), 0))
        FROM treasury.payment_standing t JOIN contracts.issuer w ON w.id = t.arrived_with
        WHERE NOT t.undone AND t.allocated_cents <> t.amount_cents AND NOT w.outside) AS unallocated,
       (SELECT jsonb_build_object('documents', count(*), 'balanceCents', coalesce(sum(t.balance_cents), 0))
        FROM treasury.invoice_standing t WHERE t.own AND t.balance_cents > 0 AND t.due_on < $3::date) AS overdue,
       (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM treasury.payment_standing t
        JOIN contracts.issuer s ON s.id = t.issuer_id
        JOIN contracts.issuer w ON w.id = t.arrived_with
        WHERE t.issuer_id <> t.arrived_with AND s.outside AND NOT w.outside AND NOT t.undone) AS "owedToOthersCents"`,
    [month.from, month.to, today],
  );
  return row!;
}
