import { XMLParser } from 'fast-xml-parser';
import { RenderPool, sampleDocuments, writeCii } from '#documents';
import { EMBEDDED_FILE_MARK, readEmbeddedXml } from './read-embedded-xml.js';
import { readCiiAmounts } from './read-cii-amounts.js';

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, removeNSPrefix: true });

/* oxlint-disable-next-line no-explicit-any -- the tree of a parsed XML has no type */
const list = (value: any): any[] => (value === undefined ? [] : [value].flat());

describe('the amounts of an archived XML', () => {
  it.each(sampleDocuments().map(({ name, document }) => [name, document] as const))(
    'are read as a full parser reads them: %s',
    (_name, document) => {
      const xml = writeCii(document);
      const told = readCiiAmounts(xml)!;
      const { ExchangedDocument: head, SupplyChainTradeTransaction: body } =
        parser.parse(xml).CrossIndustryInvoice;
      const settlement = body.ApplicableHeaderTradeSettlement;
      const sums = settlement.SpecifiedTradeSettlementHeaderMonetarySummation;
      const cents = (text: string) => Math.round(Number(text) * 100);
      expect(told).toEqual({
        number: head.ID,
        issuedOn: document.issuedOn,
        lineNetCents: list(body.IncludedSupplyChainTradeLineItem).map((line) =>
          cents(
            line.SpecifiedLineTradeSettlement.SpecifiedTradeSettlementLineMonetarySummation.LineTotalAmount,
          ),
        ),
        vat: list(settlement.ApplicableTradeTax).map((tax) => ({
          category: tax.CategoryCode,
          netCents: cents(tax.BasisAmount),
          vatCents: cents(tax.CalculatedAmount),
        })),
        netCents: cents(sums.TaxBasisTotalAmount),
        vatCents: cents(sums.TaxTotalAmount),
        grossCents: cents(sums.GrandTotalAmount),
        dueCents: cents(sums.DuePayableAmount),
      });
    },
  );

  it('are not read from a file with comments, or with an element twice or missing', () => {
    const xml = writeCii(sampleDocuments()[0]!.document);
    const total = /<ram:GrandTotalAmount>[^<]*<\/ram:GrandTotalAmount>/.exec(xml)![0];
    expect(readCiiAmounts(xml.replace(total, `<!-- ${total} -->${total}`))).toBeNull();
    expect(readCiiAmounts(xml.replace(total, total + total))).toBeNull();
    expect(readCiiAmounts(xml.replace(total, ''))).toBeNull();
    expect(readCiiAmounts('')).toBeNull();
  });
});

describe('the XML inside of a PDF', () => {
  it('is read back as it was embedded, and a part that is too short is told', async () => {
    const pool = new RenderPool({ threads: 1 });
    try {
      const { pdf, xml } = await pool.renderInvoice(sampleDocuments()[0]!.document, null);
      const part = pdf.subarray(pdf.indexOf(EMBEDDED_FILE_MARK));
      expect(readEmbeddedXml(part)!.toString('utf8')).toBe(xml);
      expect(readEmbeddedXml(part.subarray(0, 600))).toBe('truncated');
      expect(readEmbeddedXml(part.subarray(0, 60))).toBeNull();
    } finally {
      await pool.stop();
    }
  });
});
