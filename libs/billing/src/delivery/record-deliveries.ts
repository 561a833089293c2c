import type { Transaction } from '#persistence';

/** What became of documents that left by another way than this program. */
export interface DeliveriesFound {
  readonly invoiceIds: readonly number[];
  readonly outcome: 'accepted' | 'bounced' | 'unknown';
  /** What was answered, or who told. */
  readonly detail: string;
  readonly at: Date;
  readonly madeBy: string;
}

const STATE_OF = { accepted: 'sent', bounced: 'refused', unknown: 'unknown' } as const;

/**
 * Records in one statement each what became of any number of documents that still awaited their delivery; those that
 * are further on stay as they are.
 */
export async function recordDeliveries(tx: Transaction, found: DeliveriesFound): Promise<void> {
  const { invoiceIds, outcome, detail, at, madeBy } = found;
  await tx.query(
    `WITH settled AS (
       UPDATE billing.delivery SET state = $2, attempt = 1, settled_at = $3, detail = $4
       WHERE invoice_id = ANY ($1::bigint[]) AND state = 'awaiting' RETURNING invoice_id)
     INSERT INTO billing.delivery_event (invoice_id, attempt, outcome, detail, made_by, at)
     SELECT invoice_id, 1, $5, $4, $6, $3 FROM settled ORDER BY invoice_id`,
    [invoiceIds, STATE_OF[outcome], at, detail, outcome, madeBy],
  );
}
