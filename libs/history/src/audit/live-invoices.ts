import { type Period } from '#kernel';
import { type AuditedDocument, type BillingHistory } from './billing-history.js';

/** A numbered invoice, neither draft nor cancelled, nor cancelled whole by a credit note. */
export interface LiveInvoice extends AuditedDocument {
  readonly number: string;
}

/** A live invoice that bills days of a subscription. */
export interface CoveringInvoice extends LiveInvoice {
  readonly subscription: string;
  readonly period: Period;
}

/** A credit note within a cent of the invoice's net cancels it whole. */
const WHOLE_WITHIN_CENTS = 1;

/**
 * Ids of the invoices that credit notes cancel whole, one alone or several together.
 * A credit note that credits only a part corrects an amount, not days: its invoice stays live and keeps covering its
 * whole period. Drafts and cancelled credit notes have no effect.
 */
export function cancelledWhole(history: BillingHistory): ReadonlySet<string> {
  const creditedCents = new Map<string, number>();
  for (const note of history.invoices) {
    if (note.type !== 'creditNote' || note.cancels === null) continue;
    if (note.status === 'draft' || note.status === 'cancelled') continue;
    creditedCents.set(note.cancels, (creditedCents.get(note.cancels) ?? 0) + Math.abs(note.netCents));
  }
  const whole = new Set<string>();
  if (creditedCents.size === 0) return whole;
  for (const invoice of history.invoices) {
    const credited = creditedCents.get(invoice.id);
    if (credited !== undefined && credited >= invoice.netCents - WHOLE_WITHIN_CENTS) whole.add(invoice.id);
  }
  return whole;
}

export function liveInvoices(history: BillingHistory): LiveInvoice[] {
  const cancelled = cancelledWhole(history);
  return history.invoices.filter(
    (document): document is LiveInvoice =>
      document.type === 'invoice' &&
      document.number !== null &&
      document.status !== 'draft' &&
      document.status !== 'cancelled' &&
      !cancelled.has(document.id),
  );
}

/** Live invoices per subscription, sorted by the first day they bill, then by issue. */
export function coverageBySubscription(live: readonly LiveInvoice[]): Map<string, CoveringInvoice[]> {
  const bySubscription = new Map<string, CoveringInvoice[]>();
  for (const invoice of live) {
    if (invoice.subscription === null || invoice.period === null) continue;
    const covering = invoice as CoveringInvoice;
    const known = bySubscription.get(covering.subscription);
    if (known) known.push(covering);
    else bySubscription.set(covering.subscription, [covering]);
  }
  for (const invoices of bySubscription.values()) {
    invoices.sort((a, b) => (a.period.from < b.period.from ? -1 : a.period.from > b.period.from ? 1 : 0));
  }
  return bySubscription;
}
