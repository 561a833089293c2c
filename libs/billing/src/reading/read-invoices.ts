import type { InvoiceDocument } from '#documents';
import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { DeliveryState } from '../delivery/deliveries.js';
import type { Named } from './read-runs.js';

export const INVOICE_TYPES = ['invoice', 'creditNote', 'depositInvoice', 'balanceInvoice'] as const;
export const DELIVERY_STATES = ['awaiting', 'sending', 'sent', 'unknown', 'refused', 'excused'] as const;

export interface InvoiceRow {
  readonly id: number;
  readonly number: string;
  readonly type: (typeof INVOICE_TYPES)[number];
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly issuer: Named;
  readonly client: Named;
  /** Positive also on credit notes. */
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  /** Issued by a former tool and imported. */
  readonly foreignOrigin: boolean;
  readonly delivery: DeliveryState;
}

/** Of `billing.invoice i`: what a row of a list holds. */
export const INVOICE_ROW = {
  columns: `i.id, i.number, i.type, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
       jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       i.net_cents AS "netCents", i.vat_cents AS "vatCents", i.gross_cents AS "grossCents",
       i.foreign_origin AS "foreignOrigin", v.state AS delivery`,
  joins: `JOIN billing.delivery v ON v.invoice_id = i.id
     JOIN contracts.issuer s ON s.id = i.issuer_id
     JOIN contracts.client c ON c.id = i.client_id`,
} as const;

export interface InvoiceLineRecord {
  readonly position: number;
  readonly label: string;
  /** As printed: the pro rata, the days of a credit note. */
  readonly detail: string | null;
  /** UN/ECE Rec 20. */
  readonly unit: string;
  readonly lineId: number | null;
  readonly lineCode: string | null;
  readonly contract: { readonly id: number; readonly code: string } | null;
  readonly period: Period | null;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly netCents: number;
  readonly vatCategory: string;
  readonly vatRateBasisPoints: number;
  /** Days of its charge that no credit note took back; empty for a line without days. */
  readonly liveDays: readonly Period[];
  readonly creditedCents: number;
  /** What a line of a credit note takes back. */
  readonly credits: {
    readonly id: number;
    readonly number: string;
    readonly position: number;
  } | null;
}

export interface DeliveryEvent {
  readonly attempt: number;
  readonly outcome: string;
  readonly detail: string | null;
  readonly madeBy: string;
  readonly at: Date;
}

export interface InvoiceDelivery {
  readonly channel: string;
  readonly address: string | null;
  readonly state: DeliveryState;
  readonly deadlineOn: LocalDate;
  readonly attempt: number;
  readonly settledAt: Date | null;
  readonly detail: string | null;
  readonly events: readonly DeliveryEvent[];
}

export interface LinkedInvoice {
  readonly id: number;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly grossCents: number;
}

export interface InvoiceRecord extends InvoiceRow {
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly runId: number | null;
  readonly series: { readonly prefix: string; readonly year: number; readonly sequence: number };
  /** Seals in hexadecimal; each is made of the one before and of the document. */
  readonly hash: string;
  readonly previousHash: string | null;
  /** The document as sealed. */
  readonly document: InvoiceDocument;
  readonly lines: readonly InvoiceLineRecord[];
  readonly creditNotes: readonly LinkedInvoice[];
  readonly credited: LinkedInvoice | null;
  readonly deliveryDetails: InvoiceDelivery;
}

