import { addDays, type Day, type Period } from '../../../../i18n/format';
import { centsOf } from '../../../../i18n/amounts';
import { type Invoice, type InvoiceLine } from '../states';

/** What the person fills in; days are said from the first to the last, as people speak. */
export interface CreditWish {
  readonly kind: 'whole' | 'days' | 'amount';
  /** Of the line, as the select holds it. */
  readonly position: string;
  readonly days: readonly [Day | null, Day | null];
  readonly net: string | number;
  readonly reason: string;
}

type Scope =
  | { readonly kind: 'whole' }
  | { readonly kind: 'days'; readonly position: number; readonly period: { from: Day; to: Day } }
  | { readonly kind: 'amount'; readonly position: number; readonly net: string };

/** The API prints the reason, and asks for at least as much. */
export const SHORTEST_REASON = 5;

/** Lines with days that no credit note took back. */
export function linesWithDays({ lines }: Pick<Invoice, 'lines'>): InvoiceLine[] {
  return lines.filter(({ liveDays }) => liveDays.length > 0);
}

/** What is left to credit of a line, in cents, without sign. */
export function leftOf({ net, credited }: Pick<InvoiceLine, 'net' | 'credited'>): bigint {
  const billed = centsOf(net);
  return (billed < 0n ? -billed : billed) - centsOf(credited);
}

/** Whether a day is among those still billed: the others cannot be chosen. */
export function isLive(day: Day, liveDays: readonly Period[]): boolean {
  return liveDays.some(({ from, to }) => from <= day && (!to || day < to));
}

/** What the API is asked to credit; null while the wish is not complete. */
export function scopeOf({ kind, position, days: [first, last], net }: CreditWish): Scope | null {
  if (kind === 'whole') return { kind };
  const line = Number(position);
  if (!Number.isSafeInteger(line) || line < 1) return null;
  if (kind === 'days') {
    if (!first || !last || first > last) return null;
    return { kind, position: line, period: { from: first, to: addDays(last, 1) } };
  }
  const amount = Number(net);
  return Number.isFinite(amount) && amount > 0 ? { kind, position: line, net: amount.toFixed(2) } : null;
}
