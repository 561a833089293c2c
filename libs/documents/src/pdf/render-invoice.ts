import type { InvoiceDocument } from '../invoice-document.js';
import { drawHeader } from './draw-header.js';
import { drawLines } from './draw-lines.js';
import { drawFooters, drawNotes, drawPayment } from './draw-payment.js';
import { drawTotals } from './draw-totals.js';
import { facturXMetadata } from './factur-x-metadata.js';
import { type Sheet, TOP } from './layout.js';
import { PageWriter } from './page-writer.js';
import { fontsFor } from './prepared-font.js';
import { prepareLogo } from './prepared-logo.js';
import { wordsOf } from './wording.js';

/** The document with its letters composed, as fonts know them, and all of its text in one. */
function composed(document: InvoiceDocument): { document: InvoiceDocument; text: string } {
  const text = JSON.stringify(document);
  const normal = text.normalize('NFC');
  return { document: normal === text ? document : (JSON.parse(normal) as InvoiceDocument), text: normal };
}

/**
 * The document as a tagged PDF/A-3b with `xml` inside as `factur-x.xml`. The bytes depend on the document, the XML and
 * the logo alone: rendered again, they are the same. The day of issue stands for every date inside.
 * @throws DOCUMENTS.UNPRINTABLE_TEXT when a text has characters that the font lacks, DOCUMENTS.LOGO_REFUSED
 */
export function renderInvoice(given: InvoiceDocument, xml: string, logo: Uint8Array | null): Buffer {
  const { document, text } = composed(given);
  const words = wordsOf(document.language);
  const createdAt = new Date(`${document.issuedOn}T00:00:00Z`);
  const title = `${words.titles[document.type]} ${document.number}`;
  const writer = new PageWriter(fontsFor(text), {
    title: title.replace(/[<>&"]/g, ' '),
    language: document.language === 'fr' ? 'fr-FR' : 'en-GB',
    createdAt,
    identity: xml,
  });
  const sheet: Sheet = { writer, document, words, y: TOP };
  writer.addPage();
  drawHeader(sheet, logo ? prepareLogo(logo) : null);
  drawLines(sheet);
  drawTotals(sheet);
  drawPayment(sheet);
  drawNotes(sheet);
  drawFooters(sheet);
  writer.attach('factur-x.xml', xml, title, createdAt);
  writer.metadata(facturXMetadata(document.seller.name));
  return writer.finish();
}
