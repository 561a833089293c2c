import type { InvoiceDocument } from '#documents';
import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { DeliveryState } from '../delivery/deliveries.js';
import { type Named, startingWith } from './read-runs.js';

export const INVOICE_TYPES = ['invoice', 'creditNote', 'depositInvoice', 'balanceInvoice'] as const;
export const DELIVERY_STATES = ['awaiting', 'sending', 'sent', 'unknown', 'refused', 'excused'] as const;

export interface InvoiceSearch {
  /** How the number begins. */
  readonly number?: string;
  readonly client?: number;
  /** Code of the issuer. */
  readonly issuer?: string;
  readonly type?: (typeof INVOICE_TYPES)[number];
  readonly issuedFrom?: LocalDate;
  /** Included. */
  readonly issuedTo?: LocalDate;
  readonly delivery?: DeliveryState;
  readonly run?: number;
  /** The `next` of the page before. */
  readonly after?: InvoicePlace;
  /** 1 to 200; 50 by default. */
  readonly limit?: number;
}

/** Where a page ends: documents are listed by date and id, newest first. */
export interface InvoicePlace {
  readonly issuedOn: LocalDate;
  readonly id: number;
}

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

export interface InvoiceTotals {
  readonly documents: number;
  readonly creditNotes: number;
  /** Credit notes taken off. */
  readonly netCents: number;
  readonly grossCents: number;
}

export interface InvoicePage {
  readonly invoices: readonly InvoiceRow[];
  readonly next: InvoicePlace | null;
  /** Of all that was found, on the first page; null on the others. */
  readonly totals: InvoiceTotals | null;
}

/** Only the conditions that are asked for are written, so that each question gets the index that suits it. */
function conditionsOf(search: InvoiceSearch): { where: string[]; parameters: unknown[] } {
  const where: string[] = [];
  const parameters: unknown[] = [];
  const ask = (sql: string, value: unknown) => {
    if (value === undefined) return;
    parameters.push(value);
    where.push(sql.replace('?', `$${parameters.length}`));
  };
  ask('i.number LIKE ?', search.number === undefined ? undefined : startingWith(search.number));
  ask('i.client_id = ?', search.client);
  ask('i.issuer_id = (SELECT id FROM contracts.issuer WHERE code = ?)', search.issuer);
  ask('i.type = ?::billing.document_type', search.type);
  ask('i.issued_on >= ?::date', search.issuedFrom);
  ask('i.issued_on <= ?::date', search.issuedTo);
  ask('v.state = ?', search.delivery);
  ask('i.run_id = ?', search.run);
  return { where, parameters };
}

export async function listInvoices(unitOfWork: UnitOfWork, search: InvoiceSearch): Promise<InvoicePage> {
  const { limit = 50, after } = search;
  const { where, parameters } = conditionsOf(search);
  const place = [...parameters];
  const paged = [...where];
  if (after) {
    place.push(after.issuedOn, after.id);
    paged.push(`(i.issued_on, i.id) < ($${place.length - 1}::date, $${place.length}::bigint)`);
  }
  place.push(limit + 1);
  const rows = await unitOfWork.read<InvoiceRow>(
    `SELECT i.id, i.number, i.type, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
       jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       i.net_cents AS "netCents", i.vat_cents AS "vatCents", i.gross_cents AS "grossCents",
       i.foreign_origin AS "foreignOrigin", v.state AS delivery
     FROM billing.invoice i
     JOIN billing.delivery v ON v.invoice_id = i.id
     JOIN contracts.issuer s ON s.id = i.issuer_id
     JOIN contracts.client c ON c.id = i.client_id
     ${paged.length > 0 ? `WHERE ${paged.join(' AND ')}` : ''}
     ORDER BY i.issued_on DESC, i.id DESC LIMIT $${place.length}`,
    place,
  );
  const invoices = rows.slice(0, limit);
  const last = invoices.at(-1);
  return {
    invoices,
    next: rows.length > limit && last ? { issuedOn: last.issuedOn, id: last.id } : null,
    totals: after ? null : await totalsOf(unitOfWork, where, parameters, search.delivery !== undefined),
  };
}

