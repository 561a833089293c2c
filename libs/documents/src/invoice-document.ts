import type { LocalDate } from '#kernel';

/**
 * The whole content of an issued document: what is sealed, printed and written into Factur-X.
 * Rendering is a function of this value and of nothing else, so that a document rendered again says the same.
 * Amounts are integer cents, positive also on credit notes (type 381); rates are basis points; decimals are plain strings.
 */
export interface InvoiceDocument {
  readonly version: 1;
  readonly type: DocumentType;
  readonly language: 'fr' | 'en';
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: 'EUR';
  /** BT-23, `S1` for services: B goods, S services, M mixed; 1 normal, 2 already paid, 4 final after deposit. */
  readonly businessProcess: string;
  /** What the document is about, for BAR: B2B, B2BINT, B2C, OUTOFSCOPE, ARCHIVEONLY. */
  readonly flow: 'B2B' | 'B2BINT' | 'B2C' | 'OUTOFSCOPE' | 'ARCHIVEONLY';
  readonly seller: Seller;
  readonly buyer: Buyer;
  /** BT-10 */
  readonly buyerReference: string | null;
  /** BT-13, the client's order number */
  readonly purchaseOrder: string | null;
  /** BT-12 */
  readonly contractReference: string | null;
  /** The span of the days or the single date of supply: BG-14, BT-73 and BT-74 (`to` excluded here, included there). */
  readonly deliveryPeriod: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly lines: readonly DocumentLine[];
  readonly vat: readonly VatBreakdown[];
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
  /** BT-113: what was paid before, deducted from what is due. */
  readonly prepaidCents: number;
  /** BT-115 = gross − prepaid */
  readonly dueCents: number;
  /** BG-3: number and date of what a credit note credits, or of the deposits a balance invoice deducts. */
  readonly precedes: readonly { readonly number: string; readonly issuedOn: LocalDate }[];
  /** Why a credit note was made, in the document's language. */
  readonly reason: string | null;
  readonly payment: PaymentDetails;
  /** BT-8: when the VAT falls due; from `legalNotes`. Absent or null where no VAT is charged. */
  readonly vatDue?: 'onCollection' | 'onInvoice' | 'onDelivery' | null;
  /** Legal sentences chosen by date at issue, with the code of UNTDID 4451 (PMT, PMD, AAB, TXD, …). */
  readonly notes: readonly { readonly code: NoteCode; readonly text: string }[];
}

/** UNTDID 1001: 380, 381, 386 and 380 with deductions. */
export type DocumentType = 'invoice' | 'creditNote' | 'depositInvoice' | 'balanceInvoice';

/** PMT fixed indemnity, PMD late-payment penalties, AAB discount terms, BAR flow, TXD tax note, REG registration, ACC trade name, AAI general. */
export type NoteCode = 'PMT' | 'PMD' | 'AAB' | 'BAR' | 'TXD' | 'REG' | 'AAI';

export interface PostalAddress {
  readonly lines: readonly string[];
  readonly postCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
}

export interface ElectronicAddress {
  /** EAS code: 0225 for the French directory, EM for e-mail, 0009 SIRET … */
  readonly scheme: string;
  readonly value: string;
}

export interface Seller {
  readonly name: string;
  /** The activity's trade name (enseigne), BT-28. */
  readonly tradeName: string | null;
  readonly siren: string;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  /** « SCIC SA à capital variable, RCS Rennes » (BT-33). */
  readonly legalForm: string | null;
  readonly address: PostalAddress;
  readonly electronicAddress: ElectronicAddress;
  readonly email: string | null;
  readonly phone: string | null;
  /** SHA-256, in hexadecimal, of the logo as archived in `documents`, or null. */
  readonly logo: string | null;
}

export type BuyerVatStatus = 'taxable' | 'franchise' | 'exempt' | 'nonTaxable' | 'consumer' | 'foreign';

export interface Buyer {
  readonly name: string;
  readonly siren: string | null;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly vatStatus: BuyerVatStatus;
  readonly address: PostalAddress;
  /** Printed when it differs from the billing address (BG-15). */
  readonly deliveryAddress: PostalAddress | null;
  readonly electronicAddress: ElectronicAddress | null;
  readonly contact: string | null;
}

/** UNCL 5305: S standard, E exempt, AE reverse charge, K intra-Community, G export, O out of scope, Z zero. */
export type VatCategory = 'S' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'Z';

export interface DocumentLine {
  readonly position: number;
  readonly label: string;
  readonly detail: string | null;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate } | null;
  /** Decimal of at most 4 decimals; negative only where a balance invoice deducts a deposit. */
  readonly quantity: string;
  /** UN/ECE Rec 20: C62 unit, HUR hour, DAY, MON month, ANN year. */
  readonly unit: string;
  /** Euros, decimal of at most 6 decimals, never negative. */
  readonly unitPrice: string;
  /** quantity × unitPrice half-up: always holds, also for a period billed in part. */
  readonly netCents: number;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
}

export interface VatBreakdown {
  readonly category: VatCategory;
  readonly rateBasisPoints: number;
  readonly netCents: number;
  readonly vatCents: number;
  /** BT-120 and BT-121 (VATEX code), required for every category but S and Z. */
  readonly exemptionReason: string | null;
  readonly exemptionCode: string | null;
}

export interface PaymentDetails {
  /** UNTDID 4461: 58 SEPA credit transfer, 59 SEPA direct debit, 30 credit transfer, 57 standing agreement. */
  readonly meansCode: '58' | '59' | '30';
  readonly iban: string | null;
  readonly bic: string | null;
  readonly accountHolder: string | null;
  /** SEPA direct debit (59): BT-89, BT-90 and BT-91. */
  readonly mandate?: {
    readonly reference: string;
    readonly creditorIdentifier: string;
    readonly debtorIban: string | null;
  } | null;
  /** « Paiement à 30 jours » (BT-20). */
  readonly terms: string;
}
