import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { DomainError } from '#kernel';
import { sampleDocuments } from '../samples/sample-documents.js';
import { readFacturX } from './read-cii.js';
import { writeCii } from './write-cii.js';

const invoice = sampleDocuments().find(({ document }) => document.type === 'invoice')!.document;
const xml = writeCii(invoice);

/** A PDF of another make: a dictionary on several lines, CRLF, a picture before the file. */
function foreignPdf(content: string, filter: 'FlateDecode' | null = 'FlateDecode'): Buffer {
  const bytes = filter ? deflateSync(Buffer.from(content)) : Buffer.from(content);
  const dictionary = filter ? `/Filter [ /${filter} ] ` : '';
  return Buffer.concat([
    Buffer.from(
      '%PDF-1.7\r\n1 0 obj\r\n<< /Subtype /Image /Length 4 >>\r\nstream\r\nabcd\r\nendstream\r\nendobj\r\n',
    ),
    Buffer.from(`7 0 obj\r\n<<\r\n/Length 8 0 R\r\n${dictionary}/Params << /Size 1 >>\r\n>>\r\nstream\r\n`),
    bytes,
    Buffer.from('\r\nendstream\r\nendobj\r\n%%EOF'),
  ]);
}

describe('reading a Factur-X of anybody’s', () => {
  it.each(sampleDocuments())('says of $name what its document says', ({ document }) => {
    const read = readFacturX(Buffer.from(writeCii(document)));
    expect(read).toMatchObject({
      number: document.number,
      type: document.type === 'creditNote' ? 'creditNote' : 'invoice',
      issuedOn: document.issuedOn,
      netCents: document.netCents,
      vatCents: document.vatCents,
      grossCents: document.grossCents,
      seller: { name: document.seller.name, siren: document.seller.siren },
      buyer: { name: document.buyer.name, siren: document.buyer.siren ?? null },
      credits: document.precedes[0]?.number ?? null,
    });
    expect(read.lines.map(({ netCents, period }) => [netCents, period])).toEqual(
      document.lines.map((line) => [line.netCents, line.period]),
    );
  });

  it('finds the file in a PDF of another make, compressed or not', () => {
    expect(readFacturX(foreignPdf(xml)).number).toBe(invoice.number);
    expect(readFacturX(foreignPdf(xml, null)).number).toBe(invoice.number);
  });

  it('takes any prefix, a mark of the byte order and a western encoding', () => {
    const renamed = xml
      .replaceAll('rsm:', 'a:')
      .replaceAll('ram:', 'b:')
      .replaceAll('xmlns:rsm', 'xmlns:a')
      .replaceAll('xmlns:ram', 'xmlns:b');
    expect(readFacturX(Buffer.from(renamed)).number).toBe(invoice.number);
    expect(readFacturX(Buffer.from(`\ufeff${xml}`, 'utf16le')).number).toBe(invoice.number);
    const western = xml.replace('UTF-8', 'ISO-8859-1');
    const { label } = invoice.lines[0]!;
    expect(label).toContain('é');
    expect(readFacturX(Buffer.from(western, 'latin1')).lines[0]!.label).toContain(label);
  });

  it('an invoice with negative amounts is a credit note of positive ones', () => {
    const negative = xml
      .replace(/<ram:LineTotalAmount>/g, '<ram:LineTotalAmount>-')
      .replace('<ram:TaxBasisTotalAmount>', '<ram:TaxBasisTotalAmount>-')
      .replace('<ram:GrandTotalAmount>', '<ram:GrandTotalAmount>-');
    expect(readFacturX(Buffer.from(negative))).toMatchObject({
      type: 'creditNote',
      netCents: invoice.netCents,
    });
  });

  it.each([
    ['entities', xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')],
    ['no number', xml.replace(/<rsm:ExchangedDocument><ram:ID>[^<]*<\/ram:ID>/, '<rsm:ExchangedDocument>')],
    [
      'a day that does not exist',
      xml.replace(/(IssueDateTime><udt:DateTimeString format="102">)\d{8}/, '$120260231'),
    ],
    ['an amount of three decimals', xml.replace(/(<ram:GrandTotalAmount>)[^<]*/, '$112.345')],
    ['no XML at all', 'numero;date\n1;2'],
    ['a PDF without a file', foreignPdf('nothing').toString('latin1')],
    ['tags nested without end', '<a>'.repeat(100_000)],
  ])('refuses %s in words', (_, content) => {
    expect(() => readFacturX(Buffer.from(content, 'latin1'))).toThrow(DomainError);
  });

  it('opens no bomb: a stream that would be larger than allowed is passed over', () => {
    const bomb = foreignPdf('CrossIndustryInvoice'.padEnd(30 * 1024 * 1024, '0'));
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readFacturX(bomb)).toThrow(DomainError);
  });

  it('any bytes, and any bytes amid a true one, give an invoice or a domain error', () => {
    const answers = (bytes: Uint8Array) => {
      try {
        expect(readFacturX(bytes).number).toEqual(expect.any(String));
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), answers), { numRuns: 300 });
    const whole = Buffer.from(xml);
    const amid = fc.tuple(fc.nat(whole.length - 1), fc.nat(60), fc.uint8Array({ maxLength: 60 }));
    fc.assert(
      fc.property(amid, fc.boolean(), ([at, cut, put], inPdf) => {
        const changed = Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + cut)]);
        answers(inPdf ? foreignPdf(changed.toString('latin1')) : changed);
      }),
      { numRuns: 400 },
    );
  });
});
