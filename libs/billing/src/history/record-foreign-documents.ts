import type { Transaction } from '#persistence';
import { rangeLiteral } from '#persistence';
import { ISSUER_COLUMNS, readClients } from '../proposal/read-facts.js';
import type { IssuerFacts } from '../proposal/facts.js';
import { billingErrors } from '../billing-errors.js';
import { composeForeignDocument, type ForeignPayload } from './compose-foreign-document.js';
import type { ForeignDocument } from './foreign-document.js';

export interface ForeignRecording {
  readonly issuerId: number;
  /** The former tool, which names the closed series. */
  readonly source: string;
  readonly documents: readonly ForeignDocument[];
  readonly recordedBy: string;
  readonly onProgress?: (done: number) => Promise<void> | void;
}

/** Payloads of so many documents are in memory and in one statement at once. */
const BATCH = 500;

interface Numbered {
  readonly id: number;
  readonly sequence: number;
  readonly seriesId: number;
  readonly document: ForeignDocument;
}

/**
 * Writes documents of a former tool into closed, foreign series: what they charge enters coverage, what they credit
 * leaves it, and each is born with its delivery, sent or open. Set by set, in the caller's transaction.
 * @returns the invoice id of each key
 * @throws BILLING.ISSUER_UNKNOWN; refusals of the database where days are charged twice
 */
export async function recordForeignDocuments(
  tx: Transaction,
  recording: ForeignRecording,
): Promise<ReadonlyMap<string, number>> {
  if (recording.documents.length === 0) return new Map();
  const issuer = await readAnyIssuer(tx, recording.issuerId);
  const clients = await readClients(tx, [...new Set(recording.documents.map((each) => each.clientId))]);
  const numbered = await numberAll(tx, recording);
  const idOf = new Map(numbered.map(({ document, id }) => [document.key, id]));
  const resolve = (of: string | number | undefined) =>
    of === undefined ? null : typeof of === 'number' ? of : idOf.get(of)!;
  for (let at = 0; at < numbered.length; at += BATCH) {
    const batch = numbered.slice(at, at + BATCH);
    const payloads = batch.map(({ document }) =>
      composeForeignDocument(document, { issuer, client: clients.get(document.clientId)! }),
    );
    await insertInvoices(
      tx,
      { issuerId: issuer.id, recordedBy: recording.recordedBy },
      batch,
      payloads,
      resolve,
    );
    await insertLines(tx, batch, resolve);
    await insertVat(tx, batch, payloads);
    await recording.onProgress?.(at + batch.length);
  }
  await insertDays(tx, issuer.id, numbered, resolve);
  await closeCounters(tx, numbered);
  return idOf;
}

/** Also an outside issuer: its history is all that is known of it. */
async function readAnyIssuer(tx: Transaction, id: number): Promise<IssuerFacts> {
  const [issuer] = (await tx.query(`SELECT ${ISSUER_COLUMNS} FROM contracts.issuer WHERE id = $1`, [
    id,
  ])) as IssuerFacts[];
  if (!issuer) throw billingErrors.ISSUER_UNKNOWN({ issuer: String(id) });
  return issuer;
}

