import type { LocalDate, Period } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import type { DeliveryState } from '../delivery/deliveries.js';
import type { INVOICE_TYPES } from './read-invoices.js';
import { type Named, startingWith } from './read-runs.js';

/**
 * What the holder of an activity sees of documents: those with a line of a contract of theirs. A document may bill
 * lines of several activities, where a client wants one invoice for all. Its holder then sees the number, the days and
 * their own lines, since coverage names that document and they must be able to tell their client where a service was
 * billed; the lines of others, the totals from which these could be worked out, and the PDF stay with the office.
 */
export interface OwnInvoiceSearch {
  readonly account: number;
  /** How the number begins. */
  readonly number?: string;
  readonly contract?: number;
  readonly type?: (typeof INVOICE_TYPES)[number];
  readonly issuedFrom?: LocalDate;
  /** Included. */
  readonly issuedTo?: LocalDate;
  /** From 1. */
  readonly page?: number;
  /** 1 to 500; 50 by default. */
  readonly size?: number;
}

export interface OwnInvoiceRow {
  readonly id: number;
  readonly number: string;
  readonly type: (typeof INVOICE_TYPES)[number];
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly issuer: Named;
  readonly client: Named;
  readonly foreignOrigin: boolean;
  readonly delivery: DeliveryState;
  /** The lines of the account without VAT; positive also on credit notes. */
  readonly ownNetCents: number;
  /** Of the whole document; null where it bills lines of others too. */
  readonly whole: {
    readonly netCents: number;
    readonly vatCents: number;
    readonly grossCents: number;
  } | null;
}

export interface OwnInvoicePage {
  readonly items: readonly OwnInvoiceRow[];
  /** Of all that was found, on all pages. */
  readonly total: number;
  /** On all pages; credit notes taken off. */
  readonly ownNetCents: number;
}

export interface OwnInvoiceLine {
  readonly position: number;
  readonly label: string;
  readonly lineId: number;
  readonly contract: { readonly id: number; readonly code: string };
  readonly period: Period | null;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly netCents: number;
  readonly vatCategory: string;
  readonly vatRateBasisPoints: number;
}

export interface OwnInvoiceRecord extends OwnInvoiceRow {
  readonly deliveredAt: Date | null;
  readonly lines: readonly OwnInvoiceLine[];
  readonly creditNotes: readonly OwnLinkedInvoice[];
  readonly credited: OwnLinkedInvoice | null;
}

export interface OwnLinkedInvoice {
  readonly id: number;
  readonly number: string;
  readonly issuedOn: LocalDate;
}

/**
 * The contract lines of an account's activities, as they are assigned now, and the documents to look at. They are read
 * first and handed on as lists: the planner then knows how few they are, and finds the rest by its indexes.
 */
interface Own {
  readonly lines: readonly {
    readonly id: number;
    readonly contractId: number;
    readonly contractCode: string;
  }[];
  readonly documents: readonly number[];
}

async function readOwnLines(unitOfWork: UnitOfWork, account: number): Promise<Own['lines']> {
  return unitOfWork.read(
    `SELECT l.id, k.id AS "contractId", k.code AS "contractCode"
     FROM contracts.activity a
     JOIN contracts.contract k ON k.activity_id = a.id
     JOIN contracts.contract_line l ON l.contract_id = k.id
     WHERE a.account_id = $1`,
    [account],
  );
}

