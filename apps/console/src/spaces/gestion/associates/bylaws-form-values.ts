import type { Schema } from '../../../api/api';

type Bylaws = Schema<'BylawsView'>;

/** Bylaws as somebody types them: figures as text, percents instead of basis points. */
export interface BylawsForm {
  from: string | null;
  form: Bylaws['form'];
  company: NonNullable<Bylaws['company']> | '';
  minimum: string;
  floor: string;
  paid: string;
  release: string;
  refund: string;
  interest: string;
  categories: {
    code: string;
    name: string;
    kind: Bylaws['categories'][number]['kind'];
    minimumShares: string;
  }[];
  colleges: { code: string; name: string; weight: string }[];
  associateWithin: string;
  interviews: string;
  revision: string;
  trial: string;
  alert: string;
  reason: string;
}

/** « 33,33 » from 3333: exact, without binary fractions. */
export function percentOf(basisPoints: number): string {
  const [whole, rest] = [Math.floor(basisPoints / 100), basisPoints % 100];
  return rest === 0 ? String(whole) : `${whole},${String(rest).padStart(2, '0').replace(/0$/, '')}`;
}

/** 3333 from « 33,33 » or « 33.33 % »; null where it is no percentage of two decimals. */
export function basisPointsOf(typed: string): number | null {
  const [, whole, fraction = ''] =
    /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.replaceAll(/[\s%\u00A0\u202F]/g, '')) ?? [];
  if (whole === undefined) return null;
  const value = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return value <= 10_000 ? value : null;
}

/** A whole number as typed, or null. */
export function countOf(typed: string): number | null {
  const plain = typed.replaceAll(/[\s\u00A0\u202F]/g, '');
  return /^\d{1,7}$/.test(plain) ? Number(plain) : null;
}

/** « 18500.00 » from « 18 500,00 », or null. */
export function amountTyped(typed: string): string | null {
  const plain = typed.replaceAll(/[\s€\u00A0\u202F]/g, '').replace(',', '.');
  return /^\d{1,8}(\.\d{1,2})?$/.test(plain) ? plain : null;
}

export function typedBylaws(bylaws: Bylaws): BylawsForm {
  const { capital, career } = bylaws;
  return {
    from: null,
    form: bylaws.form,
    company: bylaws.company ?? '',
    minimum: (capital?.minimum ?? '0.00').replace('.', ','),
    floor: percentOf(capital?.floorBasisPoints ?? 2500),
    paid: percentOf(capital?.paidAtSubscriptionBasisPoints ?? 2500),
    release: String(capital?.releaseMonths ?? 60),
    refund: String(capital?.refundDelayMonths ?? 60),
    interest: percentOf(capital?.interestMarginBasisPoints ?? 200),
    categories: bylaws.categories.map(({ minimumShares, ...rest }) => ({
      ...rest,
      minimumShares: String(minimumShares),
    })),
    colleges: bylaws.colleges.map(({ code, name, weightBasisPoints }) => ({
      code,
      name,
      weight: percentOf(weightBasisPoints),
    })),
    associateWithin: String(career.associateWithinMonths),
    interviews: String(career.interviewsPerYear),
    revision: String(career.revisionEveryMonths),
    trial: String(career.trialMonths),
    alert: String(career.alertDays),
    reason: '',
  };
}

/** What is typed as the API takes it, or null while something in it cannot be read. */
export function bylawsOf(form: BylawsForm, day: string): Schema<'BylawsInput'> | null {
  let readable = true;
  const read = <T>(value: T | null): T => {
    if (value === null) readable = false;
    return value as T;
  };
  const isAssociation = form.form === 'association';
  const bylaws: Schema<'BylawsInput'> = {
    from: day,
    form: form.form,
    company: isAssociation || form.company === '' ? null : form.company,
    capital: isAssociation
      ? null
      : {
          minimum: read(amountTyped(form.minimum)),
          floorBasisPoints: read(basisPointsOf(form.floor)),
          paidAtSubscriptionBasisPoints: read(basisPointsOf(form.paid)),
          releaseMonths: read(countOf(form.release)),
          refundDelayMonths: read(countOf(form.refund)),
          interestMarginBasisPoints: read(basisPointsOf(form.interest)),
        },
    categories: form.categories.map(({ code, name, kind, minimumShares }) => ({
      code: read(codeOf(code)),
      name: read(name.trim() || null),
      kind,
      minimumShares: read(countOf(minimumShares)),
    })),
    colleges: form.colleges.map(({ code, name, weight }) => ({
      code: read(codeOf(code)),
      name: read(name.trim() || null),
      weightBasisPoints: read(basisPointsOf(weight)),
    })),
    career: {
      associateWithinMonths: read(countOf(form.associateWithin)),
      interviewsPerYear: read(countOf(form.interviews)),
      revisionEveryMonths: read(countOf(form.revision)),
      trialMonths: read(countOf(form.trial)),
      alertDays: read(countOf(form.alert)),
    },
  };
  return readable ? bylaws : null;
}

/** « SAL » from « sal », or null where it is no code of unaccented letters and digits. */
export function codeOf(typed: string): string | null {
  const code = typed.trim().toUpperCase();
  return /^[A-Z0-9]{1,20}$/.test(code) ? code : null;
}
