import { COLORS, LEFT, STYLES, TOP } from '../pdf/layout.js';
import { PAGE, type PageWriter } from '../pdf/page-writer.js';
import type { PrintedDocument } from './printed-document.js';

/** What the drawing of each part shares; measures in points, for a page that stands or lies. */
export interface PrintedSheet {
  readonly writer: PageWriter;
  readonly document: PrintedDocument;
  readonly left: number;
  readonly right: number;
  readonly width: number;
  /** Nothing but the footer below. */
  readonly bottom: number;
  /** Where the next block begins. */
  y: number;
}

export const TEXT_LEADING = 13;

export function sheetOf(writer: PageWriter, document: PrintedDocument): PrintedSheet {
  const [width, height] = document.landscape ? [PAGE.height, PAGE.width] : [PAGE.width, PAGE.height];
  const right = width - LEFT;
  return { writer, document, left: LEFT, right, width: right - LEFT, bottom: height - 62, y: TOP };
}

/** Recalls the document at the top of the pages that follow its first. */
export function beginPage(sheet: PrintedSheet): void {
  const { writer, document, left, right, width } = sheet;
  writer.addPage();
  writer.artifact(() => {
    const title = writer.wrap(document.title, width - 120, STYLES.strong)[0]!;
    writer.text(title, left, TOP, { ...STYLES.strong, color: COLORS.accent });
    if (document.reference) writer.text(document.reference, right, TOP, { ...STYLES.small, align: 'right' });
    writer.box(left, TOP + 7, width, 0.6, COLORS.line);
  });
  sheet.y = TOP + 22;
}

/** Goes on over a new page unless `height` more points fit on this one. @returns whether it did */
export function ensureRoom(sheet: PrintedSheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false;
  beginPage(sheet);
  return true;
}