/** Ordinals in closed series, one a year: invoices before the credit notes that name them, each by day of issue. */
async function numberAll(
  tx: Transaction,
  { issuerId, source, documents }: ForeignRecording,
): Promise<Numbered[]> {
  const rank = ({ type, issuedOn }: ForeignDocument) => `${type === 'creditNote' ? 1 : 0}${issuedOn}`;
  const ordered = documents
    .map((document, at) => ({ document, at, rank: rank(document) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.at - b.at))
    .map(({ document }) => document);
  const prefix = `${source.replace(/[^A-Za-z0-9+_/-]/g, '-').slice(0, 28)}-`;
  const years = [...new Set(ordered.map(({ issuedOn }) => Number(issuedOn.slice(0, 4))))].sort();
  await tx.query(
    `INSERT INTO billing.series (issuer_id, foreign_origin, year, prefix, justification)
     SELECT $1, true, year, $2, 'Documents d’un ancien outil de facturation, série close' FROM unnest($3::int[]) AS year
     ON CONFLICT (issuer_id, foreign_origin, year, prefix) DO NOTHING`,
    [issuerId, prefix, years],
  );
  const series = (await tx.query(
    `SELECT id, year, last_sequence AS last FROM billing.series
     WHERE issuer_id = $1 AND foreign_origin AND prefix = $2 ORDER BY id FOR UPDATE`,
    [issuerId, prefix],
  )) as { id: number; year: number; last: number }[];
  const counters = new Map(series.map((each) => [each.year, { ...each }]));
  const ids = (await tx.query(
    `SELECT nextval(pg_get_serial_sequence('billing.invoice', 'id')) AS id FROM generate_series(1, $1)`,
    [ordered.length],
  )) as { id: number }[];
  return ordered.map((document, at) => {
    const counter = counters.get(Number(document.issuedOn.slice(0, 4)))!;
    counter.last += 1;
    return { id: ids[at]!.id, sequence: counter.last, seriesId: counter.id, document };
  });
}

type Resolve = (document: string | number | undefined) => number | null;

async function insertInvoices(
  tx: Transaction,
  { issuerId, recordedBy }: { readonly issuerId: number; readonly recordedBy: string },
  batch: readonly Numbered[],
  payloads: readonly ForeignPayload[],
  resolve: Resolve,
): Promise<void> {
  await tx.query(
    `INSERT INTO billing.invoice (issuer_id, foreign_origin, issued_by, delivery_channel, series_id, prefix, width, id,
       sequence, foreign_number, type, issued_on, due_on, client_id, net_cents, vat_cents, gross_cents,
       credits_invoice_id, payload)
     SELECT $1, true, $2, 'formerTool', s.id, s.prefix, s.width, r.id, r.sequence, r.number, r.type, r.issued, r.due,
       r.client, r.net, r.vat, r.gross, r.credits, r.payload
     FROM jsonb_to_recordset($3::jsonb) AS r (id bigint, series bigint, sequence int, number text,
       type billing.document_type, issued date, due date, client bigint, net bigint, vat bigint, gross bigint,
       credits bigint, payload text)
     JOIN billing.series s ON s.id = r.series`,
    [
      issuerId,
      recordedBy,
      JSON.stringify(
        batch.map(({ id, seriesId, sequence, document }, at) => ({
          id,
          series: seriesId,
          sequence,
          number: document.number,
          type: document.type,
          issued: document.issuedOn,
          due: payloads[at]!.dueOn,
          client: document.clientId,
          net: payloads[at]!.netCents,
          vat: payloads[at]!.vatCents,
          gross: payloads[at]!.grossCents,
          credits: resolve(document.credits?.document),
          payload: JSON.stringify(payloads[at]),
        })),
      ),
    ],
  );
}

async function insertLines(tx: Transaction, batch: readonly Numbered[], resolve: Resolve): Promise<void> {
  await tx.query(
    `INSERT INTO billing.invoice_line (invoice_id, position, contract_line_id, label, period, quantity, unit_price,
       net_cents, vat_category, vat_rate_bp, credits_invoice_id, credits_position)
     SELECT r.invoice, r.position, r.line, r.label, r.period, 1, r.net / 100.0, r.net, r.category, r.rate, r.credits, r.credited
     FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, position int, line bigint, label text, period daterange,
       net bigint, category contracts.vat_category, rate int, credits bigint, credited int)`,
    [
      JSON.stringify(
        batch.flatMap(({ id, document }) =>
          document.lines.map((line, index) => ({
            invoice: id,
            position: index + 1,
            line: line.lineId,
            label: line.label,
            period: line.period && rangeLiteral(line.period),
            net: line.netCents,
            category: document.vatCategory,
            rate: document.vatRateBasisPoints,
            credits: line.credit ? resolve(document.credits!.document) : null,
            credited: line.credit?.position ?? null,
          })),
        ),
      ),
    ],
  );
}

async function insertVat(
  tx: Transaction,
  batch: readonly Numbered[],
  payloads: readonly ForeignPayload[],
): Promise<void> {
  await tx.query(
    `INSERT INTO billing.invoice_vat (invoice_id, vat_category, vat_rate_bp, net_cents, vat_cents)
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, category contracts.vat_category, rate int, net bigint, vat bigint)`,
    [
      JSON.stringify(
        batch.flatMap(({ id }, at) =>
          payloads[at]!.vat.map((each) => ({
            invoice: id,
            category: each.category,
            rate: each.rateBasisPoints,
            net: each.netCents,
            vat: each.vatCents,
          })),
        ),
      ),
    ],
  );
}

/** Generation by generation: days are charged again only once their credit stands. */
async function insertDays(
  tx: Transaction,
  issuerId: number,
  numbered: readonly Numbered[],
  resolve: Resolve,
): Promise<void> {
  const byGeneration = new Map<number, { charges: object[]; credits: object[] }>();
  const of = (generation: number) => {
    const known = byGeneration.get(generation) ?? { charges: [], credits: [] };
    byGeneration.set(generation, known);
    return known;
  };
  for (const { id, document } of numbered) {
    for (const [index, { lineId, period, netCents, charge, credit }] of document.lines.entries()) {
      const common = {
        invoice: id,
        position: index + 1,
        line: lineId,
        period: period && rangeLiteral(period),
        net: netCents,
      };
      if (charge) {
        of(charge.generation).charges.push({
          ...common,
          contract: charge.contractId,
          generation: charge.generation,
          issued: document.issuedOn,
          cycle: rangeLiteral(charge.documentPeriod),
          cycle_net: charge.documentNetCents,
          key: charge.priceKey,
        });
      }
      if (credit && credit.generation !== null) {
        of(credit.generation).credits.push({
          ...common,
          generation: credit.generation,
          credited: resolve(document.credits!.document),
          credited_position: credit.position,
        });
      }
    }
  }
  for (const generation of [...byGeneration.keys()].sort((a, b) => a - b)) {
    const { charges, credits } = byGeneration.get(generation)!;
    if (charges.length > 0) await insertCharges(tx, issuerId, charges);
    if (credits.length > 0) await insertCredits(tx, credits);
  }
}

async function insertCharges(tx: Transaction, issuerId: number, charges: readonly object[]): Promise<void> {
  await tx.query(
    `INSERT INTO billing.charge (issuer_id, foreign_origin, invoice_id, position, line_id, contract_id, generation, period,
       issued_on, cycle, cycle_net_cents, price_key, net_cents)
     SELECT $1, true, r.invoice, r.position, r.line, r.contract, r.generation, r.period, r.issued, r.cycle, r.cycle_net, r.key, r.net
     FROM jsonb_to_recordset($2::jsonb) AS r (invoice bigint, position int, line bigint, contract bigint, generation int,
       period daterange, issued date, cycle daterange, cycle_net bigint, key text, net bigint)
     ORDER BY r.line, lower(r.period)`,
    [issuerId, JSON.stringify(charges)],
  );
}

async function insertCredits(tx: Transaction, credits: readonly object[]): Promise<void> {
  await tx.query(
    `INSERT INTO billing.credit (invoice_id, position, line_id, generation, period, credited_invoice_id, credited_position, net_cents)
     SELECT r.invoice, r.position, r.line, r.generation, r.period, r.credited, r.credited_position, r.net
     FROM jsonb_to_recordset($1::jsonb) AS r (invoice bigint, position int, line bigint, generation int, period daterange,
       credited bigint, credited_position int, net bigint)`,
    [JSON.stringify(credits)],
  );
}

async function closeCounters(tx: Transaction, numbered: readonly Numbered[]): Promise<void> {
  const last = new Map<number, number>();
  for (const { seriesId, sequence } of numbered) last.set(seriesId, sequence);
  await tx.query(
    `UPDATE billing.series s SET last_sequence = r.last
     FROM unnest($1::bigint[], $2::int[]) AS r (id, last) WHERE s.id = r.id`,
    [[...last.keys()], [...last.values()]],
  );
}
