import { LEGAL_TEXTS, type VatCategory } from '#documents';
import { localDate, type LocalDate } from '#kernel';

/** French rates of VAT, in basis points, and where the law states them. */
const RATE_ARTICLES: Readonly<Record<number, string>> = {
  2000: 'art. 278',
  1000: 'art. 278 bis et 279',
  550: 'art. 278-0 bis',
  210: 'art. 281 quater et suivants',
};

/** VAT law moved from the CGI to the CIBS on this day (ordonnance 2025-1247). */
const CIBS = localDate('2026-09-01');

/** Where the law says which VAT a line bears, or why it bears none; null for a rate that is not known here. */
export function vatSourceOf(of: {
  readonly category: VatCategory;
  readonly rateBasisPoints: number;
  /** VATEX, where no VAT is charged. */
  readonly exemptionCode: string | null;
  readonly issuedOn: LocalDate;
}): string | null {
  if (of.category !== 'S') {
    const inForce = LEGAL_TEXTS.find(
      ({ vatex, from, to }) =>
        vatex !== null &&
        vatex === of.exemptionCode &&
        from <= of.issuedOn &&
        (to === null || of.issuedOn < to),
    );
    return inForce?.source ?? null;
  }
  const article = RATE_ARTICLES[of.rateBasisPoints];
  if (article === undefined) return null;
  return of.issuedOn < CIBS ? `CGI, ${article}` : `CGI, ${article}, repris au CIBS (ordonnance 2025-1247)`;
}
