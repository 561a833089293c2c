import { divideHalfUp } from '#kernel';
import type { Band, Scheme } from './scheme.js';

const BASIS_POINTS = 10_000n;

/** A part of the year's cumulated basis that lies within one band. */
export interface BandPart {
  readonly rateBasisPoints: number;
  /** The bounds of the band; null upwards where it has no end. */
  readonly band: { readonly fromCents: number; readonly toCents: number | null };
  /** How much of the basis moved through the band, in cents; negative where the basis went down. */
  readonly basisCents: number;
  /** In cents: the difference of two running sums, each rounded half-up to the cent. */
  readonly amountCents: number;
}

/** What would be below 0 is given back at the first rate; a margin below 0 takes nothing and gives nothing. */
function bandsOf({ basis, bands }: Pick<Scheme, 'basis' | 'bands'>): readonly Band[] {
  const below = basis === 'margin' ? 0 : bands[0]!.rateBasisPoints;
  return below === bands[0]!.rateBasisPoints
    ? [{ fromCents: Number.NEGATIVE_INFINITY, rateBasisPoints: below }, ...bands.slice(1)]
    : [{ fromCents: Number.NEGATIVE_INFINITY, rateBasisPoints: below }, ...bands];
}

/** Exact, in 1/10,000 of a cent. */
function exactly(bands: readonly Band[], cents: number): bigint {
  let sum = 0n;
  bands.forEach(({ fromCents, rateBasisPoints }, at) => {
    const to = bands[at + 1]?.fromCents ?? Number.POSITIVE_INFINITY;
    // The part of [0, cents], or of [cents, 0] taken negatively, that lies within the band.
    const part = Math.min(Math.max(cents, fromCents), to) - Math.min(Math.max(0, fromCents), to);
    sum += BigInt(part) * BigInt(rateBasisPoints);
  });
  return sum;
}

/**
 * What is taken in all on a cumulated basis: the sum over the bands of their part × their rate, rounded half-up to the
 * cent once, on that sum.
 * @param basisCents in cents, without VAT, cumulated since 1 January
 */
export function cumulatedContribution(scheme: Pick<Scheme, 'basis' | 'bands'>, basisCents: number): number {
  return Number(divideHalfUp(exactly(bandsOf(scheme), basisCents), BASIS_POINTS));
}

export interface BasisMove {
  /** In cents, cumulated since 1 January. */
  readonly fromCents: number;
  readonly toCents: number;
  /**
   * Where the scheme took over in the year, in cents; 0 by default. What it takes is rounded from there on, so that
   * what a flat rate takes does not hang on what the scheme before it had counted.
   */
  readonly startCents?: number;
}

/**
 * What is taken while the year's basis moves from one sum to another, band by band, in the order in which they are
 * passed. The parts sum to the whole to the cent, because each is a difference of two rounded running sums.
 */
export function contributionBetween(
  scheme: Pick<Scheme, 'basis' | 'bands'>,
  { fromCents, toCents, startCents = 0 }: BasisMove,
): BandPart[] {
  const bands = bandsOf(scheme);
  const start = exactly(bands, startCents);
  const rounded = (cents: number) => Number(divideHalfUp(exactly(bands, cents) - start, BASIS_POINTS));
  const [low, high] = fromCents <= toCents ? [fromCents, toCents] : [toCents, fromCents];
  const sign = fromCents <= toCents ? 1 : -1;
  const parts = bands.flatMap(({ fromCents: from, rateBasisPoints }, at): BandPart[] => {
    const to = bands[at + 1]?.fromCents ?? null;
    const [bottom, top] = [Math.max(low, from), to === null ? high : Math.min(high, to)];
    if (bottom >= top) return [];
    return [
      {
        rateBasisPoints,
        band: { fromCents: from === Number.NEGATIVE_INFINITY ? 0 : from, toCents: to },
        basisCents: sign * (top - bottom),
        amountCents: sign === 1 ? rounded(top) - rounded(bottom) : rounded(bottom) - rounded(top),
      },
    ];
  });
  return sign === 1 ? parts : parts.reverse();
}

/** A rate of an amount, rounded half-up (away from zero) to the cent. */
export function rateOf(cents: number, rateBasisPoints: number): number {
  return Number(divideHalfUp(BigInt(cents) * BigInt(rateBasisPoints), BASIS_POINTS));
}
