import type { Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { readDeposits } from '../proposal/read-deposits.js';
import type { DocumentToIssue } from './document-to-issue.js';

/**
 * A document deducts each free deposit of the lines that it bills, by what is left of it, and no other: one that was
 * billed since it was composed would never be deducted, one that was credited since would be given back twice.
 * Called once the numbering is locked, so that no deposit is billed, credited or deducted in between.
 * @throws BILLING.DEPOSITS_CHANGED
 */
export async function requireCurrentDeposits(
  tx: Transaction,
  toIssue: readonly DocumentToIssue[],
): Promise<void> {
  const lines = toIssue.flatMap(({ charges }) => charges.map(({ lineId }) => lineId));
  if (lines.length === 0) return;
  const free = await readDeposits(tx, lines);
  for (const { document, charges, deductions } of toIssue) {
    const due = [...new Set(charges.map(({ lineId }) => lineId))].flatMap((id) => free.get(id) ?? []);
    const agreed = due.map((each) =>
      [each.invoiceId, each.position, each.generation, each.netCents].join('/'),
    );
    const deducted = deductions.map(({ position, depositInvoiceId, depositPosition, generation }) => {
      const { netCents } = document.lines.find((line) => line.position === position)!;
      return [depositInvoiceId, depositPosition, generation, -netCents].join('/');
    });
    if (agreed.sort().join() !== deducted.sort().join()) throw billingErrors.DEPOSITS_CHANGED({});
  }
}
