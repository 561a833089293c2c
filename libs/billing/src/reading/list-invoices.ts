import type { LocalDate } from '#kernel';
import { foldedColumn, patternsOf, type UnitOfWork } from '#persistence';
import type { DeliveryState } from '../delivery/deliveries.js';
import { INVOICE_ROW, type INVOICE_TYPES, type InvoiceRow } from './read-invoices.js';
import { startingWith } from './read-runs.js';

export const INVOICE_SORTS = ['issuedOn', 'number', 'dueOn', 'gross', 'client'] as const;
export type InvoiceSort = (typeof INVOICE_SORTS)[number];

export interface InvoiceSearch {
  /** Words, anywhere in the number or in the name of the client, whatever their case and their accents. */
  readonly search?: string;
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
  /** By day of issue unless told; credit notes count as less than nothing where amounts are sorted. */
  readonly sort?: InvoiceSort;
  /** Descending unless told. */
  readonly direction?: 'asc' | 'desc';
  /** The `next` of the page before, of the same sort. */
  readonly after?: InvoicePlace;
  /** 1 to 500; 50 by default. */
  readonly limit?: number;
}

/** Where a page ends: the value that the list is sorted by, and the id. */
export interface InvoicePlace {
  readonly value: string | number;
  readonly id: number;
}

export interface InvoiceTotals {
  readonly documents: number;
  readonly creditNotes: number;
  /** Credit notes taken off. */
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
}

export interface InvoicePage {
  readonly invoices: readonly InvoiceRow[];
  readonly next: InvoicePlace | null;
  /** Of all that was found, on the first page; null on the others. */
  readonly totals: InvoiceTotals | null;
}

interface Conditions {
  readonly where: readonly string[];
  readonly parameters: readonly unknown[];
}

interface SortKey {
  readonly sql: string;
  readonly type: string;
  /** What the key needs beside the documents. */
  readonly join?: string;
}

const CLIENT = 'JOIN contracts.client c ON c.id = i.client_id';

const SORT_KEYS: Readonly<Record<InvoiceSort, SortKey>> = {
  issuedOn: { sql: 'i.issued_on', type: 'date' },
  dueOn: { sql: 'i.due_on', type: 'date' },
  number: { sql: 'i.number COLLATE "C"', type: 'text' },
  gross: {
    sql: `CASE WHEN i.type = 'creditNote' THEN -i.gross_cents ELSE i.gross_cents END`,
    type: 'bigint',
  },
  client: { sql: 'c.name COLLATE "unicode"', type: 'text', join: CLIENT },
};

/**
 * Places are found in narrow indexes, and only then are the documents of the page read, which are wide.
 * Only the conditions that are asked for are written, so that each question gets the index that suits it.
 */
