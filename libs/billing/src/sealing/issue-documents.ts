import type { InvoiceDocument } from '#documents';
import { type LocalDate } from '#kernel';
import { rangeLiteral, type Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { requireCurrentDeposits } from './require-current-deposits.js';
import { sealOf } from './seal.js';
import type { DocumentToIssue, IssuedDocument } from './document-to-issue.js';

/** Hears of issued documents inside the issuing transaction; the accounting entry is made here by the room below. */
export type IssueListener = (tx: Transaction, issued: readonly IssuedDocument[]) => Promise<void>;

interface Series {
  readonly id: number;
  readonly prefix: string;
  readonly width: number;
  readonly lastSequence: number;
  readonly lastHash: Buffer | null;
  readonly lastIssuedOn: LocalDate | null;
}

interface Numbering {
  readonly series: Series;
  /** The newest date on any document that the issuer numbered, of whatever year. */
  readonly newestIssuedOn: LocalDate | null;
}

/**
 * Locks the numbering of an issuer: whoever numbers for it goes one after the other, in whatever year. Rows are locked,
 * never a database sequence used: a rollback gives the number back.
 * @returns the series of the year of `issueOn`, made when missing
 */
async function lockSeries(
  tx: Transaction,
  issuerId: number,
  issuerCode: string,
  issueOn: LocalDate,
): Promise<Numbering> {
  const year = Number(issueOn.slice(0, 4));
  // Foreign keys are checked by plans that a connection keeps. Made while a table was nearly empty, they would read all
  // of it for each row from then on.
  await tx.query(`SET LOCAL enable_seqscan = off`);
  await tx.query(
    `INSERT INTO billing.series (issuer_id, year, prefix) VALUES ($1, $2, $3)
     ON CONFLICT (issuer_id, foreign_origin, year, prefix) DO NOTHING`,
    [issuerId, year, `${issuerCode}-${year}-`],
  );
  const rows = (await tx.query(
    `SELECT id, year, prefix, width, last_sequence AS "lastSequence", last_hash AS "lastHash", last_issued_on AS "lastIssuedOn"
     FROM billing.series WHERE issuer_id = $1 AND NOT foreign_origin ORDER BY id FOR UPDATE`,
    [issuerId],
  )) as (Series & { year: number })[];
  const dates = rows.flatMap(({ lastIssuedOn }) => lastIssuedOn ?? []).sort();
  return { series: rows.find((series) => series.year === year)!, newestIssuedOn: dates.at(-1) ?? null };
}

/**
 * Numbers, seals and writes documents of one issuer, all or none, with their charges, credits and delivery obligations.
 * No I/O but the database between taking the numbers and the commit.
 * @param toIssue documents of one issuer and one date, in the order of their numbers
 * @throws BILLING.ISSUE_DATE_BEFORE_SERIES, BILLING.DEPOSITS_CHANGED; refusals of the database are explained by `explainRefusal`
 */
export async function issueDocuments(
  tx: Transaction,
  issuer: { readonly id: number; readonly code: string },
  toIssue: readonly DocumentToIssue[],
  issuedBy: string,
  listeners: readonly IssueListener[],
): Promise<IssuedDocument[]> {
  if (toIssue.length === 0) return [];
  const issueOn = toIssue[0]!.document.issuedOn;
  const { series, newestIssuedOn } = await lockSeries(tx, issuer.id, issuer.code, issueOn);
  // Once the series of a new year has begun, that of the old one is closed.
  if (newestIssuedOn !== null && issueOn < newestIssuedOn) {
    throw billingErrors.ISSUE_DATE_BEFORE_SERIES({ issueOn, lastIssuedOn: newestIssuedOn });
  }
  await requireCurrentDeposits(tx, toIssue);
  const ids = (await tx.query(
    `SELECT nextval(pg_get_serial_sequence('billing.invoice', 'id')) AS id FROM generate_series(1, $1)`,
    [toIssue.length],
  )) as { id: number }[];
  const sealed = sealAll(
    series,
    toIssue,
    ids.map((row) => row.id),
  );
  await insertInvoices(tx, issuer.id, series, sealed, issuedBy);
  await insertLines(tx, sealed);
  await insertVat(tx, sealed);
  await insertCharges(tx, issuer.id, sealed);
  await insertCredits(tx, sealed);
  await insertDeductions(tx, sealed);
  const last = sealed.at(-1)!;
  await tx.query(
    'UPDATE billing.series SET last_sequence = $2, last_hash = $3, last_issued_on = $4 WHERE id = $1',
    [series.id, last.sequence, last.hash, issueOn],
  );
  const issued = sealed.map(({ id, document, toIssue: source }) => ({
    invoiceId: id,
    number: document.number,
    toIssue: { ...source, document },
  }));
  for (const listener of listeners) await listener(tx, issued);
  return issued;
}

interface Sealed {
  readonly id: number;
  readonly sequence: number;
  readonly document: InvoiceDocument;
  readonly payload: string;
  readonly hash: Buffer;
  readonly previous: {
    readonly sequence: number;
    readonly hash: Buffer;
    readonly issuedOn: LocalDate;
  } | null;
  readonly toIssue: DocumentToIssue;
}

function sealAll(series: Series, toIssue: readonly DocumentToIssue[], ids: readonly number[]): Sealed[] {
  let previous: Sealed['previous'] =
    series.lastSequence === 0
      ? null
      : { sequence: series.lastSequence, hash: series.lastHash!, issuedOn: series.lastIssuedOn! };
  return toIssue.map((each, index) => {
    const sequence = series.lastSequence + index + 1;
    const document = {
      ...each.document,
      number: series.prefix + String(sequence).padStart(series.width, '0'),
    };
    const payload = JSON.stringify(document);
    const hash = sealOf(previous?.hash ?? null, payload);
    const sealed = { id: ids[index]!, sequence, document, payload, hash, previous, toIssue: each };
    previous = { sequence, hash, issuedOn: document.issuedOn };
    return sealed;
  });
}

/** Columns as arrays, unnested by the server: one statement for any number of rows, and no text is parsed twice. */
async function insertInvoices(
  tx: Transaction,
  issuerId: number,
  series: Series,
  sealed: readonly Sealed[],
  issuedBy: string,
): Promise<void> {
  const column = <T>(read: (each: Sealed) => T): T[] => sealed.map(read);
  await tx.query(
    `INSERT INTO billing.invoice (series_id, issuer_id, prefix, width, issued_by, issued_on, id, sequence, type, due_on,
       client_id, net_cents, vat_cents, gross_cents, credits_invoice_id, run_id, payload, previous_sequence,
       previous_hash, previous_issued_on, delivery_channel, delivery_address)
     SELECT $1, $2, $3, $4, $5, $6, u.* FROM ROWS FROM (unnest($7::bigint[]), unnest($8::int[]), unnest($9::billing.document_type[]),
       unnest($10::date[]), unnest($11::bigint[]), unnest($12::bigint[]), unnest($13::bigint[]), unnest($14::bigint[]),
       unnest($15::bigint[]), unnest($16::bigint[]), json_array_elements($17::json), unnest($18::int[]), unnest($19::bytea[]),
       unnest($20::date[]), unnest($21::text[]), unnest($22::text[])) AS u`,
    [
      ...[series.id, issuerId, series.prefix, series.width, issuedBy, sealed[0]!.document.issuedOn],
      column((each) => each.id),
      column((each) => each.sequence),
      column((each) => each.document.type),
      column((each) => each.document.dueOn),
      column((each) => each.toIssue.clientId),
      column((each) => each.document.netCents),
      column((each) => each.document.vatCents),
      column((each) => each.document.grossCents),
      column((each) => each.toIssue.creditsInvoiceId),
      column((each) => each.toIssue.runId),
      `[${sealed.map((each) => each.payload).join()}]`,
      column((each) => each.previous?.sequence ?? null),
      column((each) => each.previous?.hash ?? null),
      column((each) => each.previous?.issuedOn ?? null),
      column((each) => each.toIssue.channel),
      column((each) => each.toIssue.deliveryAddress),
    ],
  );
}

/** @param sql takes the rows as its first parameter, and `others` as those after it */
async function insertRows(
  tx: Transaction,
  sql: string,
  rows: readonly unknown[],
  others: readonly unknown[] = [],
): Promise<void> {
  if (rows.length > 0) await tx.query(sql, [JSON.stringify(rows), ...others]);
}

async function insertLines(tx: Transaction, sealed: readonly Sealed[]): Promise<void> {
  await insertRows(
    tx,
    `INSERT INTO billing.invoice_line (invoice_id, position, contract_line_id, label, period, quantity, unit_price, net_cents,
       vat_category, vat_rate_bp, credits_invoice_id, credits_position)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, position int, line bigint, label text, period daterange,
       quantity numeric, price numeric, net bigint, category contracts.vat_category, rate int, credits bigint, credited int)`,
    sealed.flatMap(({ id, document, toIssue }) => {
      const lineOf = new Map(
        [...toIssue.charges, ...toIssue.credits].map((each) => [each.position, each.lineId]),
      );
      return document.lines.map((line) => ({
        invoice: id,
        position: line.position,
        line: lineOf.get(line.position) ?? null,
        label: line.label,
        period: line.period && rangeLiteral(line.period),
        quantity: line.quantity,
        price: line.unitPrice,
        net: line.netCents,
        category: line.vatCategory,
        rate: line.vatRateBasisPoints,
        credits: toIssue.creditsInvoiceId,
        credited: toIssue.creditedPositions[line.position] ?? null,
      }));
    }),
  );
}

async function insertVat(tx: Transaction, sealed: readonly Sealed[]): Promise<void> {
  await insertRows(
    tx,
    `INSERT INTO billing.invoice_vat (invoice_id, vat_category, vat_rate_bp, net_cents, vat_cents)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, category contracts.vat_category, rate int, net bigint, vat bigint)`,
    sealed.flatMap(({ id, document }) =>
      document.vat.map((each) => ({
        invoice: id,
        category: each.category,
        rate: each.rateBasisPoints,
        net: each.netCents,
        vat: each.vatCents,
      })),
    ),
  );
}

async function insertCharges(tx: Transaction, issuerId: number, sealed: readonly Sealed[]): Promise<void> {
  await insertRows(
    tx,
    `INSERT INTO billing.charge (issuer_id, invoice_id, issued_on, position, line_id, contract_id, generation, period, term_id,
       term_revision, carriage_revision, cycle, cycle_net_cents, vat_category, vat_rate_bp, price_key, horizon_days,
       longest_span_days, net_cents)
     SELECT $2::bigint, r.* FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, issued date, position int, line bigint,
       contract bigint, generation int, period daterange, term bigint, revision int, carriage int, cycle daterange,
       price bigint, category contracts.vat_category, rate int, key text, horizon int, span int, net bigint)
     ORDER BY r.line, lower(r.period)`,
    sealed.flatMap(({ id, document, toIssue }) =>
      toIssue.charges.map((charge) => ({
        invoice: id,
        issued: document.issuedOn,
        position: charge.position,
        line: charge.lineId,
        contract: charge.contractId,
        generation: charge.generation,
        period: rangeLiteral(charge.period),
        term: charge.termId,
        revision: charge.termRevision,
        carriage: charge.carriageRevision,
        cycle: rangeLiteral(charge.cycle),
        price: charge.cycleNetCents,
        category: charge.vatCategory,
        rate: charge.vatRateBasisPoints,
        key: charge.priceKey,
        horizon: charge.horizonDays,
        span: charge.longestSpanDays,
        net: charge.netCents,
      })),
    ),
    [issuerId],
  );
}

async function insertCredits(tx: Transaction, sealed: readonly Sealed[]): Promise<void> {
  await insertRows(
    tx,
    `INSERT INTO billing.credit (invoice_id, position, line_id, generation, period, credited_invoice_id, credited_position, net_cents)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, position int, line bigint, generation int,
       period daterange, credited bigint, credited_position int, net bigint)`,
    sealed.flatMap(({ id, toIssue }) =>
      toIssue.credits.map((credit) => ({
        invoice: id,
        position: credit.position,
        line: credit.lineId,
        generation: credit.generation,
        period: rangeLiteral(credit.period),
        credited: toIssue.creditsInvoiceId,
        credited_position: credit.creditedPosition,
        net: credit.netCents,
      })),
    ),
  );
}

async function insertDeductions(tx: Transaction, sealed: readonly Sealed[]): Promise<void> {
  await insertRows(
    tx,
    `INSERT INTO billing.deduction (invoice_id, position, deposit_invoice_id, deposit_position, generation)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, position int, deposit bigint, deposit_position int, generation int)`,
    sealed.flatMap(({ id, toIssue }) =>
      toIssue.deductions.map((each) => ({
        invoice: id,
        position: each.position,
        deposit: each.depositInvoiceId,
        deposit_position: each.depositPosition,
        generation: each.generation,
      })),
    ),
  );
  await insertRows(
    tx,
    `INSERT INTO billing.deduction_reversal (invoice_id, deposit_invoice_id, deposit_position, generation)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, deposit bigint, deposit_position int, generation int)`,
    sealed.flatMap(({ id, toIssue }) =>
      toIssue.reversals.map((each) => ({
        invoice: id,
        deposit: each.depositInvoiceId,
        deposit_position: each.depositPosition,
        generation: each.generation,
      })),
    ),
  );
}
