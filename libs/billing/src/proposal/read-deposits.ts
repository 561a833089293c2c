import type { Transaction } from '#persistence';
import type { DepositFacts } from './facts.js';
import { groupBy } from './group-by.js';

/**
 * Deposits billed for a line and not deducted, by what no credit note took back of them; a deduction that was taken
 * back frees its deposit.
 */
export async function readDeposits(
  tx: Transaction,
  lineIds: readonly number[],
): Promise<Map<number, DepositFacts[]>> {
  // Few lines have a deposit: the others cost one look into an index, whatever has been billed.
  const [any] = (await tx.query(
    'SELECT 1 FROM contracts.contract_line WHERE deposit_of = ANY ($1::bigint[]) LIMIT 1',
    [lineIds],
  )) as object[];
  if (!any) return new Map();
  const rows = (await tx.query(
    `SELECT l.deposit_of AS "lineId", c.issuer_id AS "issuerId", s.name AS "issuerName",
            c.invoice_id AS "invoiceId", c.position, i.number, i.issued_on AS "issuedOn",
            c.net_cents - k.net AS "netCents", c.vat_category AS "vatCategory", c.vat_rate_bp AS "vatRateBasisPoints",
            coalesce(max(d.generation), 0)::int + 1 AS generation
     FROM contracts.contract_line l
     JOIN billing.charge c ON c.line_id = l.id
     JOIN billing.invoice i ON i.id = c.invoice_id
     JOIN contracts.issuer s ON s.id = c.issuer_id
     CROSS JOIN LATERAL (SELECT coalesce(sum(n.net_cents), 0)::bigint AS net FROM billing.invoice_line n
       WHERE n.credits_invoice_id = c.invoice_id AND n.credits_position = c.position) k
     LEFT JOIN billing.deduction d ON d.deposit_invoice_id = c.invoice_id AND d.deposit_position = c.position
     LEFT JOIN billing.deduction_reversal r ON (r.deposit_invoice_id, r.deposit_position, r.generation)
       = (d.deposit_invoice_id, d.deposit_position, d.generation)
     WHERE l.deposit_of = ANY ($1::bigint[]) AND c.net_cents > k.net
     GROUP BY l.deposit_of, s.name, c.issuer_id, c.invoice_id, c.position, i.number, i.issued_on, k.net
     HAVING count(d.generation) = count(r.generation)
     ORDER BY c.invoice_id`,
    [lineIds],
  )) as (DepositFacts & { lineId: number })[];
  return groupBy(
    rows,
    (row) => row.lineId,
    ({ lineId: _, ...deposit }) => deposit,
  );
}
