import type { LocalDate } from '#kernel';
import type { BilledFact } from '../facts/activity-facts.js';

/** A fact as the bands see it. */
export interface Entry {
  readonly kind: 'billed' | 'collected' | 'bought';
  readonly on: LocalDate;
  readonly netCents: number;
  readonly label: string;
  readonly invoice: BilledFact['invoice'] | null;
  readonly client: BilledFact['client'] | null;
  readonly payment: number | null;
  readonly purchase: number | null;
}
