import {
  addDays,
  basisPointsToPercent,
  centsToDecimal,
  type LocalDate,
  plainDecimal,
  scaledInteger,
} from '#kernel';
import type {
  Buyer,
  DocumentLine,
  DocumentType,
  ElectronicAddress,
  InvoiceDocument,
  PostalAddress,
  Seller,
  VatBreakdown,
} from '../invoice-document.js';
import { element, textElement } from './xml-writer.js';

/** BT-24 of the profile EN 16931 of Factur-X 1.09. */
const GUIDELINE = 'urn:cen.eu:en16931:2017';

/** UNTDID 1001. A balance invoice is a plain invoice that deducts deposits by lines of negative quantity. */
const TYPE_CODES: Record<DocumentType, string> = {
  invoice: '380',
  creditNote: '381',
  depositInvoice: '386',
  balanceInvoice: '380',
};

/** UNTDID 2475, as EN 16931 reads it in CII (BT-8). */
const VAT_DUE_CODES = { onInvoice: '5', onDelivery: '29', onCollection: '72' } as const;

const PARIS_DAY = '102';

function day(name: string, type: 'udt' | 'qdt', date: LocalDate): string | null {
  return element(
    name,
    textElement(`${type}:DateTimeString`, date.replaceAll('-', ''), ['format', PARIS_DAY]),
  );
}

const amount = (name: string, cents: number) => textElement(name, centsToDecimal(cents));

/** A decimal without needless zeros and within its decimals. */
const decimal = (text: string, decimals: number) => plainDecimal(scaledInteger(text, decimals), decimals);

function period(of: { readonly from: LocalDate; readonly to: LocalDate } | null): string | null {
  if (!of) return null;
  return element(
    'ram:BillingSpecifiedPeriod',
    day('ram:StartDateTime', 'udt', of.from),
    day('ram:EndDateTime', 'udt', addDays(of.to, -1)),
  );
}

function address(of: PostalAddress): string | null {
  const [one, two, ...rest] = of.lines.filter((line) => line.trim() !== '');
  return element(
    'ram:PostalTradeAddress',
    textElement('ram:PostcodeCode', of.postCode),
    textElement('ram:LineOne', one),
    textElement('ram:LineTwo', two),
    textElement('ram:LineThree', rest.join(', ')),
    textElement('ram:CityName', of.city),
    textElement('ram:CountryID', of.country),
  );
}

function electronicAddress(of: ElectronicAddress | null): string | null {
  if (!of) return null;
  return element(
    'ram:URIUniversalCommunication',
    textElement('ram:URIID', of.value, ['schemeID', of.scheme]),
  );
}

function taxRegistration(id: string | null, scheme: 'VA' | 'FC'): string | null {
  return element('ram:SpecifiedTaxRegistration', textElement('ram:ID', id, ['schemeID', scheme]));
}

function legalOrganization(siren: string | null, tradeName: string | null): string | null {
  return element(
    'ram:SpecifiedLegalOrganization',
    textElement('ram:ID', siren, ['schemeID', '0002']),
    textElement('ram:TradingBusinessName', tradeName),
  );
}

/**
 * The numbers that identify the seller to the tax office. Outside the scope of VAT its VAT number may not be written
 * (BR-O-02): it then goes with the legal information (BT-33), and the SIREN stands as tax registration (BT-32).
 */
function seller(of: Seller, outOfScope: boolean): string | null {
  const vatNumber = outOfScope ? null : of.vatNumber;
  const legalInformation = [of.legalForm, outOfScope && of.vatNumber ? `TVA ${of.vatNumber}` : null];
  return element(
    'ram:SellerTradeParty',
    textElement('ram:GlobalID', of.siret, ['schemeID', '0009']),
    textElement('ram:Name', of.name),
    textElement('ram:Description', legalInformation.filter(Boolean).join(' – ')),
    legalOrganization(of.siren, of.tradeName),
    element(
      'ram:DefinedTradeContact',
      element('ram:TelephoneUniversalCommunication', textElement('ram:CompleteNumber', of.phone)),
      element('ram:EmailURIUniversalCommunication', textElement('ram:URIID', of.email)),
    ),
    address(of.address),
    electronicAddress(of.electronicAddress),
    vatNumber ? taxRegistration(vatNumber, 'VA') : taxRegistration(of.siren, 'FC'),
  );
}

