import type { BuyerVatStatus, VatCategory } from '#documents';

/** How an issuer stands towards VAT; `franchise` is art. 293 B, `exempt` art. 261 of the CGI (CIBS since 2026-09-01). */
export type VatRegime = 'collection' | 'debits' | 'franchise' | 'exempt';

export interface VatTreatment {
  readonly vatCategory: VatCategory;
  readonly vatRateBasisPoints: number;
}

export interface VatCircumstances {
  readonly regime: VatRegime;
  readonly status: BuyerVatStatus;
  /** ISO 3166-1 alpha-2 of the client; null when its address is not known, read as France. */
  readonly country: string | null;
  readonly hasVatNumber: boolean;
  readonly nature: 'goods' | 'services';
  /** The rate where VAT is due, 0 to 10000. */
  readonly rateBasisPoints: number;
}

/** Normal rate of French VAT, 20 % since 2014-01-01 (CGI art. 278). */
export const NORMAL_RATE_BASIS_POINTS = 2000;

// For VAT, Monaco is France (convention of 18 May 1963) and Northern Ireland (XI) is the Union for goods only.
const FRANCE = new Set(['FR', 'MC']);
const UNION = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/**
 * The VAT that a term carries when nobody says otherwise:
 * - an issuer in franchise (293 B) or exempt (261-7-1°): E, 0;
 * - a client in the Union with a VAT number: AE for services (259-1° and 283-2), K for goods (262 ter I); without a
 *   number it is charged as in France;
 * - a client outside of the Union: G. For services « hors champ » (O) would be as true, but EN 16931 (BR-O-02)
 *   forbids the seller's VAT number on such an invoice, which French law requires [?]: give O in the term to have it;
 * - anybody else, consumers and exempt or non-taxable bodies included: S at the rate, or Z at a rate of zero.
 */
export function defaultVat(of: VatCircumstances): VatTreatment {
  const untaxed = (vatCategory: VatCategory): VatTreatment => ({ vatCategory, vatRateBasisPoints: 0 });
  if (of.regime === 'franchise' || of.regime === 'exempt') return untaxed('E');
  const country = of.country ?? 'FR';
  if (of.status === 'foreign' && !FRANCE.has(country)) {
    if (!UNION.has(country)) return untaxed('G');
    if (of.hasVatNumber) return untaxed(of.nature === 'services' ? 'AE' : 'K');
  }
  return of.rateBasisPoints === 0
    ? untaxed('Z')
    : { vatCategory: 'S', vatRateBasisPoints: of.rateBasisPoints };
}
