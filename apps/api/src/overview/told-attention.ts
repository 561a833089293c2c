import type { AttentionActionView, AttentionKind, Urgency } from './attention.views.js';

/** One thing that needs somebody, before it is written for the API. */
export interface Told {
  readonly kind: AttentionKind;
  readonly urgency: Urgency;
  readonly count: number;
  readonly netCents?: number | null;
  readonly fr: string;
  readonly en: string;
  readonly action: Partial<AttentionActionView> & Pick<AttentionActionView, 'kind'>;
}

/** « 1 facture », « 3 factures »; zero never comes here. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('fr-FR')}\u00a0${count === 1 ? one : many}`;
}

export function countedEn(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
