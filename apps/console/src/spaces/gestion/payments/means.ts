import type { Schema } from '../../../api/api';

export type Payment = Schema<'PaymentView'>;
export type PaymentRow = Schema<'PaymentRowView'>;
export type Means = PaymentRow['means'];

/** The most frequent first. */
export const MEANS: readonly Means[] = [
  'transfer',
  'directDebit',
  'cheque',
  'card',
  'cash',
  'offset',
  'other',
];

export type PaymentState = 'allocated' | 'unallocated' | 'undone';

export function stateOf({ reversal, unallocated }: PaymentRow): PaymentState {
  if (reversal) return 'undone';
  return unallocated === '0.00' ? 'allocated' : 'unallocated';
}

export const STATE_TONES = { allocated: 'done', unallocated: 'attention', undone: 'neutral' } as const;
