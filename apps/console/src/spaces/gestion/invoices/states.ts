import type { Schema } from '../../../api/api';
import type { Tone } from '../../../ui/state-badge';

export type Invoice = Schema<'InvoiceView'>;
export type InvoiceRow = Schema<'InvoiceRowView'>;
export type InvoiceLine = Schema<'InvoiceLineView'>;
export type InvoiceType = InvoiceRow['type'];
export type DeliveryState = InvoiceRow['delivery'];
export type DeliveryToSettle = Schema<'DeliveryToSettleView'>;
export type DeliveryNeed = DeliveryToSettle['need'];

export const INVOICE_TYPES: readonly InvoiceType[] = [
  'invoice',
  'creditNote',
  'depositInvoice',
  'balanceInvoice',
];

export const DELIVERY_TONES: Readonly<Record<DeliveryState, Tone>> = {
  awaiting: 'waiting',
  sending: 'running',
  sent: 'done',
  unknown: 'attention',
  refused: 'failed',
  excused: 'neutral',
};

/** The most pressing first. */
export const NEED_TONES: Readonly<Record<DeliveryNeed, Tone>> = {
  unknown: 'attention',
  refused: 'failed',
  stuckRendering: 'failed',
  stuckSending: 'failed',
  overdue: 'held',
  byHand: 'waiting',
};

/** Amounts of the API are positive also on credit notes; people read those with their sign. */
export function signed(amount: string, type: InvoiceType): string {
  return type === 'creditNote' ? negated(amount) : amount;
}

export function negated(amount: string): string {
  if (/^-?0+(\.0+)?$/.test(amount)) return amount.replace('-', '');
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** The sum of decimal texts with two decimals, exact: in whole cents. */
export function sumOf(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => sum + centsOf(amount), 0n);
  const sign = cents < 0n ? '-' : '';
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function centsOf(amount: string): bigint {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const cents = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0') || '0');
  return sign ? -cents : cents;
}
