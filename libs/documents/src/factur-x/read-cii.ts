import { XMLParser } from 'fast-xml-parser';
import {
  addDays,
  decimalToCents,
  isLocalDate,
  type LocalDate,
  type Period,
  percentToBasisPoints,
} from '#kernel';
import { documentsErrors } from '../documents-errors.js';
import type { VatCategory } from '../invoice-document.js';
import { findEmbeddedCii } from './find-embedded-cii.js';

/** One line of a document that somebody else made. */
export interface ReadCiiLine {
  /** BT-126 */
  readonly id: string;
  /** BT-153, and BT-154 behind it. */
  readonly label: string;
  /** BT-134 and BT-135; the last day of the file included. Null where the line says none. */
  readonly period: Period | null;
  /** BT-131, in cents. */
  readonly netCents: number;
  readonly vatCategory: VatCategory | null;
  readonly vatRateBasisPoints: number | null;
}

export interface ReadParty {
  readonly name: string;
  /** Digits of the legal registration (BT-30, BT-47), or those of a French VAT number; null where there is none. */
  readonly siren: string | null;
}

/** What a Cross Industry Invoice says of whom it bills for which days. Amounts in cents, positive also on credit notes. */
export interface ReadCii {
  /** BT-1 */
  readonly number: string;
  readonly type: 'invoice' | 'creditNote';
  /** BT-2 */
  readonly issuedOn: LocalDate;
  readonly currency: string;
  readonly seller: ReadParty;
  readonly buyer: ReadParty;
  /** BT-12, BT-13 */
  readonly contractReference: string | null;
  readonly purchaseOrder: string | null;
  /** BT-73 and BT-74: of the whole document. */
  readonly period: Period | null;
  readonly lines: readonly ReadCiiLine[];
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  /** BT-25: what a credit note credits. */
  readonly credits: string | null;
}

const LARGEST_BYTES = 10 * 1024 * 1024;
const LARGEST_XML_BYTES = 4 * 1024 * 1024;
const MOST_LINES = 2_000;

/** UNTDID 1001: commercial, corrected, self-billed and prepayment invoices; credit notes. */
const TYPES: Readonly<Record<string, ReadCii['type']>> = {
  '380': 'invoice',
  '384': 'invoice',
  '386': 'invoice',
  '389': 'invoice',
  '393': 'invoice',
  '381': 'creditNote',
  '261': 'creditNote',
};
const CATEGORIES = new Set(['S', 'E', 'AE', 'K', 'G', 'O', 'Z']);

type Node = Readonly<Record<string, unknown>>;

/**
 * Reads a Factur-X PDF, or the bare XML of one, whoever made it. Without types, entities and external references: what
 * declares any is refused before it is parsed.
 * @throws DOCUMENTS.FACTUR_X_UNREADABLE
 */
export function readFacturX(bytes: Uint8Array): ReadCii {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > LARGEST_BYTES) throw unreadable('il dépasse 10 Mo.', 'it exceeds 10 MB.');
  if (file.subarray(0, 1_024).includes('%PDF-')) {
    const xml = findEmbeddedCii(file);
    if (!xml)
      throw unreadable(
        'ce PDF ne contient pas de facture Factur-X, ou il est chiffré.',
        'this PDF holds no Factur-X invoice, or it is encrypted.',
      );
    return readCii(xml);
  }
  return readCii(file);
}

function readCii(bytes: Buffer): ReadCii {
  if (bytes.length > LARGEST_XML_BYTES) throw unreadable('le XML dépasse 4 Mo.', 'the XML exceeds 4 MB.');
  const text = decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw unreadable('il déclare un type de document.', 'it declares a document type.');
  let document: ReadCii | null;
  try {
    document = invoiceOf(parser.parse(text) as Node);
  } catch {
    document = null;
  }
  if (!document)
    throw unreadable(
      'ce n’est pas une facture XML CII complète (numéro, date, vendeur, lignes, totaux).',
      'it is no complete CII invoice (number, date, seller, lines, totals).',
    );
  return document;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** UTF-8 unless a mark or the declaration says otherwise. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]{1,20})["']/.exec(
    bytes.toString('latin1', 0, 200),
  )?.[1];
  const western = /^(?:iso-8859-1|iso-8859-15|windows-1252)$/i.test(declared ?? '');
  return new TextDecoder(western ? declared : 'utf-8').decode(bytes);
}

