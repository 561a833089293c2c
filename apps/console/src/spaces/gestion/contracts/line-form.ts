import type { Schema } from '../../../api/api';
import { decimalOf } from './decimal';

export type LineKind = Schema<'LineView'>['kind'];
export type NewLine = Schema<'LineOfNewContractInput'>;

/** A line as a person types it: days as `YYYY-MM-DD` or empty, the last day included. */
export interface LineForm {
  readonly key: string;
  readonly kind: Exclude<LineKind, 'deposit'>;
  readonly service: string;
  readonly label: string;
  readonly unitPrice: string;
  readonly quantity: string;
  /** Months of a billing period. */
  readonly months: string;
  readonly billing: 'advance' | 'arrears';
  readonly from: string | null;
  readonly last: string | null;
  readonly anchor: string | null;
  readonly nature: 'services' | 'goods';
  /** Empty: from the client and the issuer; else basis points. */
  readonly vatRate: string;
}

export function emptyLine(from: string | null): LineForm {
  return {
    key: crypto.randomUUID(),
    kind: 'subscription',
    service: '',
    label: '',
    unitPrice: '',
    quantity: '1',
    months: '1',
    billing: 'advance',
    from,
    last: null,
    anchor: null,
    nature: 'services',
    vatRate: '',
  };
}

/** The day after: what people say with the last day inside, the API says with the first day outside. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export type LineMistake = 'required' | 'price' | 'quantity' | 'endBeforeStart';

/** What keeps a line from being asked, by field; the API says the rest. */
export function mistakesOf(line: LineForm): Partial<Record<keyof LineForm, LineMistake>> {
  const mistakes: Partial<Record<keyof LineForm, LineMistake>> = {};
  if (line.service.trim() === '') mistakes.service = 'required';
  if (line.label.trim() === '') mistakes.label = 'required';
  if (decimalOf(line.unitPrice) === null) mistakes.unitPrice = 'price';
  if (line.kind !== 'time' && decimalOf(line.quantity) === null) mistakes.quantity = 'quantity';
  if (!line.from) mistakes.from = 'required';
  if (line.from && line.last && line.last < line.from) mistakes.last = 'endBeforeStart';
  return mistakes;
}

/** @param line without mistakes */
export function newLineOf(line: LineForm): NewLine {
  const { kind, service, label, unitPrice, quantity, months, billing, from, last, anchor, nature, vatRate } =
    line;
  return {
    kind,
    service: service.trim(),
    label: label.trim(),
    nature,
    terms: [
      {
        period: { from: from!, to: last ? dayAfter(last) : null },
        unitPrice: decimalOf(unitPrice)!,
        ...(kind === 'time' ? {} : { quantity: decimalOf(quantity)!, billing }),
        ...(kind === 'subscription' ? { months: Number(months), ...(anchor ? { anchor } : {}) } : {}),
        ...(vatRate === '' ? {} : { vatCategory: 'S' as const, vatRateBasisPoints: Number(vatRate) }),
      },
    ],
  };
}
