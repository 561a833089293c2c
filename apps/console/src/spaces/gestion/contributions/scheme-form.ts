import type { Schema } from '../../../api/api';
import { centsOf } from '../../../i18n/amounts';
import { decimalOf, typedOf } from '../contracts/decimal';

type Terms = Schema<'SchemeTermsInput'>;
type KnownTerms = Schema<'SchemeTermsView'>;

/** A scheme as it is typed. */
export interface TypedScheme {
  readonly basis: Terms['basis'];
  readonly bands: readonly { readonly from: string; readonly rate: string }[];
  readonly minimum: string;
  readonly per: 'month' | 'year';
  readonly reversal: string;
  /** Empty: by the issuer. */
  readonly nature: NonNullable<Terms['nature']> | '';
}

export const BASES = ['collected', 'invoiced', 'margin'] as const;

export const FLAT_RATE: TypedScheme = {
  basis: 'collected',
  bands: [{ from: '0', rate: '10' }],
  minimum: '',
  per: 'month',
  reversal: '',
  nature: '',
};

/** « 11,5 » is 1150; null for what is no rate of two decimals between 0 and 100. */
export function basisPointsOf(typed: string): number | null {
  const decimal = decimalOf(typed.replace('%', ''));
  if (decimal === null || !/^\d+(\.\d{1,2})?$/.test(decimal)) return null;
  const points = Number(centsOf(decimal));
  return points <= 10_000 ? points : null;
}

function amountOf(typed: string): string | null {
  const decimal = decimalOf(typed);
  return decimal !== null && /^\d+(\.\d{1,2})?$/.test(decimal) ? decimal : null;
}

/** Whether what is typed as a band's beginning or rate stands in the way; what is not typed yet does not. */
export function bandFaults(bands: TypedScheme['bands'], at: number): { from: boolean; rate: boolean } {
  const { from, rate } = bands[at]!;
  const [own, before] = [amountOf(from), at > 1 ? amountOf(bands[at - 1]!.from) : '0'];
  const falls = own !== null && before !== null && centsOf(own) <= centsOf(before);
  return {
    from: at > 0 && from.trim() !== '' && (own === null || falls),
    rate: rate.trim() !== '' && basisPointsOf(rate) === null,
  };
}

/** What is typed, as the API takes it; null while something is missing or no number. */
export function termsOf({ basis, bands, minimum, per, reversal, nature }: TypedScheme): Terms | null {
  const whole = bands.map((band, at) => {
    const [from, rateBasisPoints] = [at === 0 ? '0' : amountOf(band.from), basisPointsOf(band.rate)];
    return from === null || rateBasisPoints === null ? null : { from, rateBasisPoints };
  });
  const least = minimum.trim() === '' ? null : amountOf(minimum);
  const back = reversal.trim() === '' || basis === 'margin' ? null : basisPointsOf(reversal);
  const isWrong =
    whole.includes(null) ||
    (minimum.trim() !== '' && least === null) ||
    (basis !== 'margin' && reversal.trim() !== '' && back === null);
  if (isWrong) return null;
  const known = whole.filter((band) => band !== null);
  const rises = known.every(({ from }, at) => at === 0 || centsOf(from) > centsOf(known[at - 1]!.from));
  if (!rises) return null;
  return {
    basis,
    bands: known,
    minimum: least === null ? null : { amount: least, per },
    reversalBasisPoints: back,
    ...(nature && { nature }),
  };
}

const percent = (basisPoints: number, language: 'fr' | 'en') => typedOf(String(basisPoints / 100), language);

/** What is in force, to be changed. */
export function typedScheme(terms: KnownTerms, language: 'fr' | 'en'): TypedScheme {
  return {
    basis: terms.basis,
    bands: terms.bands.map(({ from, rateBasisPoints }) => ({
      from: typedOf(from.replace(/\.00$/, ''), language),
      rate: percent(rateBasisPoints, language),
    })),
    minimum: terms.minimum ? typedOf(terms.minimum.amount.replace(/\.00$/, ''), language) : '',
    per: terms.minimum?.per ?? 'month',
    reversal: terms.reversalBasisPoints === null ? '' : percent(terms.reversalBasisPoints, language),
    nature: terms.nature ?? '',
  };
}
