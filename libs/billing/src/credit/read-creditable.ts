import type { InvoiceDocument } from '#documents';
import type { Period } from '#kernel';
import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { CreditableCharge, CreditableInvoice } from './compose-credit.js';

export interface InvoiceHead {
  readonly id: number;
  readonly number: string;
  readonly type: InvoiceDocument['type'];
  readonly foreignOrigin: boolean;
  readonly issuerId: number;
  readonly clientId: number;
}

/** @throws BILLING.INVOICE_UNKNOWN */
export async function readInvoiceHead(tx: Transaction, invoiceId: number): Promise<InvoiceHead> {
  const [head] = (await tx.query(
    `SELECT id, number, type, foreign_origin AS "foreignOrigin", issuer_id AS "issuerId", client_id AS "clientId"
     FROM billing.invoice WHERE id = $1`,
    [invoiceId],
  )) as InvoiceHead[];
  if (!head) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
  return head;
}

/**
 * Reads an invoice with all that was credited of it.
 * @throws BILLING.INVOICE_UNKNOWN, BILLING.CREDIT_OF_DEDUCTED_DEPOSIT
 */
export async function readCreditable(tx: Transaction, head: InvoiceHead): Promise<CreditableInvoice> {
  const id = head.id;
  await requireFreeDeposit(tx, head);
  const [{ payload }] = (await tx.query('SELECT payload FROM billing.invoice WHERE id = $1', [id])) as [
    { payload: string },
  ];
  const charges = (await tx.query(
    `SELECT c.position, c.line_id AS "lineId", c.generation, c.period, c.cycle, c.cycle_net_cents AS "cycleNetCents",
            c.net_cents AS "netCents",
            datemultirange(c.period) - coalesce((SELECT range_agg(k.period) FROM billing.credit k
              WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}') AS "liveDays"
     FROM billing.charge c WHERE c.invoice_id = $1 ORDER BY c.position`,
    [id],
  )) as (CreditableCharge & { liveDays: Period[] })[];
  const credited = (await tx.query(
    `SELECT l.credits_position AS position, sum(abs(l.net_cents))::bigint AS net
     FROM billing.invoice_line l WHERE l.credits_invoice_id = $1 GROUP BY 1`,
    [id],
  )) as { position: number; net: number }[];
  const vat = (await tx.query(
    `SELECT v.vat_category || '/' || v.vat_rate_bp AS rate, sum(v.net_cents)::bigint AS "netCents", sum(v.vat_cents)::bigint AS "vatCents"
     FROM billing.invoice i JOIN billing.invoice_vat v ON v.invoice_id = i.id
     WHERE i.credits_invoice_id = $1 AND NOT i.foreign_origin GROUP BY 1`,
    [id],
  )) as { rate: string; netCents: number; vatCents: number }[];
  const deductions = (await tx.query(
    `SELECT d.deposit_invoice_id AS "depositInvoiceId", d.deposit_position AS "depositPosition", d.generation
     FROM billing.deduction d LEFT JOIN billing.deduction_reversal r USING (deposit_invoice_id, deposit_position, generation)
     WHERE d.invoice_id = $1 AND r.invoice_id IS NULL`,
    [id],
  )) as CreditableInvoice['deductions'];
  return {
    id,
    number: head.number,
    type: head.type,
    foreignOrigin: head.foreignOrigin,
    document: JSON.parse(payload) as InvoiceDocument,
    charges,
    creditedCents: new Map(credited.map((row) => [row.position, row.net])),
    creditedVat: new Map(vat.map((row) => [row.rate, row])),
    deductions,
  };
}

async function requireFreeDeposit(tx: Transaction, head: InvoiceHead): Promise<void> {
  if (head.type !== 'depositInvoice') return;
  const [deducted] = (await tx.query(
    `SELECT i.number FROM billing.deduction d
     JOIN billing.invoice i ON i.id = d.invoice_id
     LEFT JOIN billing.deduction_reversal r USING (deposit_invoice_id, deposit_position, generation)
     WHERE d.deposit_invoice_id = $1 AND r.invoice_id IS NULL LIMIT 1`,
    [head.id],
  )) as { number: string }[];
  if (deducted)
    throw billingErrors.CREDIT_OF_DEDUCTED_DEPOSIT({ number: head.number, balance: deducted.number });
}
