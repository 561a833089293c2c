import type { InvoiceDocument } from '../invoice-document.js';
import { type Element, PAGE, type PageWriter, type TextStyle } from './page-writer.js';
import type { wordsOf } from './wording.js';

/** One accent over greys. */
export const COLORS = {
  ink: '#1b2228',
  muted: '#5d6975',
  line: '#d5dce2',
  tint: '#f1f5f6',
  accent: '#0b5563',
} as const;

export const LEFT = 48;
export const RIGHT = PAGE.width - 48;
export const TOP = 48;
/** Nothing but the footer below. */
export const BOTTOM = PAGE.height - 62;
export const WIDTH = RIGHT - LEFT;

export const STYLES = {
  title: { size: 21, weight: 'bold', color: COLORS.accent },
  name: { size: 11, weight: 'bold', color: COLORS.ink },
  strong: { size: 9, weight: 'bold', color: COLORS.ink },
  body: { size: 9, color: COLORS.ink },
  small: { size: 7.8, color: COLORS.muted },
  label: { size: 7.4, weight: 'bold', color: COLORS.muted },
  note: { size: 7.2, color: COLORS.muted },
} as const satisfies Record<string, TextStyle>;

/** What the drawing of each part shares. */
export interface Sheet {
  readonly writer: PageWriter;
  readonly document: InvoiceDocument;
  readonly words: ReturnType<typeof wordsOf>;
  /** Where the next part begins. */
  y: number;
}

/** Lines of one style under each other, from base line `y` down. @returns the base line after the last */
export function paragraph(
  { writer }: Pick<Sheet, 'writer'>,
  lines: readonly string[],
  at: { readonly x: number; readonly y: number; readonly leading: number },
  style: TextStyle,
): number {
  let { y } = at;
  for (const line of lines) {
    writer.text(line, at.x, y, style);
    y += at.leading;
  }
  return y;
}

/** A hairline, which readers pass over. */
export function rule(
  { writer }: Pick<Sheet, 'writer'>,
  x: number,
  y: number,
  width: number,
  color: string = COLORS.line,
): void {
  writer.artifact(() => writer.box(x, y, width, 0.6, color));
}

/** Begins a new page unless `height` more points fit on this one. @returns whether it did */
export function ensure(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= BOTTOM) return false;
  sheet.writer.addPage();
  sheet.y = TOP;
  return true;
}

/** A label over a value or beside it, as one paragraph for readers. */
export function labelled(
  sheet: Sheet,
  pair: {
    readonly label: string;
    readonly value: string;
    readonly x: number;
    readonly y: number;
    readonly labelWidth: number;
  },
  parent?: Element,
): void {
  const { writer } = sheet;
  writer.tagged('P', parent, () => {
    writer.text(pair.label, pair.x, pair.y, STYLES.small);
    writer.text(pair.value, pair.x + pair.labelWidth, pair.y, { ...STYLES.body, size: 8.4 });
  });
}
