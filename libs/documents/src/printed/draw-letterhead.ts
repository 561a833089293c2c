import { writeDate } from '#kernel';
import { addressLines } from '../pdf/draw-header.js';
import { COLORS, paragraph, STYLES, TOP } from '../pdf/layout.js';
import type { PreparedLogo } from '../pdf/prepared-logo.js';
import type { PrintedSheet } from './printed-sheet.js';

/** Width of the recipient's block; upright it begins at 110 mm, where the window of French envelopes is. */
const WINDOW_WIDTH = 236;
const LOGO = { width: 150, height: 46 };

function drawSender(sheet: PrintedSheet, logo: PreparedLogo | null): number {
  const { writer, document, left } = sheet;
  const { letterhead } = document;
  const width = sheet.width - WINDOW_WIDTH - 24;
  let y = TOP;
  if (logo) {
    const scale = Math.min(LOGO.width / logo.width, LOGO.height / logo.height, 1);
    const [wide, high] = [logo.width * scale, logo.height * scale];
    writer.tagged('Figure', undefined, () => writer.logo(logo, left, y, wide, high), {
      alt: letterhead.name,
      bbox: [left, y, left + wide, y + high],
    });
    y += high + 10;
  }
  writer.tagged('P', undefined, () => {
    const name = writer.wrap(letterhead.name, width, STYLES.name);
    y = paragraph(sheet, name, { x: left, y: y + 10, leading: 13.5 }, STYLES.name);
    const lines = [
      ...(letterhead.address ? addressLines(letterhead.address) : []),
      ...(letterhead.legalLine ? [letterhead.legalLine] : []),
      ...letterhead.contact,
    ].flatMap((line) => writer.wrap(line, width, STYLES.small));
    y = paragraph(sheet, lines, { x: left, y, leading: 10.6 }, STYLES.small);
  });
  return y;
}

/** The recipient's address, where an envelope shows it. @returns where it ends */
function drawRecipient(sheet: PrintedSheet): number {
  const { writer, document } = sheet;
  const { recipient } = document;
  if (!recipient) return TOP;
  const x = sheet.right - WINDOW_WIDTH;
  let y = 126;
  writer.tagged('P', undefined, () => {
    const name = writer.wrap(recipient.name, WINDOW_WIDTH, STYLES.name);
    y = paragraph(sheet, name, { x, y, leading: 13 }, { ...STYLES.name, size: 10.5 });
    const lines = recipient.address ? addressLines(recipient.address) : [];
    const wrapped = lines.flatMap((line) => writer.wrap(line, WINDOW_WIDTH, STYLES.body));
    y = paragraph(sheet, wrapped, { x, y, leading: 12 }, STYLES.body);
  });
  return y;
}

/** The day and the reference, at the right of the sender. */
function drawDate(sheet: PrintedSheet, copy: string): void {
  const { writer, document, right } = sheet;
  const { issuedOn, language, reference } = document;
  const day = writeDate(issuedOn, language);
  const lines = [copy, ...(reference ? [reference] : []), language === 'fr' ? `Le ${day}` : day];
  writer.tagged('P', undefined, () => {
    let y = TOP + 10;
    for (const line of lines.filter((each) => each !== '')) {
      const style = line === copy ? STYLES.strong : STYLES.body;
      writer.text(line, right, y, { ...style, align: 'right' });
      y += 13;
    }
  });
}

/** All that stands above the blocks, on the first page. */
export function drawLetterhead(sheet: PrintedSheet, logo: PreparedLogo | null, copy: string): void {
  const { writer, document, left, width } = sheet;
  const senderEnd = drawSender(sheet, logo);
  drawDate(sheet, copy);
  const recipientEnd = drawRecipient(sheet);
  sheet.y = Math.max(senderEnd, recipientEnd, document.recipient ? 205 : 100) + 26;
  writer.tagged('H1', undefined, () => {
    const style = { ...STYLES.title, size: 17 };
    const lines = writer.wrap(document.title, width, style);
    sheet.y = paragraph(sheet, lines, { x: left, y: sheet.y, leading: 21 }, style);
  });
  if (document.subtitle) {
    const style = { ...STYLES.body, size: 10, color: COLORS.muted };
    writer.tagged('P', undefined, () => {
      const lines = writer.wrap(document.subtitle!, width, style);
      sheet.y = paragraph(sheet, lines, { x: left, y: sheet.y - 3, leading: 13.5 }, style);
    });
  }
  sheet.y += 8;
}
