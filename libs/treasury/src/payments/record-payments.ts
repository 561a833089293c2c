import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { treasuryErrors } from '../treasury-errors.js';
import { lockOpenShares, type PayableDocument, readDocuments } from './read-documents.js';
import type { AllocationWish, NewPayment } from './payment.js';
import { type AllocationShare, lessShares, shareOut } from './share-out.js';

/** Who writes, and when. */
export interface Hand {
  readonly madeBy: string;
  readonly at: Date;
  readonly today: LocalDate;
}

interface Recorded {
  readonly id: number;
  readonly code: string;
}

interface Parties {
  readonly issuer: number;
  readonly client: number;
}

/** What goes to a document, from a payment that is recorded. */
interface Allocation extends AllocationWish, Parties {
  readonly payment: number;
  readonly collectedOn: LocalDate;
}

/** For whom the payment is: as said, or as its documents say. An outside issuer is never guessed. */
function partiesOf(payment: NewPayment, documents: ReadonlyMap<number, PayableDocument>): Parties {
  const named = (payment.allocations ?? []).map(({ invoice }) => documents.get(invoice)!);
  const first = named[0];
  if (payment.issuer === undefined) {
    const outside = named.find(({ issuer }) => issuer.outside);
    if (outside) throw treasuryErrors.OUTSIDE_ISSUER({ number: outside.number, issuer: outside.issuer.name });
  }
  const issuer = payment.issuer ?? first?.issuer.id;
  const client = payment.client ?? first?.client.id;
  if (issuer === undefined || client === undefined) throw treasuryErrors.PARTIES_MISSING({});
  for (const document of named) requireOf(document, { issuer, client }, payment.amountCents);
  requireOneSign(payment.allocations ?? [], documents, payment.amountCents);
  return { issuer, client };
}

/** @throws TREASURY.OTHER_ISSUER, TREASURY.OTHER_CLIENT, TREASURY.CREDIT_NOTE_NOT_PAID */
export function requireOf(document: PayableDocument, { issuer, client }: Parties, amountCents: number): void {
  const { number } = document;
  if (document.issuer.id !== issuer) {
    throw treasuryErrors.OTHER_ISSUER({ number, issuer: document.issuer.name });
  }
  if (document.client.id !== client) {
    throw treasuryErrors.OTHER_CLIENT({ number, client: document.client.name });
  }
  if (document.creditNote && amountCents > 0) throw treasuryErrors.CREDIT_NOTE_NOT_PAID({ number });
}

/** @throws TREASURY.OPPOSITE_SIGN */
export function requireOneSign(
  allocations: readonly AllocationWish[],
  documents: ReadonlyMap<number, PayableDocument>,
  amountCents: number,
): void {
  const other = allocations.find(
    (each) => Math.sign(each.amountCents) === -Math.sign(amountCents) && amountCents !== 0,
  );
  if (other) throw treasuryErrors.OPPOSITE_SIGN({ number: documents.get(other.invoice)!.number });
}

/**
 * Writes payments and what they are allocated to, set by set.
 * @returns them in the order given
 * @throws TREASURY.OUTSIDE_ISSUER, TREASURY.PARTIES_MISSING, TREASURY.OTHER_ISSUER, TREASURY.OTHER_CLIENT,
 *   TREASURY.INVOICE_UNKNOWN, TREASURY.CREDIT_NOTE_NOT_PAID; refusals of the database
 */
export async function recordPayments(
  tx: Transaction,
  payments: readonly NewPayment[],
  hand: Hand,
): Promise<Recorded[]> {
  const wanted = payments.flatMap(({ allocations = [] }) => allocations.map(({ invoice }) => invoice));
  const documents = await readDocuments(tx, [...new Set(wanted)]);
  const parties = payments.map((payment) => partiesOf(payment, documents));
  const rows = payments.map((payment, at) => ({
    ...parties[at]!,
    arrived: payment.arrivedWith ?? parties[at]!.issuer,
    received: payment.receivedOn,
    amount: payment.amountCents,
    means: payment.means,
    reference: (payment.reference ?? '').trim(),
    note: payment.note?.trim() || null,
    another: payment.another ?? false,
  }));
  const recorded = await insertPayments(tx, rows, hand);
  const allocations = payments.flatMap(({ allocations: wishes = [], receivedOn }, at) =>
    wishes.map((wish) => ({
      ...wish,
      ...parties[at]!,
      payment: recorded[at]!.id,
      collectedOn: receivedOn,
    })),
  );
  await writeAllocations(tx, allocations, documents, hand);
  return recorded;
}

