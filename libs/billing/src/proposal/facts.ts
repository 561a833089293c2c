import type { BuyerVatStatus, PostalAddress, VatCategory } from '#documents';
import type { LocalDate, Period } from '#kernel';

/** What a proposal is made from: values read once, in one snapshot of the database. */

export interface IssuerFacts {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly outside: boolean;
  readonly siren: string;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly vatRegime: 'collection' | 'debits' | 'franchise' | 'exempt';
  readonly legalForm: string | null;
  readonly address: PostalAddress;
  readonly email: string | null;
  readonly phone: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly logo: string | null;
  readonly paymentDays: number;
}

export interface ClientFacts {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly vatStatus: BuyerVatStatus;
  readonly siren: string | null;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly address: PostalAddress | null;
  readonly deliveryAddress: PostalAddress | null;
  readonly electronicScheme: string | null;
  readonly electronicAddress: string | null;
  readonly email: string | null;
  readonly contact: string | null;
  readonly language: 'fr' | 'en';
  /** E-mail where nothing is said and there is an address. */
  readonly channel: 'email' | 'platform' | 'post' | null;
  readonly buyerReference: string | null;
  readonly paymentDays: number | null;
  readonly grouping: 'client' | 'contract';
}

export interface TermFacts {
  readonly id: number;
  readonly period: Period;
  readonly billable: boolean;
  readonly months: number;
  readonly billing: 'advance' | 'arrears';
  readonly anchor: LocalDate;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
  readonly horizonDays: number;
  readonly longestSpanDays: number;
  readonly cycleNetCents: number;
  readonly priceKey: string;
}

/** A deposit that was billed, not credited and not deducted yet. */
export interface DepositFacts {
  readonly issuerId: number;
  readonly issuerName: string;
  readonly invoiceId: number;
  readonly position: number;
  readonly generation: number;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly netCents: number;
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
}

/** Days that a document of another issuer bills already. */
export interface BilledElsewhere {
  readonly period: Period;
  readonly issuerName: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
}

export interface LineFacts {
  readonly id: number;
  readonly code: string;
  readonly kind: 'subscription' | 'oneOff' | 'time' | 'deposit';
  readonly service: string;
  readonly label: string;
  readonly nature: 'goods' | 'services';
  readonly unit: string;
  readonly revision: number;
  /** The line that a deposit prepays. */
  readonly depositOf: number | null;
  readonly contractId: number;
  readonly contractCode: string;
  readonly carriageRevision: number;
  readonly purchaseOrder: string | null;
  readonly activityName: string | null;
  readonly clientId: number;
  readonly terms: readonly TermFacts[];
  readonly unbilled: readonly Period[];
  readonly elsewhere: readonly BilledElsewhere[];
  readonly uncarried: readonly Period[];
  /** Days credited so far, with the generation of the charge that was credited. */
  readonly credited: readonly { readonly generation: number; readonly period: Period }[];
  /** The price of one billing period on the newest document of this line, in cents, with its number of months. */
  readonly lastPrice: { readonly cycleNetCents: number; readonly months: number } | null;
  readonly deposits: readonly DepositFacts[];
}
