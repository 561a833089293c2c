import type { Transaction } from '#persistence';
import { treasuryErrors } from '../treasury-errors.js';
import type { OpenShare } from './share-out.js';

/** A document as a payment sees it. */
export interface PayableDocument {
  readonly id: number;
  readonly number: string;
  /** The invoice that it credits, or itself: they are paid together. */
  readonly root: number;
  readonly creditNote: boolean;
  readonly issuer: { readonly id: number; readonly name: string; readonly outside: boolean };
  readonly client: { readonly id: number; readonly name: string };
}

/** @throws TREASURY.INVOICE_UNKNOWN */
export async function readDocuments(
  tx: Transaction,
  ids: readonly number[],
): Promise<Map<number, PayableDocument>> {
  const rows: PayableDocument[] = await tx.query(
    `SELECT i.id, i.number, coalesce(i.credits_invoice_id, i.id) AS root, i.type = 'creditNote' AS "creditNote",
       jsonb_build_object('id', s.id, 'name', s.name, 'outside', s.outside) AS issuer,
       jsonb_build_object('id', c.id, 'name', c.name) AS client
     FROM billing.invoice i
     JOIN contracts.issuer s ON s.id = i.issuer_id
     JOIN contracts.client c ON c.id = i.client_id
     WHERE i.id = ANY ($1::bigint[])`,
    [ids],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw treasuryErrors.INVOICE_UNKNOWN({ invoice: String(missing) });
  return found;
}

/** The server holds but so many locks: an act on more documents than this takes turns with all others instead. */
const MOST_LOCKS = 500;

/**
 * What is left to collect of each invoice with its credit notes, by contract, in the order of contracts.
 * Whoever shares out next waits until this transaction ends.
 */
export async function lockOpenShares(
  tx: Transaction,
  roots: readonly number[],
): Promise<Map<number, OpenShare[]>> {
  if (roots.length > MOST_LOCKS) {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('treasury.invoices'))`);
  } else {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtext('treasury.invoices'))`);
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('treasury.invoice', root))
       FROM (SELECT DISTINCT unnest($1::bigint[]) AS root ORDER BY 1) ordered`,
      [roots],
    );
  }
  const rows: (OpenShare & { readonly root: number })[] = await tx.query(
    `WITH document AS MATERIALIZED (
       SELECT id, coalesce(credits_invoice_id, id) AS root FROM billing.invoice
       WHERE id = ANY ($1::bigint[]) OR credits_invoice_id = ANY ($1::bigint[])
     ), part AS (
       SELECT d.root, s.contract_id, s.gross_cents, s.net_cents
       FROM document d JOIN treasury.document_share s ON s.invoice_id = d.id
         AND s.invoice_id = ANY (ARRAY (SELECT id FROM document))
       UNION ALL
       SELECT d.root, s.contract_id, -s.gross_cents, -s.net_cents
       FROM document d JOIN treasury.allocation a ON a.invoice_id = d.id
       JOIN treasury.allocation_share s ON s.allocation_id = a.id
     )
     SELECT root, contract_id AS contract, sum(gross_cents)::bigint AS "grossCents", sum(net_cents)::bigint AS "netCents"
     FROM part GROUP BY root, contract_id ORDER BY root, contract_id`,
    [roots],
  );
  const open = new Map<number, OpenShare[]>(roots.map((root) => [root, []]));
  for (const { root, ...share } of rows) open.get(root)!.push(share);
  return open;
}
