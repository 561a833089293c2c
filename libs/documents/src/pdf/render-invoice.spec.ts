import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { embeddedFile, type ReadPdf, readPdf, textsOfPages } from '#test/documents/read-pdf.js';
import { writeCii } from '../factur-x/write-cii.js';
import type { InvoiceDocument } from '../invoice-document.js';
import { unprintableCharacters } from '../rules/text-rules.js';
import { composeSample } from '../samples/compose.js';
import { sampleLogo } from '../samples/logo.js';
import { sampleDocuments } from '../samples/sample-documents.js';
import { fontsFor } from './prepared-font.js';
import { renderInvoice } from './render-invoice.js';
import { writeAmount, writeIban } from './wording.js';

const samples = sampleDocuments();
const sample = (name: string) => samples.find((each) => each.name === name)!.document;
const render = (document: InvoiceDocument, logo: Uint8Array | null = null) =>
  renderInvoice(document, writeCii(document), logo);
const textOf = (pdf: ReadPdf) => textsOfPages(pdf).flat().join('\n').replaceAll('\u00a0', ' ');
/** Where each text stands, in points from the top. */
const baseLines = (pdf: ReadPdf) =>
  [...pdf.objects.values()]
    .filter((each) => each.includes('/Type /Page\n'))
    .flatMap((page) => [
      ...pdf
        .stream(pdf.reference(page, 'Contents'))
        .toString('latin1')
        .matchAll(/1 0 0 -1 [\d.]+ ([\d.]+) Tm/g),
    ])
    .map(([, y]) => Number(y));
const xmpOf = (pdf: ReadPdf) => pdf.stream(pdf.reference(pdf.catalog, 'Metadata')).toString('utf8');

