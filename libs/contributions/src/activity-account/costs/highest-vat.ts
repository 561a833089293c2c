import type { LocalDate } from '#kernel';

/**
 * The highest VAT rate of mainland France, in basis points, with the first day of each: CGI art. 278, as changed by the
 * acts of 4 August 1995 (n° 95-885), 13 July 2000 (n° 2000-656) and 29 December 2012 (n° 2012-1510, art. 68).
 */
const HIGHEST_RATES: readonly { readonly from: LocalDate; readonly basisPoints: number }[] = [
  { from: '2014-01-01' as LocalDate, basisPoints: 2000 },
  { from: '2000-04-01' as LocalDate, basisPoints: 1960 },
  { from: '1995-08-01' as LocalDate, basisPoints: 2060 },
];

/** The most VAT that a purchase of a day can bear, in cents; a part of a cent counts as one. */
export function highestVat(netCents: number, day: LocalDate): { cents: number; rateBasisPoints: number } {
  const { basisPoints } = HIGHEST_RATES.find(({ from }) => from <= day) ?? HIGHEST_RATES.at(-1)!;
  // In whole numbers, so that no rounding of a product refuses the last cent.
  const cents = Number((BigInt(netCents) * BigInt(basisPoints) + 9_999n) / 10_000n);
  return { cents, rateBasisPoints: basisPoints };
}
