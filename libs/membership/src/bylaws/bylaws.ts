import type { LocalDate } from '#kernel';

/** Loi 47-1775; SCIC: its art. 19 quinquies and following; SCOP: loi 78-763; association: loi 1901. */
export const COOPERATIVE_FORMS = ['scic', 'scop', 'loi47', 'association'] as const;
export type CooperativeForm = (typeof COOPERATIVE_FORMS)[number];

export const COMPANY_FORMS = ['sa', 'sarl', 'sas'] as const;
export type CompanyForm = (typeof COMPANY_FORMS)[number];

/** What a category of associates is in law: beneficiaries and employees are those that a SCIC must have. */
export const CATEGORY_KINDS = [
  'employee',
  'beneficiary',
  'producer',
  'volunteer',
  'localAuthority',
  'investor',
  'other',
] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

export interface CapitalRules {
  /** In cents; the legal minimum of the form or more, by the bylaws. */
  readonly minimumCents: number;
  /** Share of the highest capital ever reached below which it may not fall; 2500 by law (art. 13 loi 47-1775). */
  readonly floorBasisPoints: number;
  /** Share of the nominal paid when subscribing; 2500 by law. */
  readonly paidAtSubscriptionBasisPoints: number;
  /** The rest is paid within so many months; 60 by law. */
  readonly releaseMonths: number;
  /** A refund is due so many months after the withdrawal; often 60. */
  readonly refundDelayMonths: number;
  /** Points over the mean TMO of three years that interest may reach; 200 basis points by law (art. 14). */
  readonly interestMarginBasisPoints: number;
}

/** A category of associates (catégorie): who they are to the cooperative. */
export interface CategoryRule {
  readonly code: string;
  readonly name: string;
  readonly kind: CategoryKind;
  /** Shares that an associate of the category holds at least. */
  readonly minimumShares: number;
}

/** A college (collège de vote): how votes are weighed. Something else than a category. */
export interface CollegeRule {
  readonly code: string;
  readonly name: string;
  /** Its part of all votes; 1000 to 5000 in a SCIC (art. 19 octies). */
  readonly weightBasisPoints: number;
}

/** Limits of the steps of a career, in months or days from their beginning. */
export interface CareerRules {
  /** An entrepreneur becomes associate within 36 months, less the time under CAPE (C. trav. L7331-3). */
  readonly associateWithinMonths: number;
  /** Signed interviews a year; 2 in a CAE (R7331-...). */
  readonly interviewsPerYear: number;
  /** Révision coopérative every 60 months (loi 47-1775 art. 25-1). */
  readonly revisionEveryMonths: number;
  /** Trial period of an employee. */
  readonly trialMonths: number;
  /** How many days before a limit people are told. */
  readonly alertDays: number;
}

/** The rules in force from a day on, complete. */
export interface Bylaws {
  readonly from: LocalDate;
  /** A correction of the same day is the next revision. */
  readonly revision: number;
  readonly form: CooperativeForm;
  /** Null for an association. */
  readonly company: CompanyForm | null;
  /** Null where there is no capital. */
  readonly capital: CapitalRules | null;
  readonly categories: readonly CategoryRule[];
  /** None: one associate, one vote, counted together. */
  readonly colleges: readonly CollegeRule[];
  readonly career: CareerRules;
}