export async function listInvoices(unitOfWork: UnitOfWork, search: InvoiceSearch): Promise<InvoicePage> {
  const { limit = 50, after, delivery } = search;
  const conditions = await conditionsOf(unitOfWork, search);
  const [rows, totals] = await Promise.all([
    readPlaces(unitOfWork, search, conditions),
    after ? null : totalsOf(unitOfWork, conditions, delivery),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    invoices: page.map(({ value: _place, ...row }) => row),
    next: rows.length > limit && last ? { value: last.value, id: last.id } : null,
    totals,
  };
}

/** The rows of one page, and one more where there is a next. */
async function readPlaces(
  unitOfWork: UnitOfWork,
  { limit = 50, after, sort = 'issuedOn', direction = 'desc', delivery }: InvoiceSearch,
  conditions: Conditions,
): Promise<(InvoiceRow & { value: string | number })[]> {
  const key = SORT_KEYS[sort];
  const parameters = [...conditions.parameters];
  const where = [...conditions.where];
  if (delivery) where.push(`v.state = $${parameters.push(delivery)}`);
  if (after) {
    const [value, id] = [parameters.push(after.value), parameters.push(after.id)];
    const beyond = direction === 'desc' ? '<' : '>';
    where.push(`(${key.sql}, i.id) ${beyond} ($${value}::${key.type}, $${id}::bigint)`);
  }
  parameters.push(limit + 1);
  return unitOfWork.read(
    `SELECT f.value, ${INVOICE_ROW.columns}
     FROM (SELECT i.id, ${key.sql} AS value FROM billing.invoice i ${key.join ?? ''}
           ${delivery ? DELIVERY : ''} ${whereOf(where)}
           ORDER BY ${key.sql} ${direction}, i.id ${direction} LIMIT $${parameters.length}) f
     JOIN billing.invoice i ON i.id = f.id ${INVOICE_ROW.joins}
     ORDER BY f.value ${direction}, f.id ${direction}`,
    parameters,
  );
}

const DELIVERY = 'JOIN billing.delivery v ON v.invoice_id = i.id';

function whereOf(conditions: readonly string[]): string {
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}

/** All that is asked but the state of the delivery. */
async function conditionsOf(unitOfWork: UnitOfWork, search: InvoiceSearch): Promise<Conditions> {
  const where: string[] = [];
  const parameters: unknown[] = [];
  const ask = (sql: string, ...values: readonly unknown[]) => {
    if (values.includes(undefined)) return;
    where.push(values.reduce<string>((text, value) => text.replace('?', `$${parameters.push(value)}`), sql));
  };
  const words = patternsOf(search.search ?? '');
  if (words.length > 0) {
    const clients = await unitOfWork.read<{ id: number }>(
      `SELECT id FROM contracts.client WHERE ${foldedColumn('name')} LIKE ALL ($1::text[])`,
      [words],
    );
    // Our own numbers are of capitals and digits; those of former tools are of anything, and are folded one by one.
    const all = (column: string) => words.map(() => `${column} LIKE ?`).join(' AND ');
    ask(
      `(${all('i.number')} OR i.client_id = ANY (?::bigint[]) OR i.foreign_origin AND ${all(foldedColumn('i.number'))})`,
      ...words.map((word) => word.toUpperCase()),
      clients.map(({ id }) => id),
      ...words,
    );
  }
  ask('i.number LIKE ?', search.number === undefined ? undefined : startingWith(search.number));
  ask('i.client_id = ?', search.client);
  ask('i.issuer_id = (SELECT id FROM contracts.issuer WHERE code = ?)', search.issuer);
  ask('i.type = ?::billing.document_type', search.type);
  ask('i.issued_on >= ?::date', search.issuedFrom);
  ask('i.issued_on <= ?::date', search.issuedTo);
  ask('i.run_id = ?', search.run);
  return { where, parameters };
}

/** Nearly all documents are sent: their sums are those of all, less the few that are not, which have an index. */
async function totalsOf(
  unitOfWork: UnitOfWork,
  conditions: Conditions,
  delivery: DeliveryState | undefined,
): Promise<InvoiceTotals> {
  if (delivery !== 'sent') return sumOf(unitOfWork, conditions, delivery && { sql: 'v.state =', delivery });
  const [all, unsent] = await Promise.all([
    sumOf(unitOfWork, conditions),
    // Written out, and no parameter, so that it is seen to be the condition of the index.
    sumOf(unitOfWork, conditions, { sql: `v.state <> 'sent' AND v.state <>`, delivery }),
  ]);
  return {
    documents: all.documents - unsent.documents,
    creditNotes: all.creditNotes - unsent.creditNotes,
    netCents: all.netCents - unsent.netCents,
    vatCents: all.vatCents - unsent.vatCents,
    grossCents: all.grossCents - unsent.grossCents,
  };
}

async function sumOf(
  unitOfWork: UnitOfWork,
  { where, parameters }: Conditions,
  of?: { readonly sql: string; readonly delivery: DeliveryState },
): Promise<InvoiceTotals> {
  const [totals] = await unitOfWork.read<Omit<InvoiceTotals, 'vatCents'>>(
    `SELECT count(*)::int AS documents, count(*) FILTER (WHERE i.type = 'creditNote')::int AS "creditNotes",
       coalesce(sum(CASE WHEN i.type = 'creditNote' THEN -i.net_cents ELSE i.net_cents END), 0)::bigint AS "netCents",
       coalesce(sum(CASE WHEN i.type = 'creditNote' THEN -i.gross_cents ELSE i.gross_cents END), 0)::bigint AS "grossCents"
     FROM billing.invoice i ${of ? DELIVERY : ''}
     ${whereOf(of ? [...where, `${of.sql} $${parameters.length + 1}`] : where)}`,
    of ? [...parameters, of.delivery] : parameters,
  );
  // Gross is net and VAT by a check of the table; indexes hold two of the three.
  return { ...totals!, vatCents: totals!.grossCents - totals!.netCents };
}
