import type { BuyerVatStatus, PostalAddress } from '#documents';
import type { VatRegime } from '../vat/default-vat.js';

/** A legal entity that invoices: the cooperative itself, a CAE. */
export interface IssuerDetails {
  /** 2 to 12 capital letters and digits; begins the numbers of its invoices. */
  readonly code: string;
  readonly name: string;
  /** Known by its billing history only; never issues here. */
  readonly outside: boolean;
  readonly siren: string;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly vatRegime: VatRegime;
  /** « SCIC SA à capital variable, RCS Rennes » */
  readonly legalForm: string | null;
  readonly address: PostalAddress;
  readonly email: string | null;
  readonly phone: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  /** SHA-256 of the logo in the archive of documents. */
  readonly logo: string | null;
  /** 0 to 60 (Code de commerce L441-10). */
  readonly paymentDays: number;
}

export interface IssuerRecord extends IssuerDetails {
  readonly id: number;
  /** Goes up by one with each change. */
  readonly version: number;
}

export type DeliveryChannel = 'email' | 'platform' | 'post';

export interface ClientDetails {
  readonly code: string;
  readonly name: string;
  readonly vatStatus: BuyerVatStatus;
  /** A company without SIREN may exist here; billing holds its invoices until it has one. */
  readonly siren: string | null;
  readonly siret: string | null;
  readonly vatNumber: string | null;
  readonly address: PostalAddress | null;
  readonly deliveryAddress: PostalAddress | null;
  /** EAS code of the e-invoicing address; 0225 is the French directory, whose addresses begin with the SIREN. */
  readonly electronicScheme: string | null;
  readonly electronicAddress: string | null;
  readonly email: string | null;
  readonly contact: string | null;
  readonly language: 'fr' | 'en';
  readonly channel: DeliveryChannel | null;
  /** BT-10, what the client wants to read on its invoices. */
  readonly buyerReference: string | null;
  /** Instead of the issuer's; 0 to 60. */
  readonly paymentDays: number | null;
  /** One invoice per client, or one per contract. */
  readonly grouping: 'client' | 'contract';
}

export interface ClientRecord extends ClientDetails {
  readonly id: number;
  readonly archivedAt: Date | null;
  readonly version: number;
}

export interface ActivityDetails {
  readonly code: string;
  /** The trade name (enseigne) on invoices. */
  readonly name: string;
  /** The account of the member whose activity it is. */
  readonly accountId: number | null;
}

export interface ActivityRecord extends ActivityDetails {
  readonly id: number;
}
