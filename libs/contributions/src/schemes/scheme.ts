import { contributionsErrors } from '../contributions-errors.js';

/**
 * On what a contribution is taken: what is invoiced, what is collected, or the margin, which is what is invoiced less
 * what was bought for it. All without VAT.
 */
export const BASES = ['invoiced', 'collected', 'margin'] as const;
export type Basis = (typeof BASES)[number];

/** From so much of the civil year's cumulated basis on, this rate; until the next band begins. */
export interface Band {
  /** In cents; the first band begins at 0. */
  readonly fromCents: number;
  readonly rateBasisPoints: number;
}

/**
 * What is kept within the cooperative to which the activity belongs is a contribution, an internal analytic transfer;
 * what another CAE keeps is its commission, although it may bill here.
 */
export const NATURES = ['contribution', 'commission'] as const;
export type Nature = (typeof NATURES)[number];

export const MINIMUM_SPANS = ['month', 'year'] as const;

export interface Minimum {
  readonly cents: number;
  readonly per: (typeof MINIMUM_SPANS)[number];
}

/**
 * How the assembly sets what is kept of an activity (C. trav. R7331-1 and following [?]: it sets bases and rates). Amounts are
 * parameters of each cooperative: none is in the law.
 */
export interface Scheme {
  readonly basis: Basis;
  /** One band is a flat rate; several are marginal: each rate applies to its own part of the year's basis. */
  readonly bands: readonly Band[];
  readonly minimum: Minimum | null;
  /** What is given back of eligible purchases, in basis points of their net; never more than was taken in the year. */
  readonly reversalBasisPoints: number | null;
  /** Where it is not said: a commission of an issuer that bills outside, else a contribution. */
  readonly nature?: Nature;
}

export function natureOf(
  scheme: Pick<Scheme, 'nature'> | null | undefined,
  issuer: { readonly outside: boolean },
): Nature {
  return scheme?.nature ?? (issuer.outside ? 'commission' : 'contribution');
}

/** Another rate for one document, outside of the bands and of their cumulated basis. */
export interface DocumentRate {
  readonly invoice: number;
  readonly rateBasisPoints: number;
  readonly reason: string;
}

const MOST_BANDS = 20;
const WHOLE = 10_000;

function fault({ basis, bands, minimum, reversalBasisPoints }: Scheme): { fr: string; en: string } | null {
  const isRate = (rate: number) => Number.isInteger(rate) && rate >= 0 && rate <= WHOLE;
  if (bands.length === 0 || bands.length > MOST_BANDS) {
    return {
      fr: `un barème a de 1 à ${MOST_BANDS} tranches.`,
      en: `a scheme has 1 to ${MOST_BANDS} bands.`,
    };
  }
  if (bands[0]!.fromCents !== 0) {
    return { fr: 'la première tranche commence à 0 €.', en: 'the first band begins at €0.' };
  }
  if (bands.some((band, at) => at > 0 && band.fromCents <= bands[at - 1]!.fromCents)) {
    return {
      fr: 'chaque tranche commence plus haut que la précédente.',
      en: 'each band begins above the one before.',
    };
  }
  if (!bands.every((band) => Number.isSafeInteger(band.fromCents) && isRate(band.rateBasisPoints))) {
    return { fr: 'un taux va de 0 à 100 %.', en: 'a rate is between 0 and 100 %.' };
  }
  if (minimum && !(Number.isSafeInteger(minimum.cents) && minimum.cents > 0)) {
    return { fr: 'un minimum est un montant positif.', en: 'a minimum is a positive amount.' };
  }
  if (reversalBasisPoints !== null && !isRate(reversalBasisPoints)) {
    return { fr: 'un taux de réversion va de 0 à 100 %.', en: 'a reversal rate is between 0 and 100 %.' };
  }
  if (reversalBasisPoints !== null && basis === 'margin') {
    return {
      fr: 'sur la marge, les achats sont déjà déduits de l’assiette : une réversion les compterait deux fois.',
      en: 'on margin, purchases are already taken off the basis: a reversal would count them twice.',
    };
  }
  return null;
}

/** @throws CONTRIBUTIONS.INVALID_SCHEME */
export function requireValidScheme(scheme: Scheme): Scheme {
  const found = fault(scheme);
  if (found) throw contributionsErrors.INVALID_SCHEME({ rule: found.fr, ruleEn: found.en });
  return scheme;
}
