import type { LocalDate } from '#kernel';
import type { Bylaws, CareerRules, CategoryRule, CompanyForm, CooperativeForm } from './bylaws.js';
import { legalBoundOn } from './legal-bounds.js';

/**
 * Career steps as the Code du travail has them for a CAE: associate within 36 months less CAPE (L7331-3), two interviews
 * a year (R7331-7 [?]); révision coopérative every 60 months (loi 47-1775, art. 25-1; décret 2015-706); a trial of 2
 * months (L1221-19, employees and workers).
 */
const CAREER: CareerRules = {
  associateWithinMonths: 36,
  interviewsPerYear: 2,
  revisionEveryMonths: 60,
  trialMonths: 2,
  alertDays: 90,
};

const CATEGORIES: Readonly<Record<CooperativeForm, readonly CategoryRule[]>> = {
  scic: [
    { code: 'SAL', name: 'Salariés', kind: 'employee', minimumShares: 1 },
    { code: 'BEN', name: 'Bénéficiaires', kind: 'beneficiary', minimumShares: 1 },
    { code: 'SOU', name: 'Soutiens', kind: 'volunteer', minimumShares: 1 },
  ],
  scop: [
    { code: 'SAL', name: 'Associés salariés', kind: 'employee', minimumShares: 1 },
    { code: 'EXT', name: 'Associés extérieurs', kind: 'other', minimumShares: 1 },
  ],
  loi47: [{ code: 'COO', name: 'Coopérateurs', kind: 'beneficiary', minimumShares: 1 }],
  association: [{ code: 'ADH', name: 'Adhérents', kind: 'beneficiary', minimumShares: 0 }],
};

/** What the law says where bylaws say nothing: where to begin with a form, on a day. Revision 0: not recorded yet. */
export function defaultBylaws(form: CooperativeForm, company: CompanyForm | null, day: LocalDate): Bylaws {
  const shape = { form, company: form === 'association' ? null : company, day };
  const bound = (key: Parameters<typeof legalBoundOn>[0], otherwise: number) =>
    legalBoundOn(key, shape)?.value ?? otherwise;
  return {
    from: day,
    revision: 0,
    form,
    company: shape.company,
    capital:
      form === 'association'
        ? null
        : {
            minimumCents: bound('minimumCapital', 1_00),
            floorBasisPoints: bound('capitalFloor', 2_500),
            paidAtSubscriptionBasisPoints: bound('paidAtSubscription', 2_500),
            releaseMonths: bound('releaseMonths', 60),
            refundDelayMonths: 60,
            interestMarginBasisPoints: bound('interestMargin', 200),
          },
    categories: CATEGORIES[form],
    colleges: [],
    career: CAREER,
  };
}
