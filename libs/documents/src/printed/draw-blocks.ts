import { COLORS, paragraph, rule, STYLES } from '../pdf/layout.js';
import type { TextStyle } from '../pdf/page-writer.js';
import { drawTable } from './draw-table.js';
import type { PrintedBlock } from './printed-document.js';
import { beginPage, ensureRoom, type PrintedSheet, TEXT_LEADING } from './printed-sheet.js';

type Block<K extends PrintedBlock['kind']> = Extract<PrintedBlock, { kind: K }>;

const LABEL_PART = 0.36;
const SIGNATURE_HEIGHT = 96;

function drawHeading(sheet: PrintedSheet, { text }: Block<'heading'>): void {
  const { writer, left, width } = sheet;
  const style = { ...STYLES.name, size: 11.5, color: COLORS.accent };
  const lines = writer.wrap(text, width, style);
  // A heading never stands alone at the foot of a page.
  ensureRoom(sheet, lines.length * 15 + 48);
  writer.tagged('H2', undefined, () => {
    sheet.y = paragraph(sheet, lines, { x: left, y: sheet.y + 15, leading: 15 }, style);
  });
  sheet.y -= 3;
}

/** Text of any length, line by line over the pages; an empty line parts two paragraphs. */
function drawText(sheet: PrintedSheet, text: string, style: TextStyle, leading: number): void {
  const { writer, left, width } = sheet;
  for (const part of text.split('\n\n')) {
    let rest = writer.wrap(part, width, style);
    while (rest.length > 0) {
      ensureRoom(sheet, leading);
      const fitting = Math.max(1, Math.floor((sheet.bottom - sheet.y) / leading));
      const lines = rest.slice(0, fitting);
      rest = rest.slice(fitting);
      writer.tagged('P', undefined, () => {
        paragraph(sheet, lines, { x: left, y: sheet.y + leading - 3, leading }, style);
      });
      sheet.y += lines.length * leading;
    }
    sheet.y += leading * 0.45;
  }
}

function drawFacts(sheet: PrintedSheet, { rows }: Block<'facts'>): void {
  const { writer, left, width } = sheet;
  const labelWidth = width * LABEL_PART;
  for (const [label, value] of rows) {
    const labels = writer.wrap(label, labelWidth - 12, STYLES.small);
    const values = writer.wrap(value, width - labelWidth, STYLES.body);
    const height = Math.max(labels.length * 11, values.length * 12) + 5;
    ensureRoom(sheet, height);
    writer.tagged('P', undefined, () => {
      paragraph(sheet, labels, { x: left, y: sheet.y + 11, leading: 11 }, { ...STYLES.small, size: 8.4 });
      paragraph(sheet, values, { x: left + labelWidth, y: sheet.y + 11, leading: 12 }, STYLES.body);
    });
    sheet.y += height;
    rule(sheet, left, sheet.y, width);
  }
  sheet.y += 8;
}

function drawSignatures(sheet: PrintedSheet, { places }: Block<'signatures'>): void {
  const { writer, left, width } = sheet;
  ensureRoom(sheet, SIGNATURE_HEIGHT + 12);
  const gap = 16;
  const each = (width - gap * (places.length - 1)) / places.length;
  const top = sheet.y + 6;
  places.forEach(({ title, note }, index) => {
    const x = left + index * (each + gap);
    writer.artifact(() => {
      for (const [dx, dy, wide, high] of frame(each, SIGNATURE_HEIGHT))
        writer.box(x + dx, top + dy, wide, high, COLORS.line);
    });
    writer.tagged('P', undefined, () => {
      const after = paragraph(
        sheet,
        writer.wrap(title, each - 16, STYLES.strong),
        { x: x + 8, y: top + 15, leading: 12 },
        STYLES.strong,
      );
      if (!note) return;
      const lines = writer.wrap(note, each - 16, STYLES.small);
      paragraph(sheet, lines, { x: x + 8, y: after, leading: 10.6 }, STYLES.small);
    });
  });
  sheet.y = top + SIGNATURE_HEIGHT + 10;
}

function frame(width: number, height: number): readonly (readonly [number, number, number, number])[] {
  return [
    [0, 0, width, 0.6],
    [0, height, width, 0.6],
    [0, 0, 0.6, height],
    [width, 0, 0.6, height],
  ];
}

export function drawBlock(sheet: PrintedSheet, block: PrintedBlock): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block);
    case 'paragraph':
      return drawText(sheet, block.text, block.strong ? STYLES.strong : STYLES.body, TEXT_LEADING);
    case 'note':
      return drawText(sheet, block.text, STYLES.small, 10.6);
    case 'facts':
      return drawFacts(sheet, block);
    case 'table':
      return drawTable(sheet, block);
    case 'signatures':
      return drawSignatures(sheet, block);
    case 'newPage':
      return beginPage(sheet);
  }
}
