import type { LocalDate } from '#kernel';
import { patternsOf } from '#persistence';
import type { Named, PaymentMeans } from './payment.js';
import { CLIENTS_BY_WORDS, type Reader } from './read-payments.js';

export const STANDINGS = [
  'unpaid',
  'partlyPaid',
  'paid',
  // Nothing is owed, because all of it was credited.
  'credited',
  // More was received than is owed: a part is to be paid back.
  'overpaid',
  // What the former tool says; nothing was recorded here.
  'paidFormerly',
  // A credit note whose amount was taken off its invoice.
  'deducted',
  'refundDue',
  'refunded',
] as const;
export type StandingState = (typeof STANDINGS)[number];

/** Where an invoice and its credit notes stand, in cents with VAT. */
export interface InvoiceStanding {
  readonly invoice: number;
  readonly state: StandingState;
  /** Credit notes taken off. */
  readonly owedCents: number;
  /** Refunds taken off. */
  readonly paidCents: number;
  /** What is left to pay; negative where the client is to be paid back. */
  readonly balanceCents: number;
  /** Of the newest payment in force; null where nothing was paid. */
  readonly lastPaidOn: LocalDate | null;
}

const STANDING = `
  SELECT i.id AS invoice, t.owed_cents AS "owedCents", t.received_cents - t.refunded_cents AS "paidCents",
    t.balance_cents AS "balanceCents",
    (SELECT max(p.received_on) FROM treasury.allocation a JOIN treasury.payment p ON p.id = a.payment_id
     WHERE a.invoice_id = i.id AND a.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM treasury.allocation u WHERE u.reverses_id = a.id)) AS "lastPaidOn",
    i.type = 'creditNote' AS "creditNote", t.refunded_cents AS refunded, t.formerly_paid AS formerly
  FROM billing.invoice i
  JOIN treasury.invoice_standing t ON t.invoice_id = coalesce(i.credits_invoice_id, i.id)`;

interface Row extends Omit<InvoiceStanding, 'state'> {
  readonly creditNote: boolean;
  readonly refunded: number;
  readonly formerly: boolean;
}

function stateOf({ creditNote, refunded, formerly, balanceCents, paidCents }: Row): StandingState {
  if (creditNote) return balanceCents < 0 ? 'refundDue' : refunded > 0 ? 'refunded' : 'deducted';
  if (formerly && paidCents === 0) return 'paidFormerly';
  if (balanceCents < 0) return 'overpaid';
  if (balanceCents === 0) return paidCents > 0 ? 'paid' : 'credited';
  return paidCents > 0 ? 'partlyPaid' : 'unpaid';
}

function standingOf(row: Row): InvoiceStanding {
  const { invoice, owedCents, paidCents, balanceCents, lastPaidOn } = row;
  return { invoice, state: stateOf(row), owedCents, paidCents, balanceCents, lastPaidOn };
}

/**
 * In no order; documents that do not exist are left out.
 * @param account leaves out documents with a line that is not of an activity of this account
 */
export async function readStandings(
  reader: Reader,
  invoices: readonly number[],
  account?: number,
): Promise<InvoiceStanding[]> {
  const rows: Row[] = await reader.query(
    `${STANDING} WHERE i.id = ANY ($1::bigint[]) AND ($2::bigint IS NULL OR (
       SELECT coalesce(bool_and(a.account_id IS NOT DISTINCT FROM $2), false)
       FROM treasury.document_share s
       LEFT JOIN contracts.contract c ON c.id = s.contract_id
       LEFT JOIN contracts.activity a ON a.id = c.activity_id
       WHERE s.invoice_id = i.id))`,
    [invoices, account ?? null],
  );
  return rows.map(standingOf);
}

/** A payment, or an undo of one, as the page of its invoice tells it. */
export interface InvoicePayment {
  readonly payment: { readonly id: number; readonly code: string };
  readonly invoice: { readonly id: number; readonly number: string };
  readonly amountCents: number;
  readonly on: LocalDate;
  readonly means: PaymentMeans;
  readonly reference: string;
  /** Why it was taken back; null for what was received. */
  readonly undoneFor: string | null;
  readonly by: string;
}

/** What was received for a document and its credit notes, and what was taken back, in the order in which it was written. */
export async function readPaymentsOfInvoice(reader: Reader, invoice: number): Promise<InvoicePayment[]> {
  return reader.query(
    `SELECT jsonb_build_object('id', p.id, 'code', p.code) AS payment,
       jsonb_build_object('id', d.id, 'number', d.number) AS invoice, a.amount_cents AS "amountCents",
       a.collected_on AS "on", p.means, p.reference, a.reason AS "undoneFor", a.made_by AS by
     FROM billing.invoice i
     JOIN billing.invoice d ON d.id = coalesce(i.credits_invoice_id, i.id)
       OR d.credits_invoice_id = coalesce(i.credits_invoice_id, i.id)
     JOIN treasury.allocation a ON a.invoice_id = d.id
     JOIN treasury.payment p ON p.id = a.payment_id
     WHERE i.id = $1 ORDER BY a.id`,
    [invoice],
  );
}

/** An invoice that waits for money, or a credit note that waits to be paid back. */
export interface OpenDocument {
  readonly id: number;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly issuer: Named & { readonly outside: boolean };
  readonly client: Named;
  readonly creditNote: boolean;
  readonly grossCents: number;
  /** Negative on a credit note that is to be paid back. */
  readonly balanceCents: number;
}

export interface OpenSearch {
  /** Words, in the number or in the name of the client. */
  readonly search?: string;
  readonly client?: number;
  readonly issuer?: number;
}

const MOST_OPEN = 100;

/** What is open, the longest due first; at most 100. */
export async function listOpenDocuments(reader: Reader, search: OpenSearch): Promise<OpenDocument[]> {
  const parameters: unknown[] = [];
  const where: string[] = [];
  const ask = (sql: string, value: unknown) => {
    if (value !== undefined) where.push(sql.replaceAll('?', `$${parameters.push(value)}`));
  };
  ask('t.client_id = ?', search.client);
  ask('t.issuer_id = ?', search.issuer);
  const words = patternsOf(search.search ?? '');
  for (const word of words)
    ask('(t.words LIKE ? OR t.client_id IN (SELECT id FROM client WHERE words LIKE ?))', word);
  return reader.query(
    `WITH ${words.length > 0 ? `${CLIENTS_BY_WORDS}, ` : ''}open AS (
       SELECT t.invoice_id AS root, t.balance_cents AS balance, t.due_on FROM treasury.invoice_standing t
       WHERE ${['t.balance_cents <> 0', ...where].join(' AND ')}
       ORDER BY t.due_on, t.invoice_id LIMIT ${MOST_OPEN}
     )
     SELECT d.id, d.number, d.issued_on AS "issuedOn", d.due_on AS "dueOn",
       jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'outside', s.outside) AS issuer,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       d.type = 'creditNote' AS "creditNote", d.gross_cents AS "grossCents", open.balance AS "balanceCents"
     FROM open
     -- What is to be paid back is paid back on the newest credit note, where there is one.
     CROSS JOIN LATERAL (
       SELECT coalesce((SELECT max(f.id) FROM billing.invoice f
                        WHERE open.balance < 0 AND f.credits_invoice_id = open.root), open.root) AS id) shown
     JOIN billing.invoice d ON d.id = shown.id
     JOIN contracts.issuer s ON s.id = d.issuer_id
     JOIN contracts.client c ON c.id = d.client_id
     ORDER BY open.due_on, d.id`,
    parameters,
  );
}
