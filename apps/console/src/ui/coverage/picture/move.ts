import type { DayNumber } from './days';
import type { Place } from './geometry';
import { nearestSpan, type Row } from './rows';

export type Move =
  'left' | 'right' | 'up' | 'down' | 'pageUp' | 'pageDown' | 'home' | 'end' | 'first' | 'last';

/** What the keys do; with Ctrl, Home and End go to the first and the last line. */
export function moveOf({
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): Move | null {
  const far = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowLeft':
      return 'left';
    case 'ArrowRight':
      return 'right';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'PageUp':
      return 'pageUp';
    case 'PageDown':
      return 'pageDown';
    case 'Home':
      return far ? 'first' : 'home';
    case 'End':
      return far ? 'last' : 'end';
    default:
      return null;
  }
}

interface Standing {
  readonly rows: readonly (Row | undefined)[];
  /** All lines, those not read yet included. */
  readonly total: number;
  /** How many lines a page of the screen holds. */
  readonly page: number;
  /** The day that one keeps while going up and down. */
  readonly day: DayNumber;
}

/** From span to span within a line, and from line to line on the same day. */
export function moved({ row, span }: Place, move: Move, { rows, total, page, day }: Standing): Place {
  const spans = rows[row]?.spans ?? [];
  const inRow = (to: number): Place => ({ row, span: Math.min(Math.max(to, 0), spans.length - 1) });
  const toRow = (to: number): Place => {
    const next = Math.min(Math.max(to, 0), total - 1);
    return { row: next, span: nearestSpan(rows[next]?.spans ?? [], day) };
  };
  switch (move) {
    case 'left':
      return inRow(span - 1);
    case 'right':
      return inRow(span + 1);
    case 'home':
      return inRow(0);
    case 'end':
      return inRow(spans.length - 1);
    case 'up':
      return toRow(row - 1);
    case 'down':
      return toRow(row + 1);
    case 'pageUp':
      return toRow(row - page);
    case 'pageDown':
      return toRow(row + page);
    case 'first':
      return toRow(0);
    case 'last':
      return toRow(total - 1);
  }
}
