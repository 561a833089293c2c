import type { Schema } from '../../../api/api';

export type DriftKind = keyof Schema<'DriftCountsView'>;
export type DriftLine = Schema<'DriftLineView'>;

/** In the order in which they are looked at: what to bill, what to correct, what time settles. */
export const KINDS: readonly DriftKind[] = [
  'unbilled',
  'elsewhere',
  'uncarried',
  'mispriced',
  'overbilled',
  'ahead',
  'excused',
];

/** Names of the kinds in the address. */
export const PLACES: Readonly<Record<DriftKind, string>> = {
  unbilled: 'non-facture',
  elsewhere: 'ailleurs',
  uncarried: 'sans-porteur',
  mispriced: 'autre-prix',
  overbilled: 'en-trop',
  ahead: 'en-avance',
  excused: 'excuse',
};

/** Days that a reason in writing settles. */
export const EXCUSABLE: readonly DriftKind[] = ['unbilled', 'elsewhere', 'uncarried'];
/** Days that credit notes and new invoices settle. */
export const CORRECTABLE: readonly DriftKind[] = ['mispriced', 'overbilled'];
