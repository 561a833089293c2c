import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { centsToDecimal } from '#kernel';
import type { InvoiceDocument } from '../invoice-document.js';
import { composeSample } from '../samples/compose.js';
import { randomDocument } from '../samples/random-documents.js';
import { sampleDocuments } from '../samples/sample-documents.js';
import { writeCii } from './write-cii.js';

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) =>
    [
      'IncludedSupplyChainTradeLineItem',
      'ApplicableTradeTax',
      'IncludedNote',
      'InvoiceReferencedDocument',
    ].includes(name),
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what the tests are about
type Parsed = Record<string, any>;
const read = (document: InvoiceDocument): Parsed =>
  parser.parse(writeCii(document)).CrossIndustryInvoice as Parsed;
const sample = (name: string) => sampleDocuments().find((each) => each.name === name)!.document;

const settlementOf = (cii: Parsed): Parsed => cii.SupplyChainTradeTransaction.ApplicableHeaderTradeSettlement;
const agreementOf = (cii: Parsed): Parsed => cii.SupplyChainTradeTransaction.ApplicableHeaderTradeAgreement;

describe('writeCii', () => {
  it('writes profile, process, number, type and day of issue', () => {
    const cii = read(sample('invoice'));
    expect(cii.ExchangedDocumentContext.GuidelineSpecifiedDocumentContextParameter.ID).toBe(
      'urn:cen.eu:en16931:2017',
    );
    expect(cii.ExchangedDocumentContext.BusinessProcessSpecifiedDocumentContextParameter.ID).toBe('S1');
    expect(cii.ExchangedDocument.ID).toBe('FA-2026-00117');
    expect(cii.ExchangedDocument.TypeCode).toBe('380');
    expect(cii.ExchangedDocument.IssueDateTime.DateTimeString).toEqual({
      '#text': '20261102',
      '@format': '102',
    });
  });

  it.each([
    ['invoice', '380'],
    ['credit-note', '381'],
    ['deposit', '386'],
    ['balance-after-deposit', '380'],
  ])('gives a %s the type %s', (name, code) => {
    expect(read(sample(name)).ExchangedDocument.TypeCode).toBe(code);
  });

  it('names the parties by SIREN, SIRET, VAT number and electronic address', () => {
    const { SellerTradeParty: seller, BuyerTradeParty: buyer } = agreementOf(read(sample('invoice')));
    expect(seller.SpecifiedLegalOrganization.ID).toEqual({ '#text': '853479269', '@schemeID': '0002' });
    expect(seller.GlobalID['@schemeID']).toBe('0009');
    expect(seller.SpecifiedTaxRegistration.ID).toEqual({ '#text': 'FR17853479269', '@schemeID': 'VA' });
    expect(buyer.URIUniversalCommunication.URIID).toEqual({
      '#text': '417329802_COMPTA',
      '@schemeID': '0225',
    });
    expect(buyer.DefinedTradeContact.PersonName).toBe('Soizic Le Goff');
  });

  it('says the last day of a period included', () => {
    const { BillingSpecifiedPeriod: period } = settlementOf(read(sample('invoice')));
    expect(period.StartDateTime.DateTimeString['#text']).toBe('20261001');
    expect(period.EndDateTime.DateTimeString['#text']).toBe('20261031');
  });

  it('keeps the amounts of a credit note positive and names what it credits', () => {
    const settlement = settlementOf(read(sample('credit-note')));
    expect(settlement.SpecifiedTradeSettlementHeaderMonetarySummation.GrandTotalAmount).toBe('29.94');
    expect(settlement.InvoiceReferencedDocument).toEqual([
      {
        IssuerAssignedID: 'FA-2026-00117',
        FormattedIssueDateTime: { DateTimeString: { '#text': '20261102', '@format': '102' } },
      },
    ]);
  });

  it('deducts a deposit by a line of negative quantity', () => {
    const [, deducted] = read(sample('balance-after-deposit')).SupplyChainTradeTransaction
      .IncludedSupplyChainTradeLineItem;
    expect(deducted.SpecifiedLineTradeDelivery.BilledQuantity).toEqual({ '#text': '-1', '@unitCode': 'C62' });
    expect(
      deducted.SpecifiedLineTradeSettlement.SpecifiedTradeSettlementLineMonetarySummation.LineTotalAmount,
    ).toBe('-2400.00');
  });

  it('gives the reason and code for charging no VAT', () => {
    const [tax] = settlementOf(read(sample('association'))).ApplicableTradeTax;
    expect(tax).toMatchObject({
      CategoryCode: 'E',
      ExemptionReasonCode: 'VATEX-FR-CGI261-7',
      RateApplicablePercent: '0',
    });
    expect(tax.ExemptionReason).toContain('261, 7-1°');
  });

  it('names no VAT number outside the scope of VAT (BR-O-02), but keeps it with the legal information', () => {
    const xml = writeCii(sample('foreign-client'));
    expect(xml).not.toContain('schemeID="VA"');
    expect(xml).toContain('TVA FR17853479269');
  });

  it('writes a mandate for a direct debit, and no account of the seller', () => {
    const settlement = settlementOf(read(sample('direct-debit')));
    expect(settlement.CreditorReferenceID).toBe('FR72ZZZ123456');
    expect(settlement.SpecifiedTradePaymentTerms.DirectDebitMandateID).toBe('RUM-2024-00317');
    expect(
      settlement.SpecifiedTradeSettlementPaymentMeans.PayeePartyCreditorFinancialAccount,
    ).toBeUndefined();
  });

  it.each([
    ['debit-option', '5'],
    ['invoice', '72'],
    ['franchise', undefined],
  ])('says when VAT falls due (BT-8): %s', (name, code) => {
    expect(settlementOf(read(sample(name))).ApplicableTradeTax[0].DueDateTypeCode).toBe(code);
  });

  it('escapes what XML reserves and drops what it forbids', () => {
    const xml = writeCii(
      composeSample({
        number: 'FA-1',
        lines: [{ label: 'A & B <i>"c"</i>\u0007', quantity: '1', unitPrice: '1' }],
      }),
    );
    expect(xml).toContain('<ram:Name>A &amp; B &lt;i&gt;&quot;c&quot;&lt;/i&gt;</ram:Name>');
  });

  it('says the amounts of the document, to the cent', () => {
    fc.assert(
      fc.property(randomDocument, (document) => {
        const cii = read(document);
        const sums = settlementOf(cii).SpecifiedTradeSettlementHeaderMonetarySummation;
        expect(sums.LineTotalAmount).toBe(centsToDecimal(document.netCents));
        expect(sums.TaxBasisTotalAmount).toBe(centsToDecimal(document.netCents));
        expect(sums.TaxTotalAmount['#text']).toBe(centsToDecimal(document.vatCents));
        expect(sums.GrandTotalAmount).toBe(centsToDecimal(document.grossCents));
        expect(sums.DuePayableAmount).toBe(centsToDecimal(document.dueCents));
        const lines = cii.SupplyChainTradeTransaction.IncludedSupplyChainTradeLineItem as Parsed[];
        expect(
          lines.map(
            (line) =>
              line.SpecifiedLineTradeSettlement.SpecifiedTradeSettlementLineMonetarySummation.LineTotalAmount,
          ),
        ).toEqual(document.lines.map((line) => centsToDecimal(line.netCents)));
        expect(settlementOf(cii).ApplicableTradeTax.map((tax: Parsed) => tax.CalculatedAmount)).toEqual(
          document.vat.map((each) => centsToDecimal(each.vatCents)),
        );
      }),
    );
  });
});