function invoiceOf(root: Node): ReadCii | null {
  const invoice = child(root, 'CrossIndustryInvoice');
  const head = child(invoice, 'ExchangedDocument');
  const trade = child(invoice, 'SupplyChainTradeTransaction');
  const agreement = child(trade, 'ApplicableHeaderTradeAgreement');
  const settlement = child(trade, 'ApplicableHeaderTradeSettlement');
  const sums = child(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation');
  const type = TYPES[textOf(head, 'TypeCode') ?? ''];
  const number = textOf(head, 'ID');
  const issuedOn = dayOf(child(child(head, 'IssueDateTime'), 'DateTimeString'));
  const items = children(trade, 'IncludedSupplyChainTradeLineItem');
  const netCents = centsOf(sums, 'TaxBasisTotalAmount');
  const grossCents = centsOf(sums, 'GrandTotalAmount');
  if (!type || !number || number.length > 100 || !issuedOn || netCents === null || grossCents === null)
    return null;
  if (items.length === 0 || items.length > MOST_LINES) return null;
  const lines = items.map(lineOf);
  if (lines.some((line) => line === null)) return null;
  const sign = netCents < 0 ? -1 : 1;
  return {
    number,
    // A negative invoice is a credit note.
    type: sign < 0 ? 'creditNote' : type,
    issuedOn,
    currency: textOf(settlement, 'InvoiceCurrencyCode') ?? 'EUR',
    seller: partyOf(child(agreement, 'SellerTradeParty')),
    buyer: partyOf(child(agreement, 'BuyerTradeParty')),
    contractReference: textOf(child(agreement, 'ContractReferencedDocument'), 'IssuerAssignedID'),
    purchaseOrder: textOf(child(agreement, 'BuyerOrderReferencedDocument'), 'IssuerAssignedID'),
    period: periodOf(settlement),
    lines: (lines as ReadCiiLine[]).map((line) => ({ ...line, netCents: line.netCents * sign })),
    netCents: netCents * sign,
    vatCents: (grossCents - netCents) * sign,
    grossCents: grossCents * sign,
    credits: textOf(child(settlement, 'InvoiceReferencedDocument'), 'IssuerAssignedID'),
  };
}

function lineOf(item: Node): ReadCiiLine | null {
  const product = child(item, 'SpecifiedTradeProduct');
  const settlement = child(item, 'SpecifiedLineTradeSettlement');
  const tax = child(settlement, 'ApplicableTradeTax');
  const netCents = centsOf(
    child(settlement, 'SpecifiedTradeSettlementLineMonetarySummation'),
    'LineTotalAmount',
  );
  if (netCents === null) return null;
  const category = textOf(tax, 'CategoryCode');
  const rate = textOf(tax, 'RateApplicablePercent');
  return {
    id: (textOf(child(item, 'AssociatedDocumentLineDocument'), 'LineID') ?? '').slice(0, 50),
    label: [textOf(product, 'Name'), textOf(product, 'Description')]
      .filter((part) => part !== null)
      .join(' – ')
      .slice(0, 500),
    period: periodOf(settlement),
    netCents,
    vatCategory: category !== null && CATEGORIES.has(category) ? (category as VatCategory) : null,
    vatRateBasisPoints: rate === null ? null : percentToBasisPoints(plain(rate, 2)),
  };
}

function partyOf(party: Node): ReadParty {
  const registered = textOf(child(party, 'SpecifiedLegalOrganization'), 'ID');
  const vat = children(party, 'SpecifiedTaxRegistration')
    .map((each) => textOf(each, 'ID'))
    .find((id) => id !== null && /^FR[0-9A-Z]{2}\d{9}$/.test(id));
  const digits = (registered ?? '').replace(/\s/g, '');
  const siren = /^\d{9}(?:\d{5})?$/.test(digits) ? digits.slice(0, 9) : (vat?.slice(4) ?? null);
  return { name: (textOf(party, 'Name') ?? '').slice(0, 200), siren };
}

/** In the file the last day is included. */
function periodOf(settlement: Node): Period | null {
  const period = child(settlement, 'BillingSpecifiedPeriod');
  const from = dayOf(child(child(period, 'StartDateTime'), 'DateTimeString'));
  const last = dayOf(child(child(period, 'EndDateTime'), 'DateTimeString'));
  return from && last && from <= last ? { from, to: addDays(last, 1) } : null;
}

function dayOf(node: Node): LocalDate | null {
  const text = valueOf(node);
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? '');
  const day = match && `${match[1]}-${match[2]}-${match[3]}`;
  return day !== null && isLocalDate(day) && day >= '2000-01-01' && day < '2100-01-01' ? day : null;
}

function centsOf(node: Node, name: string): number | null {
  const text = textOf(node, name);
  return text === null ? null : decimalToCents(plain(text, 2));
}

/** Without the zeros that a tool wrote beyond the last decimal that counts. */
function plain(text: string, decimals: number): string {
  const match = /^([+-]?)(\d{1,12})(?:\.(\d*))?$/.exec(text);
  if (!match) throw new Error('no number');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) throw new Error('too many decimals');
  const sign = match[1] === '-' ? '-' : '';
  return fraction === '' ? `${sign}${match[2]}` : `${sign}${match[2]}.${fraction}`;
}

const NOTHING: Node = {};

function children(node: Node, name: string): Node[] {
  const found = Object.hasOwn(node, name) ? node[name] : undefined;
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]).map((each: unknown) =>
    typeof each === 'object' && each !== null ? (each as Node) : { '#text': each },
  );
}

function child(node: Node, name: string): Node {
  return children(node, name)[0] ?? NOTHING;
}

function valueOf(node: Node): string | null {
  const text = Object.hasOwn(node, '#text') ? node['#text'] : null;
  return typeof text === 'string' && text !== '' ? text : null;
}

function textOf(node: Node, name: string): string | null {
  return valueOf(child(node, name));
}

function unreadable(reason: string, reasonEn: string) {
  return documentsErrors.FACTUR_X_UNREADABLE({ reason, reasonEn });
}