function buyer(of: Buyer, outOfScope: boolean): string | null {
  return element(
    'ram:BuyerTradeParty',
    textElement('ram:GlobalID', of.siret, ['schemeID', '0009']),
    textElement('ram:Name', of.name),
    legalOrganization(of.siren, null),
    element('ram:DefinedTradeContact', textElement('ram:PersonName', of.contact)),
    address(of.address),
    electronicAddress(of.electronicAddress),
    outOfScope ? null : taxRegistration(of.vatNumber, 'VA'),
  );
}

function line(of: DocumentLine): string | null {
  return element(
    'ram:IncludedSupplyChainTradeLineItem',
    element('ram:AssociatedDocumentLineDocument', textElement('ram:LineID', String(of.position))),
    element(
      'ram:SpecifiedTradeProduct',
      textElement('ram:Name', of.label),
      textElement('ram:Description', of.detail),
    ),
    element(
      'ram:SpecifiedLineTradeAgreement',
      element('ram:NetPriceProductTradePrice', textElement('ram:ChargeAmount', decimal(of.unitPrice, 6))),
    ),
    element(
      'ram:SpecifiedLineTradeDelivery',
      textElement('ram:BilledQuantity', decimal(of.quantity, 4), ['unitCode', of.unit]),
    ),
    element(
      'ram:SpecifiedLineTradeSettlement',
      element(
        'ram:ApplicableTradeTax',
        textElement('ram:TypeCode', 'VAT'),
        textElement('ram:CategoryCode', of.vatCategory),
        rate(of.vatCategory, of.vatRateBasisPoints),
      ),
      period(of.period),
      element(
        'ram:SpecifiedTradeSettlementLineMonetarySummation',
        amount('ram:LineTotalAmount', of.netCents),
      ),
    ),
  );
}

/** Outside the scope of VAT no rate is written (BR-O-05). */
function rate(category: string, basisPoints: number): string | null {
  return category === 'O'
    ? null
    : textElement('ram:RateApplicablePercent', basisPointsToPercent(basisPoints));
}

function tax(of: VatBreakdown, vatDue: InvoiceDocument['vatDue']): string | null {
  return element(
    'ram:ApplicableTradeTax',
    amount('ram:CalculatedAmount', of.vatCents),
    textElement('ram:TypeCode', 'VAT'),
    textElement('ram:ExemptionReason', of.exemptionReason),
    amount('ram:BasisAmount', of.netCents),
    textElement('ram:CategoryCode', of.category),
    textElement('ram:ExemptionReasonCode', of.exemptionCode),
    vatDue ? textElement('ram:DueDateTypeCode', VAT_DUE_CODES[vatDue]) : null,
    rate(of.category, of.rateBasisPoints),
  );
}

/** A credit transfer without an account would break BR-61: then nothing is said of the means. */
function paymentMeans({ payment, type }: InvoiceDocument): string | null {
  const directDebit = payment.meansCode === '59';
  if (type === 'creditNote' || (!directDebit && !payment.iban)) return null;
  return element(
    'ram:SpecifiedTradeSettlementPaymentMeans',
    textElement('ram:TypeCode', payment.meansCode),
    element(
      'ram:PayerPartyDebtorFinancialAccount',
      directDebit ? textElement('ram:IBANID', payment.mandate?.debtorIban) : null,
    ),
    directDebit
      ? null
      : element(
          'ram:PayeePartyCreditorFinancialAccount',
          textElement('ram:IBANID', payment.iban),
          textElement('ram:AccountName', payment.accountHolder),
        ),
    directDebit
      ? null
      : element('ram:PayeeSpecifiedCreditorFinancialInstitution', textElement('ram:BICID', payment.bic)),
  );
}