/** A payment that a person knows to be another takes the next occurrence of its key. */
async function insertPayments(
  tx: Transaction,
  rows: readonly (Parties & { readonly amount: number })[],
  { madeBy, at, today }: Hand,
): Promise<Recorded[]> {
  const codes: { code: string }[] = await tx.query(
    `SELECT 'PA-' || nextval('treasury.payment_code') AS code FROM generate_series(1, $1)`,
    [rows.length],
  );
  const inserted: Recorded[] = await tx.query(
    `INSERT INTO treasury.payment (code, issuer_id, arrived_with, client_id, received_on, amount_cents, means, reference,
       occurrence, note, recorded_on, recorded_by, recorded_at)
     SELECT r.code, r.issuer, r.arrived, r.client, r.received, r.amount, r.means, r.reference,
       CASE WHEN r.another THEN 1 + coalesce((SELECT max(k.occurrence) FROM treasury.payment_key k
         WHERE k.issuer_id = r.issuer AND k.received_on = r.received AND k.amount_cents = r.amount
           AND k.reference = lower(r.reference COLLATE pg_c_utf8)
           AND k.client_id IS NOT DISTINCT FROM CASE WHEN r.reference = '' THEN r.client END), 0) ELSE 1 END,
       r.note, $2, $3, $4
     FROM jsonb_to_recordset($1::jsonb) AS r (code text, issuer bigint, arrived bigint, client bigint, received date,
       amount bigint, means text, reference text, note text, another boolean)
     RETURNING id, code`,
    [JSON.stringify(rows.map((row, index) => ({ ...row, code: codes[index]!.code }))), today, madeBy, at],
  );
  const byCode = new Map(inserted.map((row) => [row.code, row]));
  return codes.map(({ code }) => byCode.get(code)!);
}

/** Shares each allocation out over what is open when its turn comes, and writes them. */
export async function writeAllocations(
  tx: Transaction,
  allocations: readonly Allocation[],
  documents: ReadonlyMap<number, PayableDocument>,
  { madeBy, at }: Hand,
): Promise<void> {
  if (allocations.length === 0) return;
  const rootOf = (invoice: number) => documents.get(invoice)!.root;
  const open = await lockOpenShares(tx, [...new Set(allocations.map(({ invoice }) => rootOf(invoice)))]);
  // One order for all: two people who allocate the same invoices wait for each other and do not block each other.
  const ordered = allocations
    .map((allocation, index) => ({ ...allocation, index }))
    .sort((a, b) => rootOf(a.invoice) - rootOf(b.invoice) || a.index - b.index);
  const shares = ordered.map(({ invoice, amountCents }) => {
    const taken = shareOut(amountCents, open.get(rootOf(invoice))!);
    open.set(rootOf(invoice), lessShares(open.get(rootOf(invoice))!, taken));
    return taken;
  });
  const inserted: { id: number }[] = await tx.query(
    `INSERT INTO treasury.allocation (payment_id, issuer_id, client_id, invoice_id, amount_cents, collected_on, made_by, made_at)
     SELECT r.payment, r.issuer, r.client, r.invoice, r.amount, r.collected, $2, $3
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (payment bigint, issuer bigint, client bigint, invoice bigint,
       amount bigint, collected date)) WITH ORDINALITY AS r (payment, issuer, client, invoice, amount, collected, n)
     ORDER BY r.n RETURNING id`,
    [
      JSON.stringify(
        ordered.map(({ payment, issuer, client, invoice, amountCents, collectedOn }) => ({
          payment,
          issuer,
          client,
          invoice,
          amount: amountCents,
          collected: collectedOn,
        })),
      ),
      madeBy,
      at,
    ],
  );
  const ids = inserted.map(({ id }) => id).sort((a, b) => a - b);
  await insertShares(
    tx,
    shares.map((taken, index) => ({ allocation: ids[index]!, taken })),
  );
}

async function insertShares(
  tx: Transaction,
  of: readonly { readonly allocation: number; readonly taken: readonly AllocationShare[] }[],
): Promise<void> {
  await tx.query(
    `INSERT INTO treasury.allocation_share (allocation_id, contract_id, gross_cents, net_cents)
     SELECT r.allocation, r.contract, r.gross, r.net
     FROM jsonb_to_recordset($1::jsonb) AS r (allocation bigint, contract bigint, gross bigint, net bigint)`,
    [
      JSON.stringify(
        of.flatMap(({ allocation, taken }) =>
          taken.map(({ contract, grossCents, netCents }) => ({
            allocation,
            contract,
            gross: grossCents,
            net: netCents,
          })),
        ),
      ),
    ],
  );
}

/** Who recorded the payment that looks the same. */
export async function readTwin(
  tx: Transaction,
  payment: NewPayment,
): Promise<{ code: string; by: string } | null> {
  const [twin]: { code: string; by: string }[] = await tx.query(
    `SELECT p.code, p.recorded_by AS by FROM treasury.payment_key k JOIN treasury.payment p ON p.id = k.payment_id
     WHERE k.received_on = $1 AND k.amount_cents = $2 AND k.reference = lower($3 COLLATE pg_c_utf8)
       AND ($4::bigint IS NULL OR k.client_id IS NULL OR k.client_id = $4)
     ORDER BY p.id DESC LIMIT 1`,
    [payment.receivedOn, payment.amountCents, (payment.reference ?? '').trim(), payment.client ?? null],
  );
  return twin ?? null;
}
