import type { LocalDate } from '#kernel';

/** A sentence of law as it is written on documents issued within its dates. */
export interface LegalText {
  /** Stable key of the parameter, by which an administrator may override it. */
  readonly key: LegalTextKey;
  /** First day of issue on which it is used. */
  readonly from: LocalDate;
  /** First day on which it is no longer used; null while in force. */
  readonly to: LocalDate | null;
  readonly fr: string;
  readonly en: string;
  /** Code of the VATEX list (BT-121) for the reasons why no VAT is charged. */
  readonly vatex: string | null;
  /** Article and date. */
  readonly source: string;
  /** False where the text or its dates could not be confirmed against the official publication. */
  readonly verified: boolean;
}

export type LegalTextKey =
  | 'latePayment'
  | 'latePaymentConsumer'
  | 'recoveryIndemnity'
  | 'recoveryIndemnityConsumer'
  | 'noDiscount'
  | 'debitOption'
  | 'franchise'
  | 'exemptAssociation'
  | 'reverseChargeDomestic'
  | 'reverseChargeUnion'
  | 'intraCommunitySupply'
  | 'export'
  | 'outOfScope';

/** Keys whose text an administrator replaces, per language; the reason is kept by whoever stores the override. */
export type LegalTextOverrides = Readonly<
  Partial<Record<LegalTextKey, { readonly fr: string; readonly en: string }>>
>;

/** Professional rate of legal interest of a half-year, in basis points; null while unknown here. */
export interface LegalInterestRate {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly basisPoints: number | null;
  readonly source: string;
  readonly verified: boolean;
}
