import type { DocumentLine } from '../invoice-document.js';
import { drawContinuation } from './draw-header.js';
import { BOTTOM, COLORS, ensure, LEFT, paragraph, RIGHT, rule, type Sheet, STYLES, WIDTH } from './layout.js';
import type { Element } from './page-writer.js';
import { shortPeriod, writeAmount, writePrice, writeQuantity, writeVatRate } from './wording.js';

/** Right ends of the columns of numbers. */
const COLUMNS = { quantity: 318, price: 408, vat: 462, amount: RIGHT - 6 } as const;
const LABEL_LEFT = LEFT + 6;
/** Many lines stand closer. */
const MANY = 25;
const LEADING = 11.6;
const DETAIL_LEADING = 10.2;

function drawHead(sheet: Sheet, table: Element): void {
  const { writer, words } = sheet;
  const { y } = sheet;
  writer.artifact(() => writer.box(LEFT, y, WIDTH, 19, COLORS.accent));
  const row = writer.element('TR', table);
  const style = { ...STYLES.label, size: 7.8, color: '#ffffff' };
  const head = (text: string, x: number, align: 'left' | 'right') =>
    writer.tagged('TH', row, () => writer.text(text, x, y + 12.4, { ...style, align }), { scope: 'Column' });
  head(words.designation, LABEL_LEFT, 'left');
  head(words.quantity, COLUMNS.quantity, 'right');
  head(words.unitPrice, COLUMNS.price, 'right');
  head(words.vat, COLUMNS.vat, 'right');
  head(words.amount, COLUMNS.amount, 'right');
  row.end();
  sheet.y = y + 19;
}

interface MeasuredLine {
  readonly line: DocumentLine;
  readonly label: readonly string[];
  readonly detail: readonly string[];
  readonly height: number;
}

function measure({ writer, document }: Sheet, line: DocumentLine, labelWidth: number): MeasuredLine {
  const label = writer.wrap(line.label, labelWidth, STYLES.body);
  const detail = [
    ...(line.detail ? writer.wrap(line.detail, labelWidth, STYLES.small) : []),
    ...(line.period
      ? writer.wrap(shortPeriod(line.period, document.language), labelWidth, STYLES.small)
      : []),
  ];
  return {
    line,
    label,
    detail,
    height: (document.lines.length > MANY ? 6 : 10) + label.length * LEADING + detail.length * DETAIL_LEADING,
  };
}

function drawLine(sheet: Sheet, table: Element, { line, label, detail, height }: MeasuredLine): void {
  const { writer, document } = sheet;
  const { language } = document;
  const row = writer.element('TR', table);
  const base = sheet.y + (document.lines.length > MANY ? 11 : 13);
  writer.tagged('TD', row, () => {
    const after = paragraph(sheet, label, { x: LABEL_LEFT, y: base, leading: LEADING }, STYLES.body);
    paragraph(sheet, detail, { x: LABEL_LEFT, y: after - 0.6, leading: DETAIL_LEADING }, STYLES.small);
  });
  const number = (text: string, x: number) =>
    writer.tagged('TD', row, () => writer.text(text, x, base, { ...STYLES.body, align: 'right' }));
  number(writeQuantity(line, language), COLUMNS.quantity);
  number(writePrice(line.unitPrice, language), COLUMNS.price);
  number(writeVatRate(line.vatCategory, line.vatRateBasisPoints, language), COLUMNS.vat);
  number(writeAmount(line.netCents, language), COLUMNS.amount);
  row.end();
  sheet.y += height;
  rule(sheet, LEFT, sheet.y, WIDTH);
}

/** The lines, under a head that each page repeats. */
export function drawLines(sheet: Sheet): void {
  const { writer, document } = sheet;
  const quantities = document.lines.map((line) =>
    writer.widthOf(writeQuantity(line, document.language), STYLES.body),
  );
  const labelWidth = COLUMNS.quantity - Math.max(46, ...quantities) - 12 - LABEL_LEFT;
  const table = writer.element('Table');
  drawHead(sheet, table);
  for (const line of document.lines) {
    const measured = measure(sheet, line, labelWidth);
    // A line higher than a page could not be kept together anyway: it then runs over the footer's margin only.
    if (sheet.y + measured.height > BOTTOM && ensure(sheet, measured.height)) {
      drawContinuation(sheet);
      drawHead(sheet, table);
    }
    drawLine(sheet, table, measured);
  }
  table.end();
  sheet.y += 14;
}
