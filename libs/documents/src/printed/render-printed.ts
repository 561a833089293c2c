import { typeset } from '#kernel';
import { COLORS, STYLES, TOP } from '../pdf/layout.js';
import { PageWriter } from '../pdf/page-writer.js';
import { fontsFor } from '../pdf/prepared-font.js';
import { prepareLogo } from '../pdf/prepared-logo.js';
import { drawBlock } from './draw-blocks.js';
import { drawLetterhead } from './draw-letterhead.js';
import type { PrintedDocument } from './printed-document.js';
import { type PrintedSheet, sheetOf } from './printed-sheet.js';

/**
 * Letters as fonts know them, and spaces as French has them, whoever wrote the sentence; wide ones, since the narrow
 * no-break space cannot be seen in this font.
 */
function composed(given: PrintedDocument): { document: PrintedDocument; text: string } {
  const letters = JSON.stringify(given).normalize('NFC');
  const spaced = given.language === 'fr' ? typeset(letters) : letters;
  const text = spaced.replaceAll('\u202f', '\u00a0');
  return { document: JSON.parse(text) as PrintedDocument, text };
}

/** Who speaks and which page this is, at the foot of each; pages are counted within each copy. */
function drawFooters(sheet: PrintedSheet, firstPages: readonly number[]): void {
  const { writer, document, left, right, width, bottom } = sheet;
  const { letterhead, reference } = document;
  const identity = [letterhead.name, letterhead.legalLine].filter(Boolean).join(' · ');
  const line = writer.wrap(identity, width - 150, STYLES.note)[0]!;
  const y = bottom + 26;
  writer.onEachPage((page, count) => {
    const copy = firstPages.findLastIndex((first) => first <= page);
    const first = firstPages[copy]!;
    const pages = (firstPages[copy + 1] ?? count + 1) - first;
    writer.box(left, y - 14, width, 0.6, COLORS.line);
    writer.text(line, left, y, STYLES.note);
    const place = `page ${page - first + 1}/${pages}`;
    writer.text(reference ? `${reference} – ${place}` : place, right, y, { ...STYLES.note, align: 'right' });
  });
}

/**
 * The document as a tagged PDF/A-3b, upright or lying, once for each copy. The bytes depend on the document and the
 * logo alone.
 * @throws DOCUMENTS.UNPRINTABLE_TEXT when a text has characters that the font lacks, DOCUMENTS.LOGO_REFUSED
 */
export function renderPrinted(given: PrintedDocument, logo: Uint8Array | null): Buffer {
  const { document, text } = composed(given);
  const writer = new PageWriter(fontsFor(text), {
    title: document.title.replace(/[<>&"]/g, ' '),
    language: document.language === 'fr' ? 'fr-FR' : 'en-GB',
    createdAt: new Date(`${document.issuedOn}T00:00:00Z`),
    identity: text,
    landscape: document.landscape ?? false,
  });
  const sheet = sheetOf(writer, document);
  const prepared = logo ? prepareLogo(logo) : null;
  const firstPages: number[] = [];
  for (const copy of document.copies ?? ['']) {
    writer.addPage();
    firstPages.push(writer.pageCount);
    sheet.y = TOP;
    drawLetterhead(sheet, prepared, copy);
    for (const block of document.blocks) drawBlock(sheet, block);
  }
  drawFooters(sheet, firstPages);
  return writer.finish();
}