/** Documents that charge one of the lines, credit it, credit an amount of what charges it, or await its credit. */
async function readDocumentsOf(unitOfWork: UnitOfWork, lines: Own['lines']): Promise<number[]> {
  const rows = await unitOfWork.read<{ id: number }>(
    `WITH charged AS MATERIALIZED (
       SELECT invoice_id, position FROM billing.charge WHERE line_id = ANY ($1::bigint[])
     )
     SELECT invoice_id AS id FROM charged
     UNION SELECT n.invoice_id FROM charged g JOIN billing.invoice_line n
       ON n.credits_invoice_id = g.invoice_id AND n.credits_position = g.position
     UNION SELECT invoice_id FROM billing.credit WHERE line_id = ANY ($1::bigint[])
     UNION SELECT u.invoice_id FROM charged g JOIN billing.deduction u
       ON u.deposit_invoice_id = g.invoice_id AND u.deposit_position = g.position
     UNION SELECT invoice_id FROM billing.awaiting_credit WHERE line_id = ANY ($1::bigint[])`,
    [lines.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}

function parametersOf({ lines, documents }: Own): unknown[] {
  return [
    lines.map(({ id }) => id),
    lines.map(({ contractId }) => contractId),
    lines.map(({ contractCode }) => contractCode),
    documents,
  ];
}

/**
 * Every line of the documents, with the contract line that it is about: a line that credits another is about what that
 * one is about, and a deduction about the deposit that it deducts.
 */
const LINES = `own AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS own (id, contract_id, contract_code)
  ), line AS (
    SELECT n.*, coalesce(r.contract_line_id, g.line_id) AS about
    FROM billing.invoice_line n
    JOIN billing.invoice_line r ON r.invoice_id = coalesce(n.credits_invoice_id, n.invoice_id)
      AND r.position = coalesce(n.credits_position, n.position)
    LEFT JOIN billing.deduction u ON u.invoice_id = r.invoice_id AND u.position = r.position
    LEFT JOIN billing.charge g ON g.invoice_id = u.deposit_invoice_id AND g.position = u.deposit_position
    WHERE n.invoice_id = ANY ($4::bigint[])
  )`;

const SUMS = `sums AS (
    SELECT n.invoice_id, sum(n.net_cents) FILTER (WHERE own.id IS NOT NULL)::bigint AS own_net,
      bool_and(own.id IS NOT NULL) AS whole, array_agg(own.contract_id) AS contracts
    FROM line n LEFT JOIN own ON own.id = n.about
    GROUP BY n.invoice_id HAVING bool_or(own.id IS NOT NULL)
  )`;

const ROW = `i.id, i.number, i.type, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
    jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name) AS issuer,
    jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) AS client,
    i.foreign_origin AS "foreignOrigin", v.state AS delivery, m.own_net AS "ownNetCents",
    CASE WHEN m.whole THEN jsonb_build_object('netCents', i.net_cents, 'vatCents', i.vat_cents, 'grossCents', i.gross_cents)
      END AS whole`;
const ROW_FROM = `FROM sums m
  JOIN billing.invoice i ON i.id = m.invoice_id
  JOIN billing.delivery v ON v.invoice_id = i.id
  JOIN contracts.issuer s ON s.id = i.issuer_id
  JOIN contracts.client c ON c.id = i.client_id`;

/** Newest first. */
export async function listOwnInvoices(
  unitOfWork: UnitOfWork,
  search: OwnInvoiceSearch,
): Promise<OwnInvoicePage> {
  const { page = 1, size = 50 } = search;
  const lines = await readOwnLines(unitOfWork, search.account);
  const parameters = parametersOf({ lines, documents: await readDocumentsOf(unitOfWork, lines) });
  const where: string[] = [];
  const ask = (sql: string, value: unknown) => {
    if (value !== undefined) where.push(sql.replace('?', `$${parameters.push(value)}`));
  };
  ask('i.number LIKE ?', search.number === undefined ? undefined : startingWith(search.number));
  ask('?::bigint = ANY (m.contracts)', search.contract);
  ask('i.type = ?::billing.document_type', search.type);
  ask('i.issued_on >= ?::date', search.issuedFrom);
  ask('i.issued_on <= ?::date', search.issuedTo);
  const [found] = await unitOfWork.read<{ items: OwnInvoiceRow[]; total: number; sum: number }>(
    `WITH ${LINES}, ${SUMS},
     found AS (SELECT ${ROW} ${ROW_FROM} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''})
     SELECT count(*)::int AS total,
       coalesce(sum(CASE WHEN type = 'creditNote' THEN -"ownNetCents" ELSE "ownNetCents" END), 0)::bigint AS sum,
       (SELECT coalesce(jsonb_agg(to_jsonb(place)), '[]')
        FROM (SELECT * FROM found ORDER BY "issuedOn" DESC, id DESC
              LIMIT $${parameters.push(size)} OFFSET $${parameters.push((page - 1) * size)}) place) AS items
     FROM found`,
    parameters,
  );
  return { items: found!.items, total: found!.total, ownNetCents: found!.sum };
}

/** @throws BILLING.INVOICE_UNKNOWN, also for a document without a line of the account's */
export async function readOwnInvoice(
  unitOfWork: UnitOfWork,
  invoiceId: number,
  account: number,
): Promise<OwnInvoiceRecord> {
  const own = { lines: await readOwnLines(unitOfWork, account), documents: [invoiceId] };
  const [head] = await unitOfWork.read<
    OwnInvoiceRow & { deliveredAt: Date | null; creditsInvoiceId: number | null }
  >(
    `WITH ${LINES}, ${SUMS}
     SELECT ${ROW}, CASE WHEN v.state = 'sent' THEN v.settled_at END AS "deliveredAt",
       i.credits_invoice_id AS "creditsInvoiceId" ${ROW_FROM}`,
    parametersOf(own),
  );
  if (!head) throw billingErrors.INVOICE_UNKNOWN({ invoice: String(invoiceId) });
  const { creditsInvoiceId, ...row } = head;
  const lines = await unitOfWork.read<OwnInvoiceLine>(
    `WITH ${LINES}
     SELECT n.position, n.label, n.about AS "lineId", n.period, n.quantity, n.unit_price AS "unitPrice",
       jsonb_build_object('id', own.contract_id, 'code', own.contract_code) AS contract, n.net_cents AS "netCents",
       n.vat_category AS "vatCategory", n.vat_rate_bp AS "vatRateBasisPoints"
     FROM line n JOIN own ON own.id = n.about ORDER BY n.position`,
    parametersOf(own),
  );
  const linked = await readOwnLinked(unitOfWork, own.lines, { invoiceId, creditsInvoiceId });
  return {
    ...row,
    lines,
    creditNotes: linked.filter(({ id }) => id !== creditsInvoiceId),
    credited: linked.find(({ id }) => id === creditsInvoiceId) ?? null,
  };
}

/** The credit notes of a document and what it credits, as far as they are about own lines. */
async function readOwnLinked(
  unitOfWork: UnitOfWork,
  lines: Own['lines'],
  { invoiceId, creditsInvoiceId }: { invoiceId: number; creditsInvoiceId: number | null },
): Promise<OwnLinkedInvoice[]> {
  const linked = await unitOfWork.read<{ id: number }>(
    'SELECT id FROM billing.invoice WHERE credits_invoice_id = $1::bigint OR id = $2::bigint',
    [invoiceId, creditsInvoiceId],
  );
  return unitOfWork.read<OwnLinkedInvoice>(
    `WITH ${LINES}, ${SUMS}
     SELECT i.id, i.number, i.issued_on AS "issuedOn"
     FROM sums m JOIN billing.invoice i ON i.id = m.invoice_id ORDER BY i.id`,
    parametersOf({ lines, documents: linked.map(({ id }) => id) }),
  );
}