function totals(document: InvoiceDocument): string | null {
  return element(
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    amount('ram:LineTotalAmount', document.netCents),
    amount('ram:TaxBasisTotalAmount', document.netCents),
    textElement('ram:TaxTotalAmount', centsToDecimal(document.vatCents), ['currencyID', document.currency]),
    amount('ram:GrandTotalAmount', document.grossCents),
    amount('ram:TotalPrepaidAmount', document.prepaidCents),
    amount('ram:DuePayableAmount', document.dueCents),
  );
}

function settlement(document: InvoiceDocument): string | null {
  const { payment, vat } = document;
  const directDebit = payment.meansCode === '59' && document.type !== 'creditNote';
  return element(
    'ram:ApplicableHeaderTradeSettlement',
    directDebit ? textElement('ram:CreditorReferenceID', payment.mandate?.creditorIdentifier) : null,
    textElement('ram:PaymentReference', document.number),
    textElement('ram:InvoiceCurrencyCode', document.currency),
    paymentMeans(document),
    ...vat.map((each) => tax(each, document.vatDue)),
    period(document.deliveryPeriod),
    element(
      'ram:SpecifiedTradePaymentTerms',
      textElement('ram:Description', payment.terms),
      day('ram:DueDateDateTime', 'udt', document.dueOn),
      directDebit ? textElement('ram:DirectDebitMandateID', payment.mandate?.reference) : null,
    ),
    totals(document),
    ...document.precedes.map((each) =>
      element(
        'ram:InvoiceReferencedDocument',
        textElement('ram:IssuerAssignedID', each.number),
        day('ram:FormattedIssueDateTime', 'qdt', each.issuedOn),
      ),
    ),
  );
}

/** The place of supply is always named: CII wants the element, and an empty one is a warning (PEPPOL-EN16931-R008). */
function delivery({ buyer: to }: InvoiceDocument): string | null {
  return element(
    'ram:ApplicableHeaderTradeDelivery',
    element(
      'ram:ShipToTradeParty',
      textElement('ram:Name', to.name),
      address(to.deliveryAddress ?? to.address),
    ),
  );
}

function header(document: InvoiceDocument): string | null {
  return element(
    'rsm:ExchangedDocument',
    textElement('ram:ID', document.number),
    textElement('ram:TypeCode', TYPE_CODES[document.type]),
    day('ram:IssueDateTime', 'udt', document.issuedOn),
    ...[...document.notes, ...(document.reason ? [{ code: 'AAI', text: document.reason }] : [])].map((note) =>
      element(
        'ram:IncludedNote',
        textElement('ram:Content', note.text),
        textElement('ram:SubjectCode', note.code),
      ),
    ),
  );
}

/**
 * The document as UN/CEFACT Cross Industry Invoice D22B in the EN 16931 profile of Factur-X 1.09.
 * Credit notes carry positive amounts under type 381.
 * @throws KERNEL.INVALID_NUMBER when a quantity has more than 4 decimals or a price more than 6
 */
export function writeCii(document: InvoiceDocument): string {
  const outOfScope = document.vat.some((each) => each.category === 'O');
  const body = [
    element(
      'rsm:ExchangedDocumentContext',
      element(
        'ram:BusinessProcessSpecifiedDocumentContextParameter',
        textElement('ram:ID', document.businessProcess),
      ),
      element('ram:GuidelineSpecifiedDocumentContextParameter', textElement('ram:ID', GUIDELINE)),
    ),
    header(document),
    element(
      'rsm:SupplyChainTradeTransaction',
      ...document.lines.map(line),
      element(
        'ram:ApplicableHeaderTradeAgreement',
        textElement('ram:BuyerReference', document.buyerReference),
        seller(document.seller, outOfScope),
        buyer(document.buyer, outOfScope),
        element(
          'ram:BuyerOrderReferencedDocument',
          textElement('ram:IssuerAssignedID', document.purchaseOrder),
        ),
        element(
          'ram:ContractReferencedDocument',
          textElement('ram:IssuerAssignedID', document.contractReference),
        ),
      ),
      delivery(document),
      settlement(document),
    ),
  ];
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"' +
    ' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"' +
    ' xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100"' +
    ` xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">${body.join('')}</rsm:CrossIndustryInvoice>\n`
  );
}