/** @throws BILLING.INVOICE_UNKNOWN */
export async function readInvoice(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceRecord> {
  const [head] = await unitOfWork.read<
    Omit<InvoiceRecord, 'document' | 'lines' | 'creditNotes' | 'credited' | 'deliveryDetails'> & {
      payload: string;
      creditsInvoiceId: number | null;
      details: Omit<InvoiceDelivery, 'events' | 'settledAt'> & { settledAt: string | null };
    }
  >(
    `SELECT ${INVOICE_ROW.columns}, i.issued_at AS "issuedAt", i.issued_by AS "issuedBy",
       i.run_id AS "runId", jsonb_build_object('prefix', i.prefix, 'year', e.year, 'sequence', i.sequence) AS series,
       encode(i.hash, 'hex') AS hash, encode(i.previous_hash, 'hex') AS "previousHash", i.payload,
       i.credits_invoice_id AS "creditsInvoiceId",
       jsonb_build_object('channel', v.channel, 'address', v.address, 'state', v.state, 'deadlineOn', v.deadline_on,
         'attempt', v.attempt, 'settledAt', v.settled_at, 'detail', v.detail) AS details
     FROM billing.invoice i
     JOIN billing.series e ON e.id = i.series_id
     ${INVOICE_ROW.joins}
     WHERE i.id = $1`,
    [invoiceId],
  );
  if (!head) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
  const { payload, creditsInvoiceId, details, ...row } = head;
  const events = await unitOfWork.read<DeliveryEvent>(
    `SELECT attempt, outcome, detail, made_by AS "madeBy", at FROM billing.delivery_event WHERE invoice_id = $1 ORDER BY id`,
    [invoiceId],
  );
  const settledAt = details.settledAt === null ? null : new Date(details.settledAt);
  const document = JSON.parse(payload) as InvoiceDocument;
  const printed = new Map(document.lines.map((line) => [line.position, line]));
  const lines = await readLines(unitOfWork, invoiceId);
  return {
    ...row,
    document,
    lines: lines.map((line) => {
      const { detail, unit } = printed.get(line.position)!;
      return { ...line, detail, unit };
    }),
    creditNotes: await readLinked(unitOfWork, 'credits_invoice_id', invoiceId),
    credited: creditsInvoiceId === null ? null : (await readLinked(unitOfWork, 'id', creditsInvoiceId))[0]!,
    deliveryDetails: { ...details, settledAt, events },
  };
}

async function readLines(
  unitOfWork: UnitOfWork,
  invoiceId: number,
): Promise<Omit<InvoiceLineRecord, 'detail' | 'unit'>[]> {
  return unitOfWork.read<Omit<InvoiceLineRecord, 'detail' | 'unit'>>(
    `SELECT l.position, l.label, l.contract_line_id AS "lineId", t.code AS "lineCode",
       CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('id', k.id, 'code', k.code) END AS contract, l.period, l.quantity, l.unit_price AS "unitPrice",
       l.net_cents AS "netCents", l.vat_category AS "vatCategory", l.vat_rate_bp AS "vatRateBasisPoints",
       CASE WHEN g.line_id IS NULL THEN '{}'
            ELSE datemultirange(g.period) - coalesce(gone.days, '{}') END AS "liveDays",
       (SELECT coalesce(sum(abs(n.net_cents)), 0)::bigint FROM billing.invoice_line n
        WHERE n.credits_invoice_id = l.invoice_id AND n.credits_position = l.position) AS "creditedCents",
       CASE WHEN l.credits_invoice_id IS NOT NULL
            THEN jsonb_build_object('id', o.id, 'number', o.number, 'position', l.credits_position) END AS credits
     FROM billing.invoice_line l
     LEFT JOIN contracts.contract_line t ON t.id = l.contract_line_id
     LEFT JOIN contracts.contract k ON k.id = t.contract_id
     LEFT JOIN billing.invoice o ON o.id = l.credits_invoice_id
     LEFT JOIN billing.charge g ON g.invoice_id = l.invoice_id AND g.position = l.position
     LEFT JOIN LATERAL (SELECT range_agg(c.period) AS days FROM billing.credit c
                        WHERE c.credited_invoice_id = l.invoice_id AND c.credited_position = l.position) gone ON true
     WHERE l.invoice_id = $1 ORDER BY l.position`,
    [invoiceId],
  );
}

async function readLinked(
  unitOfWork: UnitOfWork,
  column: 'id' | 'credits_invoice_id',
  id: number,
): Promise<LinkedInvoice[]> {
  return unitOfWork.read<LinkedInvoice>(
    `SELECT id, number, issued_on AS "issuedOn", gross_cents AS "grossCents" FROM billing.invoice
     WHERE ${column} = $1 ORDER BY id`,
    [id],
  );
}
