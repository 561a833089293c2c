import type { Schema } from '../../api/api';
import type { Tone } from '../../ui/state-badge';

type Row = Schema<'MyInvoiceRowView'>;

export const DELIVERY_TONES: Readonly<Record<Row['delivery'], Tone>> = {
  awaiting: 'waiting',
  sending: 'running',
  sent: 'done',
  unknown: 'attention',
  refused: 'failed',
  excused: 'neutral',
};

/** Amounts of the API are positive also on credit notes; people read those with their sign. */
export function signed(amount: string, type: Row['type']): string {
  return type === 'creditNote' && /[1-9]/.test(amount) ? `-${amount}` : amount;
}