async function totalsOf(
  unitOfWork: UnitOfWork,
  where: readonly string[],
  parameters: readonly unknown[],
  byDelivery: boolean,
): Promise<InvoiceTotals> {
  const [totals] = await unitOfWork.read<InvoiceTotals>(
    `SELECT count(*)::int AS documents, count(*) FILTER (WHERE i.type = 'creditNote')::int AS "creditNotes",
       coalesce(sum(CASE WHEN i.type = 'creditNote' THEN -i.net_cents ELSE i.net_cents END), 0)::bigint AS "netCents",
       coalesce(sum(CASE WHEN i.type = 'creditNote' THEN -i.gross_cents ELSE i.gross_cents END), 0)::bigint AS "grossCents"
     FROM billing.invoice i ${byDelivery ? 'JOIN billing.delivery v ON v.invoice_id = i.id' : ''}
     ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}`,
    parameters,
  );
  return totals!;
}

export interface InvoiceLineRecord {
  readonly position: number;
  readonly label: string;
  readonly lineId: number | null;
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
  readonly credits: { readonly invoiceId: number; readonly position: number } | null;
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
    `SELECT i.id, i.number, i.type, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
       jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer,
       jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
       i.net_cents AS "netCents", i.vat_cents AS "vatCents", i.gross_cents AS "grossCents",
       i.foreign_origin AS "foreignOrigin", v.state AS delivery, i.issued_at AS "issuedAt", i.issued_by AS "issuedBy",
       i.run_id AS "runId", jsonb_build_object('prefix', i.prefix, 'year', e.year, 'sequence', i.sequence) AS series,
       encode(i.hash, 'hex') AS hash, encode(i.previous_hash, 'hex') AS "previousHash", i.payload,
       i.credits_invoice_id AS "creditsInvoiceId",
       jsonb_build_object('channel', v.channel, 'address', v.address, 'state', v.state, 'deadlineOn', v.deadline_on,
         'attempt', v.attempt, 'settledAt', v.settled_at, 'detail', v.detail) AS details
     FROM billing.invoice i
     JOIN billing.series e ON e.id = i.series_id
     JOIN billing.delivery v ON v.invoice_id = i.id
     JOIN contracts.issuer s ON s.id = i.issuer_id
     JOIN contracts.client c ON c.id = i.client_id
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
  return {
    ...row,
    document: JSON.parse(payload) as InvoiceDocument,
    lines: await readLines(unitOfWork, invoiceId),
    creditNotes: await readLinked(unitOfWork, 'credits_invoice_id', invoiceId),
    credited: creditsInvoiceId === null ? null : (await readLinked(unitOfWork, 'id', creditsInvoiceId))[0]!,
    deliveryDetails: { ...details, settledAt, events },
  };
}

async function readLines(unitOfWork: UnitOfWork, invoiceId: number): Promise<InvoiceLineRecord[]> {
  return unitOfWork.read<InvoiceLineRecord>(
    `SELECT l.position, l.label, l.contract_line_id AS "lineId", l.period, l.quantity, l.unit_price AS "unitPrice",
       l.net_cents AS "netCents", l.vat_category AS "vatCategory", l.vat_rate_bp AS "vatRateBasisPoints",
       CASE WHEN g.line_id IS NULL THEN '{}'
            ELSE datemultirange(g.period) - coalesce(k.days, '{}') END AS "liveDays",
       (SELECT coalesce(sum(abs(n.net_cents)), 0)::bigint FROM billing.invoice_line n
        WHERE n.credits_invoice_id = l.invoice_id AND n.credits_position = l.position) AS "creditedCents",
       CASE WHEN l.credits_invoice_id IS NOT NULL
            THEN jsonb_build_object('invoiceId', l.credits_invoice_id, 'position', l.credits_position) END AS credits
     FROM billing.invoice_line l
     LEFT JOIN billing.charge g ON g.invoice_id = l.invoice_id AND g.position = l.position
     LEFT JOIN LATERAL (SELECT range_agg(c.period) AS days FROM billing.credit c
                        WHERE c.credited_invoice_id = l.invoice_id AND c.credited_position = l.position) k ON true
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
