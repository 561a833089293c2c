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
