import type { DayNumber } from './days';
import { firstEndingAfter, type Row } from './rows';

/** All sizes are in CSS pixels. */
export const ROW_HEIGHT = 34;
export const AXIS_HEIGHT = 40;
/** Within a row: who carries the contract, above; what its days are, below. */
export const BAND = { top: 4, height: 4 } as const;
export const BAR = { top: 12, height: 16 } as const;
/** Narrower spans are drawn and found as if they were this wide: a single unbilled day is not to be overlooked. */
export const NARROWEST = 3;

/** What of the picture is in sight. */
export interface View {
  readonly width: number;
  readonly height: number;
  /** The names of the lines stand in this part of the width. */
  readonly gutter: number;
  readonly scrollX: number;
  readonly scrollY: number;
  readonly pixelsPerDay: number;
  /** The first day of the window, at x = gutter when nothing is scrolled. */
  readonly origin: DayNumber;
}

export function xOf({ gutter, origin, pixelsPerDay, scrollX }: View, day: DayNumber): number {
  return gutter + (day - origin) * pixelsPerDay - scrollX;
}

/** The day at a place, with its fraction. */
export function dayAt({ gutter, origin, pixelsPerDay, scrollX }: View, x: number): DayNumber {
  return origin + (x - gutter + scrollX) / pixelsPerDay;
}

/** The rows that are in sight, the last one excluded; also those that are only begun. */
export function rowsInSight({ scrollY, height }: View, total: number): { first: number; end: number } {
  const first = Math.max(0, Math.floor(scrollY / ROW_HEIGHT));
  return { first, end: Math.min(total, Math.ceil((scrollY + height - AXIS_HEIGHT) / ROW_HEIGHT)) };
}

/** A row, and a span of it; -1 for none. */
export interface Place {
  readonly row: number;
  readonly span: number;
}

export function samePlace(a: Place | null, b: Place | null): boolean {
  return a?.row === b?.row && a?.span === b?.span;
}

/** What is under a point; null outside of the rows. The name of a line is its row without a span. */
export function placeAt(
  view: View,
  rows: readonly (Row | undefined)[],
  point: { readonly x: number; readonly y: number },
): Place | null {
  if (point.y < AXIS_HEIGHT || point.y >= view.height || point.x < 0 || point.x >= view.width) return null;
  const row = Math.floor((point.y - AXIS_HEIGHT + view.scrollY) / ROW_HEIGHT);
  const spans = rows[row]?.spans;
  if (!spans) return null;
  if (point.x < view.gutter) return { row, span: -1 };
  const reach = NARROWEST / view.pixelsPerDay;
  const day = dayAt(view, point.x);
  // From the first that could still be drawn under the point, since narrow ones are widened to their right.
  for (let at = firstEndingAfter(spans, day - reach); at < spans.length && spans[at]!.from <= day; at += 1) {
    const { from, to } = spans[at]!;
    const next = spans[at + 1];
    const isLast = !next || next.from > day;
    if (isLast && day < Math.max(to, from + reach)) return { row, span: at };
  }
  return { row, span: -1 };
}

/** Where to scroll so that a place is in sight; what already is stays where it is. */
export function scrollTo(
  view: View,
  rows: readonly (Row | undefined)[],
  { row, span }: Place,
): { scrollX: number; scrollY: number } {
  const top = row * ROW_HEIGHT;
  const room = view.height - AXIS_HEIGHT;
  const scrollY = Math.max(Math.min(view.scrollY, top), top + ROW_HEIGHT - room);
  const found = rows[row]?.spans[span];
  if (!found) return { scrollX: view.scrollX, scrollY };
  const left = (found.from - view.origin) * view.pixelsPerDay;
  const right = (found.to - view.origin) * view.pixelsPerDay;
  const width = view.width - view.gutter;
  const isInSight = right > view.scrollX + 8 && left < view.scrollX + width - 8;
  if (isInSight) return { scrollX: view.scrollX, scrollY };
  // A long span shows its beginning; a short one stands a little inside.
  const margin = Math.max(12, Math.min(width / 4, (width - (right - left)) / 2));
  return { scrollX: Math.max(0, left - margin), scrollY };
}
