import type { LocalDate } from '#kernel';
import type { BuyerVatStatus, InvoiceDocument, VatCategory } from '../invoice-document.js';
import { documentsErrors } from '../documents-errors.js';
import type { LegalInterestRate, LegalText, LegalTextKey, LegalTextOverrides } from './legal-text.js';
import { LEGAL_INTEREST_RATES, LEGAL_TEXTS } from './table.js';

/** How the seller stands towards VAT: taxed, small-business exemption, or exempt non-profit body. */
export type SellerVatRegime = 'standard' | 'franchise' | 'exempt';

export interface LegalNotesRequest {
  /** Chooses the wording in force. */
  readonly issuedOn: LocalDate;
  readonly language: 'fr' | 'en';
  readonly flow: InvoiceDocument['flow'];
  readonly seller: { readonly vatRegime: SellerVatRegime; readonly vatOnDebits: boolean };
  readonly buyer: { readonly vatStatus: BuyerVatStatus; readonly country: string };
  /** The VAT categories that the document's lines bear. */
  readonly categories: readonly VatCategory[];
  /** Whether VAT falls due on collection: services and deposits, not goods. Default true. */
  readonly services?: boolean;
  readonly overrides?: LegalTextOverrides;
}

export interface LegalNotes {
  /** PMD, PMT, AAB, BAR and, where the seller opted for debits, TXD: ready for `InvoiceDocument.notes`. */
  readonly notes: InvoiceDocument['notes'];
  /** BT-120 and BT-121 of each category that needs them. */
  readonly exemptions: Readonly<
    Partial<Record<VatCategory, { readonly reason: string; readonly code: string }>>
  >;
  /** For `InvoiceDocument.vatDue` (BT-8); null where no VAT is charged. */
  readonly vatDue: 'onCollection' | 'onInvoice' | 'onDelivery' | null;
  /** What was used, for the console to show which sentences are not certain. */
  readonly used: readonly LegalText[];
}

/** Member states of the Union, for VAT; GR is written EL in VAT numbers. Northern Ireland (XI) counts for goods only. */
const UNION = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** @param country ISO 3166-1 alpha-2 */
export function isInUnion(country: string): boolean {
  return UNION.has(country);
}

/**
 * The wording of `key` in force on a day.
 * @throws DOCUMENTS.NO_LEGAL_TEXT when the table has none for that day
 */
export function legalTextOn(key: LegalTextKey, day: LocalDate): LegalText {
  const found = LEGAL_TEXTS.find(
    (text) => text.key === key && text.from <= day && (text.to === null || day < text.to),
  );
  if (!found) throw documentsErrors.NO_LEGAL_TEXT({ key, day });
  return found;
}

/** The professional rate of legal interest of the half-year of `day`, or null when the table ends before it. */
export function legalInterestRateOn(day: LocalDate): LegalInterestRate | null {
  return LEGAL_INTEREST_RATES.find((rate) => rate.from <= day && day < rate.to) ?? null;
}

function exemptionKey(category: VatCategory, request: LegalNotesRequest): LegalTextKey | null {
  switch (category) {
    case 'S':
    case 'Z':
      return null;
    case 'E':
      return request.seller.vatRegime === 'franchise' ? 'franchise' : 'exemptAssociation';
    case 'AE':
      return request.buyer.country === 'FR' ? 'reverseChargeDomestic' : 'reverseChargeUnion';
    case 'K':
      return 'intraCommunitySupply';
    case 'G':
      return 'export';
    case 'O':
      return 'outOfScope';
  }
}

/**
 * The legal sentences of a document, chosen by its date of issue, its parties and its VAT categories.
 * Against a consumer no 40 € indemnity is claimed: BR-FR-05 wants the note, which then says that none is due.
 * @throws DOCUMENTS.NO_LEGAL_TEXT when the table has no wording for that day
 */
export function legalNotes(request: LegalNotesRequest): LegalNotes {
  const { issuedOn, language, overrides = {} } = request;
  const used: LegalText[] = [];
  const say = (key: LegalTextKey): string => {
    used.push(legalTextOn(key, issuedOn));
    return (overrides[key] ?? used.at(-1)!)[language];
  };
  const consumer = request.buyer.vatStatus === 'consumer';
  const taxed = request.categories.includes('S');
  const notes: { code: InvoiceDocument['notes'][number]['code']; text: string }[] = [
    { code: 'PMD', text: say(consumer ? 'latePaymentConsumer' : 'latePayment') },
    { code: 'PMT', text: say(consumer ? 'recoveryIndemnityConsumer' : 'recoveryIndemnity') },
    { code: 'AAB', text: say('noDiscount') },
    { code: 'BAR', text: request.flow },
  ];
  if (taxed && request.seller.vatOnDebits) notes.push({ code: 'TXD', text: say('debitOption') });
  const exemptions: Partial<Record<VatCategory, { reason: string; code: string }>> = {};
  for (const category of new Set(request.categories)) {
    const key = exemptionKey(category, request);
    if (key) exemptions[category] = { reason: say(key), code: used.at(-1)!.vatex! };
  }
  const vatDue = !taxed
    ? null
    : request.services === false
      ? 'onDelivery'
      : request.seller.vatOnDebits
        ? 'onInvoice'
        : 'onCollection';
  return { notes, exemptions, vatDue, used };
}

export interface VatTreatment {
  readonly category: VatCategory;
  readonly flow: InvoiceDocument['flow'];
  /** Whether the rate of the term is charged; otherwise the line bears 0 %. */
  readonly charged: boolean;
}

/**
 * The VAT category of a line and the flow of its document, from who sells what to whom.
 * Domestic reverse charge (building subcontractors, for one) is not guessed: pass `reverseCharge`.
 */
export function vatTreatmentOf(facts: {
  readonly seller: SellerVatRegime;
  readonly buyer: { readonly vatStatus: BuyerVatStatus; readonly country: string };
  readonly nature: 'goods' | 'services';
  readonly reverseCharge?: boolean;
}): VatTreatment {
  const { seller, buyer, nature } = facts;
  const consumer = buyer.vatStatus === 'consumer';
  const flow = consumer ? 'B2C' : buyer.country === 'FR' ? 'B2B' : 'B2BINT';
  if (seller !== 'standard') return { category: 'E', flow, charged: false };
  if (facts.reverseCharge) return { category: 'AE', flow, charged: false };
  if (consumer || buyer.country === 'FR') {
    const exported = consumer && nature === 'goods' && !isInUnion(buyer.country);
    return exported ? { category: 'G', flow, charged: false } : { category: 'S', flow, charged: true };
  }
  if (isInUnion(buyer.country)) return { category: nature === 'goods' ? 'K' : 'AE', flow, charged: false };
  return { category: nature === 'goods' ? 'G' : 'O', flow, charged: false };
}
