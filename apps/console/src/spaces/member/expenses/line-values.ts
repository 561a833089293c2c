import type { Schema } from '../../../api/api';

/** An expense as it is typed. */
export interface LineValues {
  readonly spentOn: string | null;
  readonly kind: Schema<'ExpenseLineInput'>['kind'];
  readonly label: string;
  readonly gross: string;
  readonly vat: string;
  readonly kilometres: string;
  readonly fiscalPower: string;
}

export const KINDS = [
  'travel',
  'mileage',
  'meal',
  'lodging',
  'equipment',
  'supplies',
  'telecom',
  'other',
] as const;

/** « 1 234,5 € » as the API reads it, or null where it is no number. */
export function typedNumber(text: string, decimals: number): string | null {
  const plain = text.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  return new RegExp(`^\\d{1,6}(\\.\\d{1,${decimals}})?$`).test(plain) ? plain : null;
}

export function valuesOf(line: Schema<'ExpenseLineView'> | null, today: string): LineValues {
  if (!line) {
    return {
      spentOn: today,
      kind: 'travel',
      label: '',
      gross: '',
      vat: '',
      kilometres: '',
      fiscalPower: '5',
    };
  }
  return {
    spentOn: line.spentOn,
    kind: line.kind,
    label: line.label,
    gross: line.gross.replace('.', ','),
    vat: /[1-9]/.test(line.vat) ? line.vat.replace('.', ',') : '',
    kilometres: line.kilometres?.replace('.', ',') ?? '',
    fiscalPower: String(line.fiscalPower ?? 5),
  };
}

/** What is sent; a distance has no amount, all else no distance. */
export function inputOf(values: LineValues): Schema<'ExpenseLineInput'> {
  const { spentOn, kind, label } = values;
  const common = { spentOn: spentOn ?? '', kind, label: label.trim() };
  if (kind === 'mileage') {
    return {
      ...common,
      kilometres: typedNumber(values.kilometres, 1),
      fiscalPower: Number(values.fiscalPower),
    };
  }
  return { ...common, gross: typedNumber(values.gross, 2), vat: typedNumber(values.vat, 2) };
}
