import type { Schema } from '../../../api/api';
import { type DayNumber, dayNumber } from './days';

export type CoverageState = Schema<'CoveragePage'>['states'][number];

export interface Carrier {
  /** Code of the issuer. */
  readonly issuer: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** Days of a row that say one thing; `to` is the first day outside. */
export interface Span {
  readonly state: CoverageState;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** The document that bills these days, or took them back; 0 where there is none. */
  readonly invoice: number;
}

/** One contract line: what its days are, in order, without overlap. */
export interface Row {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  readonly contract: { readonly id: number; readonly code: string };
  readonly client: { readonly id: number; readonly name: string };
  readonly carriers: readonly Carrier[];
  readonly spans: readonly Span[];
}

/** The lines of a page of the API, their days as numbers. */
export function rowsOf({ lines, states }: Pick<Schema<'CoveragePage'>, 'lines' | 'states'>): Row[] {
  return lines.map(({ line, contract, client, carriers, segments }) => ({
    ...{ line, contract, client },
    carriers: carriers.map(({ issuer, from, to }) => ({ issuer, from: dayNumber(from), to: dayNumber(to) })),
    spans: segments.map(([state, from, to, invoice]) => ({
      state: states[state]!,
      from: dayNumber(from),
      to: dayNumber(to),
      invoice,
    })),
  }));
}

/** The place of the first span that ends after a day; their number when none does. */
export function firstEndingAfter(spans: readonly Span[], day: DayNumber): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.to > day) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The span that holds a day, or the nearest one; -1 in a row without any. */
export function nearestSpan(spans: readonly Span[], day: DayNumber): number {
  const after = firstEndingAfter(spans, day);
  if (after === spans.length) return spans.length - 1;
  if (spans[after]!.from <= day || after === 0) return after;
  return day - spans[after - 1]!.to < spans[after]!.from - day ? after - 1 : after;
}

/** Who carries the contract on the first day of a span, and on the others where that changes. */
export function carriersOf({ carriers }: Row, { from, to }: Span): string[] {
  return [
    ...new Set(carriers.filter((each) => each.from < to && from < each.to).map(({ issuer }) => issuer)),
  ];
}
