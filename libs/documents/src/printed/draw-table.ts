import { COLORS, paragraph, rule, STYLES } from '../pdf/layout.js';
import type { Element } from '../pdf/page-writer.js';
import type { PrintedBlock, PrintedColumn } from './printed-document.js';
import { beginPage, type PrintedSheet } from './printed-sheet.js';

type Table = Extract<PrintedBlock, { kind: 'table' }>;

const PADDING = 5;
const LEADING = 11;
const STYLE = { ...STYLES.body, size: 8.4 };
const HEAD = { ...STYLES.label, size: 7.8, color: '#ffffff' };
const MOST_LINES_OF_A_ROW = 30;

interface Place {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

function placesOf({ left, width }: PrintedSheet, columns: readonly PrintedColumn[]): Place[] {
  const whole = columns.reduce((sum, { part = 1 }) => sum + part, 0);
  let x = left;
  return columns.map(({ part = 1, align }) => {
    const wide = (width * part) / whole;
    const place: Place = { x, width: wide, align: align === 'end' ? 'right' : 'left' };
    x += wide;
    return place;
  });
}

function drawCells(
  sheet: PrintedSheet,
  { row, places, top, tag }: { row: Element; places: readonly Place[]; top: number; tag: 'TH' | 'TD' },
  cells: readonly (readonly string[])[],
  style: typeof STYLE | typeof HEAD,
): void {
  places.forEach(({ x, width, align }, index) => {
    const at = {
      x: align === 'right' ? x + width - PADDING : x + PADDING,
      y: top + 11.5,
      leading: LEADING,
    };
    sheet.writer.tagged(
      tag,
      row,
      () => paragraph(sheet, cells[index] ?? [], at, { ...style, align }),
      tag === 'TH' ? { scope: 'Column' } : {},
    );
  });
}

function wrapped(
  { writer }: PrintedSheet,
  texts: readonly string[],
  places: readonly Place[],
  style: typeof STYLE | typeof HEAD,
): string[][] {
  return places.map(({ width }, index) =>
    writer.wrap(texts[index] ?? '', width - 2 * PADDING, style).slice(0, MOST_LINES_OF_A_ROW),
  );
}

const heightOf = (cells: readonly (readonly string[])[]) =>
  Math.max(1, ...cells.map((lines) => lines.length)) * LEADING + 6;

function drawHead(sheet: PrintedSheet, table: Element, columns: Table['columns'], places: Place[]): void {
  const { writer, left, width } = sheet;
  const labels = columns.map(({ label }) => label);
  const cells = wrapped(sheet, labels, places, HEAD);
  const height = heightOf(cells) + 2;
  const top = sheet.y;
  writer.artifact(() => writer.box(left, top, width, height, COLORS.accent));
  const row = writer.element('TR', table);
  drawCells(sheet, { row, places, top: top + 1, tag: 'TH' }, cells, HEAD);
  row.end();
  sheet.y += height;
}

/** Rows under a head that each page repeats, and the last one set apart. */
export function drawTable(sheet: PrintedSheet, { columns, rows, total }: Table): void {
  const { writer, left, width } = sheet;
  const places = placesOf(sheet, columns);
  const table = writer.element('Table');
  if (sheet.y + 60 > sheet.bottom) beginPage(sheet);
  drawHead(sheet, table, columns, places);
  const drawRow = (texts: readonly string[], isTotal: boolean) => {
    const style = isTotal ? { ...STYLE, weight: 'bold' as const } : STYLE;
    const cells = wrapped(sheet, texts, places, style);
    const height = heightOf(cells);
    if (sheet.y + height > sheet.bottom) {
      beginPage(sheet);
      drawHead(sheet, table, columns, places);
    }
    const top = sheet.y;
    if (isTotal) writer.artifact(() => writer.box(left, top, width, height, COLORS.tint));
    const row = writer.element('TR', table);
    drawCells(sheet, { row, places, top, tag: 'TD' }, cells, style);
    row.end();
    sheet.y += height;
    rule(sheet, left, sheet.y, width);
  };
  for (const row of rows) drawRow(row, false);
  if (total) drawRow(total, true);
  table.end();
  sheet.y += 12;
}
