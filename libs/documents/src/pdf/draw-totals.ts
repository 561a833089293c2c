import { drawContinuation } from './draw-header.js';
import { COLORS, ensure, LEFT, paragraph, RIGHT, rule, type Sheet, STYLES } from './layout.js';
import type { Element } from './page-writer.js';
import { writeAmount, writeVatRate } from './wording.js';

const TOTALS_LEFT = 330;
const AMOUNT_RIGHT = RIGHT - 6;
const VAT_RIGHT = 302;
const ROW = 15.5;
const REASON_LEADING = 9.8;

/** The breakdown by rate at the left, the totals at the right; never apart. */
export function drawTotals(sheet: Sheet): void {
  const { document, writer, words } = sheet;
  const reasons = document.vat.flatMap((each) => {
    const text = [each.exemptionReason, each.exemptionCode && `[${each.exemptionCode}]`]
      .filter(Boolean)
      .join(' ');
    return text ? writer.wrap(`${each.category}${words.colon}${text}`, VAT_RIGHT - LEFT, STYLES.small) : [];
  });
  const vatHeight = 34 + document.vat.length * ROW + reasons.length * REASON_LEADING;
  const totalsHeight = 3 * ROW + (document.prepaidCents > 0 ? ROW : 0) + 34;
  if (ensure(sheet, Math.max(vatHeight, totalsHeight) + 8)) drawContinuation(sheet);
  const top = sheet.y;
  drawBreakdown(sheet, reasons);
  const left = sheet.y;
  sheet.y = top;
  drawSums(sheet);
  sheet.y = Math.max(left, sheet.y) + 14;
}

function drawBreakdown(sheet: Sheet, reasons: readonly string[]): void {
  const { writer, document, words } = sheet;
  const { language } = document;
  let y = sheet.y + 8;
  const table = writer.element('Table');
  const columns = [LEFT + 76, LEFT + 172, VAT_RIGHT] as const;
  const row = (
    texts: readonly string[],
    type: 'TH' | 'TD',
    style: typeof STYLES.label | typeof STYLES.body,
  ) => {
    const element = writer.element('TR', table);
    const options = type === 'TH' ? { scope: 'Column' } : {};
    texts.forEach((text, index) => {
      const x = index === 0 ? LEFT : columns[index]!;
      writer.tagged(
        type,
        element,
        () => writer.text(text, x, y, { ...style, align: index === 0 ? 'left' : 'right' }),
        options,
      );
    });
    element.end();
    y += ROW;
  };
  row([words.vatTitle, words.base, words.tax], 'TH', STYLES.label);
  rule(sheet, LEFT, y - ROW + 5, VAT_RIGHT - LEFT);
  for (const each of document.vat) {
    const rate = writeVatRate(each.category, each.rateBasisPoints, language);
    const name = each.category === 'S' ? `S · ${rate}` : rate;
    row(
      [name, writeAmount(each.netCents, language), writeAmount(each.vatCents, language)],
      'TD',
      STYLES.body,
    );
  }
  table.end();
  if (reasons.length > 0) {
    writer.tagged('P', undefined, () => {
      y = paragraph(sheet, reasons, { x: LEFT, y, leading: REASON_LEADING }, STYLES.small);
    });
  }
  if (document.vatDue) {
    const sentence = words.vatDue[document.vatDue];
    writer.tagged('P', undefined, () => writer.text(sentence, LEFT, y, STYLES.small));
    y += REASON_LEADING;
  }
  sheet.y = y;
}

function drawSums(sheet: Sheet): void {
  const { writer, document, words } = sheet;
  const { language } = document;
  let y = sheet.y + 8;
  const table = writer.element('Table');
  const row = (label: string, cents: number, parent: Element) => {
    const element = writer.element('TR', parent);
    writer.tagged('TH', element, () => writer.text(label, TOTALS_LEFT + 10, y, STYLES.body), {
      scope: 'Row',
    });
    writer.tagged('TD', element, () =>
      writer.text(writeAmount(cents, language), AMOUNT_RIGHT, y, { ...STYLES.body, align: 'right' }),
    );
    element.end();
    y += ROW;
  };
  row(words.net, document.netCents, table);
  row(words.totalVat, document.vatCents, table);
  row(words.gross, document.grossCents, table);
  if (document.prepaidCents > 0) row(words.prepaid, -document.prepaidCents, table);
  const top = y - 6;
  writer.artifact(() => {
    writer.box(TOTALS_LEFT, top, RIGHT - TOTALS_LEFT, 29, COLORS.tint);
    writer.box(TOTALS_LEFT, top, RIGHT - TOTALS_LEFT, 1.2, COLORS.accent);
  });
  const element = writer.element('TR', table);
  const style = { ...STYLES.name, size: 12, color: COLORS.accent };
  const label = document.type === 'creditNote' ? words.credited : words.due;
  writer.tagged(
    'TH',
    element,
    () => writer.text(label, TOTALS_LEFT + 10, top + 19, { ...style, size: 10.5 }),
    { scope: 'Row' },
  );
  writer.tagged('TD', element, () =>
    writer.text(writeAmount(document.dueCents, language), AMOUNT_RIGHT, top + 19.4, {
      ...style,
      align: 'right',
    }),
  );
  element.end();
  table.end();
  sheet.y = top + 29;
}