describe('renderInvoice', () => {
  it.each(samples.map(({ name, document }) => [name, document] as const))(
    'makes a PDF/A-3b whose parts are all there: %s',
    (_, document) => {
      const bytes = render(document, sampleLogo());
      const pdf = readPdf(bytes);
      // ISO 19005-3, 6.6.4: the version is claimed in XMP; 6.2.3: one output intent with its profile.
      expect(xmpOf(pdf)).toMatch(
        /<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B<\/pdfaid:conformance>/,
      );
      expect(new XMLParser().parse(xmpOf(pdf))).toBeDefined();
      const intent = pdf.objects.get(Number(/\/OutputIntents \[(\d+) 0 R\]/.exec(pdf.catalog)![1]))!;
      expect(intent).toContain('/S /GTS_PDFA1');
      expect(pdf.stream(pdf.reference(intent, 'DestOutputProfile')).subarray(36, 40).toString('latin1')).toBe(
        'acsp',
      );
      // 6.1.3: a file identifier, no encryption. 6.2.11.4: every font embedded with a map to Unicode.
      expect(pdf.trailer).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
      expect(pdf.trailer).not.toContain('/Encrypt');
      const all = [...pdf.objects.values()];
      const fonts = all.filter((each) => each.includes('/Subtype /Type0'));
      expect(fonts).toHaveLength(2);
      fonts.forEach((font) => expect(pdf.reference(font, 'ToUnicode')).toBeGreaterThan(0));
      expect(all.filter((each) => /\/Subtype \/(Type1|TrueType|Type3)\b/.test(each))).toEqual([]);
      for (const descriptor of all.filter((each) => each.includes('/Type /FontDescriptor'))) {
        expect(pdf.stream(pdf.reference(descriptor, 'FontFile2')).toString('latin1', 0, 4)).toBe('true');
      }
      // 6.5 and 6.6: nothing that acts by itself.
      expect(bytes.toString('latin1')).not.toMatch(/\/(JavaScript|Launch|OpenAction|AA|LZWDecode)\b/);
    },
  );

  it.each(samples.map(({ name, document }) => [name, document] as const))(
    'embeds the very XML as the alternative of the pages: %s',
    (_, document) => {
      const pdf = readPdf(render(document));
      expect(embeddedFile(pdf, 'factur-x.xml').toString('utf8')).toBe(writeCii(document));
      const specification = [...pdf.objects.values()].find((each) => each.includes('/Type /Filespec'))!;
      expect(specification).toContain('/AFRelationship /Alternative');
      expect(pdf.catalog).toMatch(/\/AF \[\d+ 0 R\]/);
      const file = pdf.objects.get(pdf.reference(specification, 'F'))!;
      expect(file).toContain('/Subtype /text#2Fxml');
      expect(file).toContain(createHash('md5').update(writeCii(document)).digest('hex'));
    },
  );

  it('describes the embedded invoice in XMP with the extension schema', () => {
    const xmp = xmpOf(readPdf(render(sample('invoice'))));
    expect(xmp).toContain('<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>');
    expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    expect(xmp).toContain(
      '<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>',
    );
    expect(xmp).toContain('<rdf:li>Les Ateliers du Canal</rdf:li>');
  });

  it('keeps the XMP well formed whatever the names are', () => {
    const document = {
      ...sample('invoice'),
      seller: { ...sample('invoice').seller, name: 'Dupont & Fils <SARL>' },
    };
    expect(xmpOf(readPdf(render(document)))).toContain('<rdf:li>Dupont &amp; Fils &lt;SARL&gt;</rdf:li>');
  });

  it.each(samples.map(({ name, document }) => [name, document] as const))(
    'prints every structured datum: %s',
    (_, document) => {
      const text = textOf(readPdf(render(document))).replaceAll('\n', ' ');
      const { language, seller, buyer, payment } = document;
      const plain = (value: string) => value.replaceAll(/[\u00a0\u202f]/g, ' ');
      const expected = [
        document.number,
        document.businessProcess,
        document.flow,
        document.currency,
        seller.siren,
        seller.siret,
        seller.vatNumber,
        seller.electronicAddress.value,
        seller.email,
        seller.phone,
        buyer.name,
        buyer.siren,
        buyer.siret,
        buyer.vatNumber,
        buyer.contact,
        buyer.electronicAddress?.value,
        document.purchaseOrder,
        document.contractReference,
        document.buyerReference,
        document.reason,
        ...document.precedes.map((each) => each.number),
        ...document.lines.map((line) => line.label),
        ...document.lines.map((line) => writeAmount(line.netCents, language)),
        ...document.vat.flatMap((each) => [
          writeAmount(each.netCents, language),
          writeAmount(each.vatCents, language),
          each.exemptionCode,
        ]),
        ...[document.netCents, document.vatCents, document.grossCents, document.dueCents].map((cents) =>
          writeAmount(cents, language),
        ),
        ...(payment.iban && document.type !== 'creditNote' ? [writeIban(payment.iban), payment.bic] : []),
        payment.mandate?.reference,
        payment.mandate?.creditorIdentifier,
      ];
      for (const value of expected) if (value) expect(text).toContain(plain(value));
      const notes = document.notes.filter((note) => note.code !== 'BAR').map((note) => plain(note.text));
      for (const note of notes) expect(text).toContain(note);
    },
  );

  it('writes amounts as French do', () => {
    const text = textOf(readPdf(render(sample('invoice'))));
    expect(text).toContain('1 919,88 €');
    expect(text).toContain('620,00 €');
    expect(text).toContain('2,5 j');
  });

  it('numbers its pages and repeats the head of the lines', () => {
    const pages = textsOfPages(readPdf(render(sample('300-lines'))));
    expect(pages.length).toBeGreaterThan(5);
    pages.forEach((texts, index) => expect(texts.at(-1)).toContain(`Page ${index + 1}/${pages.length}`));
    const withLines = pages.filter((texts) => texts.some((text) => text.startsWith('Nom de domaine')));
    withLines.forEach((texts) => expect(texts).toContain('Désignation'));
  });

  it('claims no 40 € from a consumer', () => {
    expect(textOf(readPdf(render(sample('consumer'))))).not.toMatch(/40 €/);
    expect(textOf(readPdf(render(sample('invoice'))))).toMatch(/40 €/);
  });

  it('gives the same bytes for the same document, and others for another', () => {
    const hash = (document: InvoiceDocument) =>
      createHash('sha256').update(render(document, sampleLogo())).digest('hex');
    expect(hash(sample('invoice'))).toBe(hash(structuredClone(sample('invoice'))));
    expect(hash(sample('invoice'))).not.toBe(hash({ ...sample('invoice'), buyerReference: 'DIR-FIN' }));
  });

  it('dates the file by the day of issue, not by the clock', () => {
    const bytes = render(sample('invoice')).toString('latin1');
    expect([...new Set(bytes.match(/D:\d{14}Z/g))]).toEqual(['D:20261102000000Z']);
    expect([...new Set(bytes.match(/\b20\d\d-\d\d-\d\dT[\d:]+Z/g))]).toEqual(['2026-11-02T00:00:00Z']);
  });

  it('is tagged: a title, tables with heads, figures with words', () => {
    const all = [...readPdf(render(sample('invoice'), sampleLogo())).objects.values()];
    const types = new Map<string, number>();
    for (const each of all) {
      const type = /^<<\n\/S \/(\w+)\n/.exec(each)?.[1];
      if (type) types.set(type, (types.get(type) ?? 0) + 1);
    }
    expect(types.get('H1')).toBe(1);
    expect(types.get('Table')).toBe(3);
    expect(types.get('TH')).toBeGreaterThanOrEqual(5);
    expect(all.filter((each) => each.includes('/S /Figure')).every((each) => each.includes('/Alt ('))).toBe(
      true,
    );
    expect(types.get('Figure')).toBe(2);
  });

  it('prints Greek, Cyrillic and Central European names, and refuses what its font lacks', () => {
    const named = (name: string) => ({ ...sample('invoice'), buyer: { ...sample('invoice').buyer, name } });
    for (const name of [
      'Συνεταιρισμός Θάλασσα',
      'Кооператив «Мир»',
      'Spółdzielnia Żółw',
      'Társaság Őrző',
      'Nguyễn',
    ]) {
      expect(textOf(readPdf(render(named(name))))).toContain(name);
    }
    expect(() => render(named('株式会社'))).toThrow(
      expect.objectContaining({
        code: 'DOCUMENTS.UNPRINTABLE_TEXT',
        facts: { characters: ['株', '式', '会', '社'] },
      }),
    );
  });

  it('prints an accent typed apart as one letter', () => {
    const apart = {
      ...sample('invoice'),
      buyer: { ...sample('invoice').buyer, name: 'Cafe\u0301 Noe\u0308l' },
    };
    expect(textOf(readPdf(render(apart)))).toContain('Café Noël');
  });

  it('prints texts too long for their place without losing any of them', () => {
    const label = `Prestation ${'très '.repeat(60)}longue ${'x'.repeat(120)} fin`;
    const document = composeSample({
      number: 'FA-1',
      lines: [{ label, detail: label, quantity: '12345.6789', unitPrice: '98765.432109' }],
    });
    const text = textOf(readPdf(render(document)))
      .replaceAll('\n', '')
      .replaceAll(' ', '');
    expect(text).toContain(label.replaceAll(' ', ''));
  });

  it('lets a designation longer than a page go on over the next, within the margins', () => {
    const detail = Array.from({ length: 900 }, (_, index) => `mot${index}`).join(' ');
    const document = composeSample({
      number: 'FA-1',
      lines: [{ label: 'Rapport', detail, quantity: '1', unitPrice: '1' }],
    });
    const pdf = readPdf(render(document));
    const words = textsOfPages(pdf)
      .flat()
      .join(' ')
      .match(/mot\d+/g);
    expect(words).toEqual(detail.split(' '));
    expect(Math.max(...baseLines(pdf))).toBeLessThan(812);
  });

  it('has a glyph in both weights for every character it promises to print', () => {
    const { regular, bold } = fontsFor('Ω');
    for (let code = 0x20; code < 0x10000; code += 1) {
      const character = String.fromCharCode(code);
      if ((code >= 0xd800 && code <= 0xdfff) || character.normalize('NFC') !== character) continue;
      if (unprintableCharacters(character).length > 0) continue;
      expect([code, regular.glyphs.has(character), bold.glyphs.has(character)]).toEqual([code, true, true]);
    }
  });
});
