import type { DocumentLine } from '../invoice-document.js';
import { drawContinuation } from './draw-header.js';
import { BOTTOM, COLORS, ensure, LEFT, paragraph, RIGHT, rule, type Sheet, STYLES, WIDTH } from './layout.js';
import type { Element } from './page-writer.js';
import { shortPeriod, writeAmount, writePrice, writeQuantity, writeVatRate } from './wording.js';

const LABEL_LEFT = LEFT + 6;
const GUTTER = 12;
/** Many lines stand closer. */
const MANY = 25;
const LEADING = 11.6;
const DETAIL_LEADING = 10.2;
/** Lines of a designation and its detail that stay together; longer ones go on over the next page. */
const MOST_TEXT_LINES = 45;

/** Numbers of a line as written, and the least widths of their columns. */
const NUMBERS = ['quantity', 'price', 'vat', 'amount'] as const;
const LEAST_WIDTHS = { quantity: 46, price: 78, vat: 42, amount: 67 } as const;
type NumberColumn = (typeof NUMBERS)[number];
type Written = Readonly<Record<NumberColumn, string>>;

interface Columns {
  /** Right ends. */
  readonly right: Readonly<Record<NumberColumn, number>>;
  readonly labelWidth: number;
}

function writtenOf(line: DocumentLine, { document: { language } }: Sheet): Written {
  return {
    quantity: writeQuantity(line, language),
    price: writePrice(line.unitPrice, language),
    vat: writeVatRate(line.vatCategory, line.vatRateBasisPoints, language),
    amount: writeAmount(line.netCents, language),
  };
}

/** Columns as wide as their widest number; what is left is for the designation. */
function columnsOf({ writer }: Sheet, all: readonly Written[]): Columns {
  const right = { quantity: 0, price: 0, vat: 0, amount: 0 };
  let x = RIGHT - 6;
  for (const column of NUMBERS.toReversed()) {
    const widest = all.reduce((most, each) => Math.max(most, writer.widthOf(each[column], STYLES.body)), 0);
    right[column] = x;
    x -= Math.max(LEAST_WIDTHS[column], widest) + GUTTER;
  }
  return { right, labelWidth: x - LABEL_LEFT };
}

function drawHead(sheet: Sheet, table: Element, { right }: Columns): void {
  const { writer, words } = sheet;
  const { y } = sheet;
  writer.artifact(() => writer.box(LEFT, y, WIDTH, 19, COLORS.accent));
  const row = writer.element('TR', table);
  const style = { ...STYLES.label, size: 7.8, color: '#ffffff' };
  const head = (text: string, x: number, align: 'left' | 'right') =>
    writer.tagged('TH', row, () => writer.text(text, x, y + 12.4, { ...style, align }), { scope: 'Column' });
  head(words.designation, LABEL_LEFT, 'left');
  head(words.quantity, right.quantity, 'right');
  head(words.unitPrice, right.price, 'right');
  head(words.vat, right.vat, 'right');
  head(words.amount, right.amount, 'right');
  row.end();
  sheet.y = y + 19;
}

/** A row of the table: a line, or what of its text goes on over the next page. */
interface Row {
  readonly numbers: Written | null;
  readonly label: readonly string[];
  readonly detail: readonly string[];
}

function rowsOf(
  { writer, document }: Sheet,
  line: DocumentLine,
  numbers: Written,
  { labelWidth }: Columns,
): Row[] {
  const label = writer.wrap(line.label, labelWidth, STYLES.body);
  const detail = [line.detail, line.period && shortPeriod(line.period, document.language)].flatMap((text) =>
    text ? writer.wrap(text, labelWidth, STYLES.small) : [],
  );
  const rows: Row[] = [];
  for (let start = 0; start === 0 || start < label.length + detail.length; start += MOST_TEXT_LINES) {
    const end = start + MOST_TEXT_LINES;
    rows.push({
      numbers: start === 0 ? numbers : null,
      label: label.slice(start, end),
      detail: detail.slice(Math.max(start - label.length, 0), Math.max(end - label.length, 0)),
    });
  }
  return rows;
}

function heightOf({ document }: Sheet, { label, detail }: Row): number {
  return (document.lines.length > MANY ? 6 : 10) + label.length * LEADING + detail.length * DETAIL_LEADING;
}

function drawRow(sheet: Sheet, table: Element, row: Row, { right }: Columns): void {
  const { writer, document } = sheet;
  const element = writer.element('TR', table);
  const base = sheet.y + (document.lines.length > MANY ? 11 : 13);
  writer.tagged('TD', element, () => {
    const after = paragraph(sheet, row.label, { x: LABEL_LEFT, y: base, leading: LEADING }, STYLES.body);
    paragraph(sheet, row.detail, { x: LABEL_LEFT, y: after - 0.6, leading: DETAIL_LEADING }, STYLES.small);
  });
  for (const column of row.numbers ? NUMBERS : []) {
    const text = row.numbers![column];
    writer.tagged('TD', element, () =>
      writer.text(text, right[column], base, { ...STYLES.body, align: 'right' }),
    );
  }
  element.end();
  sheet.y += heightOf(sheet, row);
  rule(sheet, LEFT, sheet.y, WIDTH);
}

/** The lines, under a head that each page repeats. */
export function drawLines(sheet: Sheet): void {
  const { writer, document } = sheet;
  const written = document.lines.map((line) => writtenOf(line, sheet));
  const columns = columnsOf(sheet, written);
  const table = writer.element('Table');
  drawHead(sheet, table, columns);
  document.lines.forEach((line, index) => {
    for (const row of rowsOf(sheet, line, written[index]!, columns)) {
      const height = heightOf(sheet, row);
      if (sheet.y + height > BOTTOM && ensure(sheet, height)) {
        drawContinuation(sheet);
        drawHead(sheet, table, columns);
      }
      drawRow(sheet, table, row, columns);
    }
  });
  table.end();
  sheet.y += 14;
}
