import { type LocalDate, localDate, type Sentence } from '#kernel';
import type { CompanyForm, CooperativeForm } from './bylaws.js';

/** Where a bound stands, and whether it was read there. */
interface BoundText {
  readonly key: BoundKey;
  readonly form: CooperativeForm | null;
  readonly company: CompanyForm | null;
  /** In force from this day on. */
  readonly from: LocalDate;
  readonly value: number;
  readonly unit: 'cents' | 'basisPoints' | 'months' | 'count';
  readonly source: string;
  /** False where the text could not be confirmed: shown as such. */
  readonly sure: boolean;
  readonly says: Sentence;
}

export type BoundKey =
  | 'minimumCapital'
  | 'capitalFloor'
  | 'paidAtSubscription'
  | 'releaseMonths'
  | 'interestMargin'
  | 'categories'
  | 'colleges'
  | 'collegeLeast'
  | 'collegeMost'
  | 'localAuthorities'
  | 'employeesOfCapital'
  | 'employeesOfVotes';
export type LegalBound = BoundText;

const since = localDate;

/**
 * Bounds that the law sets to bylaws and to the membership, by the day they came into force. A null form or company holds
 * for all of them.
 */
export const LEGAL_BOUNDS: readonly LegalBound[] = [
  {
    key: 'minimumCapital',
    form: null,
    company: 'sa',
    from: since('2002-01-01'),
    value: 18_500_00,
    unit: 'cents',
    source: 'Loi 47-1775, art. 27',
    sure: true,
    says: {
      fr: 'Capital d’une coopérative en SA\u00a0: au moins 18\u202f500\u00a0€.',
      en: 'Capital of a cooperative as an SA: at least €18,500.',
    },
  },
  {
    key: 'minimumCapital',
    form: null,
    company: 'sarl',
    from: since('2003-08-06'),
    value: 1_00,
    unit: 'cents',
    source: 'Code de commerce, art. L223-2',
    sure: false,
    says: {
      fr: 'Capital d’une SARL\u00a0: librement fixé par les statuts, au moins 1\u00a0€.',
      en: 'Capital of an SARL: set freely by the bylaws, at least €1.',
    },
  },
  {
    key: 'minimumCapital',
    form: null,
    company: 'sas',
    from: since('2009-01-01'),
    value: 1_00,
    unit: 'cents',
    source: 'Code de commerce, art. L227-1',
    sure: false,
    says: {
      fr: 'Capital d’une SAS\u00a0: librement fixé par les statuts, au moins 1\u00a0€.',
      en: 'Capital of an SAS: set freely by the bylaws, at least €1.',
    },
  },
  {
    key: 'capitalFloor',
    form: null,
    company: null,
    from: since('1992-07-14'),
    value: 2_500,
    unit: 'basisPoints',
    source: 'Loi 47-1775, art. 13',
    sure: true,
    says: {
      fr: 'Le capital ne descend pas sous le quart du plus haut atteint.',
      en: 'Capital does not fall below a quarter of the highest ever reached.',
    },
  },
  {
    key: 'paidAtSubscription',
    form: null,
    company: null,
    from: since('1947-09-11'),
    value: 2_500,
    unit: 'basisPoints',
    source: 'Loi 47-1775, art. 12',
    sure: false,
    says: {
      fr: 'Un quart au moins de chaque part est versé à la souscription.',
      en: 'A quarter at least of each share is paid when subscribing.',
    },
  },
  {
    key: 'releaseMonths',
    form: null,
    company: null,
    from: since('1947-09-11'),
    value: 60,
    unit: 'months',
    source: 'Loi 47-1775, art. 12',
    sure: false,
    says: {
      fr: 'Le reste est libéré en cinq ans au plus.',
      en: 'The rest is paid within five years at most.',
    },
  },
  {
    key: 'interestMargin',
    form: null,
    company: null,
    from: since('2016-12-11'),
    value: 200,
    unit: 'basisPoints',
    source: 'Loi 47-1775, art. 14',
    sure: true,
    says: {
      fr: 'L’intérêt aux parts ne dépasse pas la moyenne des TMO de trois ans plus deux points.',
      en: 'Interest on shares does not exceed the mean TMO of three years plus two points.',
    },
  },
  {
    key: 'categories',
    form: 'scic',
    company: null,
    from: since('2001-07-18'),
    value: 3,
    unit: 'count',
    source: 'Loi 47-1775, art. 19 septies',
    sure: true,
    says: {
      fr: 'Une SCIC compte au moins trois catégories d’associés, dont les bénéficiaires et les salariés (ou les producteurs).',
      en: 'A SCIC has at least three categories of associates, among them beneficiaries and employees (or producers).',
    },
  },
  {
    key: 'colleges',
    form: 'scic',
    company: null,
    from: since('2001-07-18'),
    value: 3,
    unit: 'count',
    source: 'Loi 47-1775, art. 19 octies',
    sure: true,
    says: {
      fr: 'Une SCIC qui a des collèges en a au moins trois.',
      en: 'A SCIC with colleges has at least three of them.',
    },
  },
  {
    key: 'collegeLeast',
    form: 'scic',
    company: null,
    from: since('2001-07-18'),
    value: 1_000,
    unit: 'basisPoints',
    source: 'Loi 47-1775, art. 19 octies',
    sure: true,
    says: {
      fr: 'Aucun collège n’a moins de 10\u00a0% des voix.',
      en: 'No college has less than 10% of the votes.',
    },
  },
  {
    key: 'collegeMost',
    form: 'scic',
    company: null,
    from: since('2001-07-18'),
    value: 5_000,
    unit: 'basisPoints',
    source: 'Loi 47-1775, art. 19 octies',
    sure: true,
    says: {
      fr: 'Aucun collège n’a plus de 50\u00a0% des voix.',
      en: 'No college has more than 50% of the votes.',
    },
  },
  {
    key: 'localAuthorities',
    form: 'scic',
    company: null,
    from: since('2014-08-02'),
    value: 5_000,
    unit: 'basisPoints',
    source: 'Loi 47-1775, art. 19 septies',
    sure: true,
    says: {
      fr: 'Les collectivités détiennent ensemble au plus 50\u00a0% du capital d’une SCIC.',
      en: 'Local authorities together hold at most 50% of the capital of a SCIC.',
    },
  },
  {
    key: 'employeesOfCapital',
    form: 'scop',
    company: null,
    from: since('2014-08-02'),
    value: 5_000,
    unit: 'basisPoints',
    source: 'Loi 78-763, art. 50 bis',
    sure: false,
    says: {
      fr: 'Les associés salariés d’une SCOP détiennent plus de 50\u00a0% du capital.',
      en: 'Associate employees of a SCOP hold more than 50% of the capital.',
    },
  },
  {
    key: 'employeesOfVotes',
    form: 'scop',
    company: null,
    from: since('2014-08-02'),
    value: 6_500,
    unit: 'basisPoints',
    source: 'Loi 78-763, art. 50 bis',
    sure: false,
    says: {
      fr: 'Les associés salariés d’une SCOP ont au moins 65\u00a0% des voix.',
      en: 'Associate employees of a SCOP have at least 65% of the votes.',
    },
  },
];

export interface LegalShape {
  readonly form: CooperativeForm;
  readonly company: CompanyForm | null;
  readonly day: LocalDate;
}

/** The bound in force for a form on a day, or null where the law sets none. */
export function legalBoundOn(key: BoundKey, { form, company, day }: LegalShape): LegalBound | null {
  const applying = LEGAL_BOUNDS.filter(
    (bound) =>
      bound.key === key &&
      bound.from <= day &&
      (bound.form === null || bound.form === form) &&
      (bound.company === null || bound.company === company),
  );
  return applying.sort((a, b) => (a.from < b.from ? 1 : -1))[0] ?? null;
}

/** Every bound in force for a form on a day. */
export function legalBoundsOn(shape: LegalShape): LegalBound[] {
  const keys = [...new Set(LEGAL_BOUNDS.map(({ key }) => key))];
  return keys.flatMap((key) => {
    // An association has no capital, so that what is said of it does not concern it.
    if (shape.form === 'association' && key !== 'colleges') return [];
    return legalBoundOn(key, shape) ?? [];
  });
}
