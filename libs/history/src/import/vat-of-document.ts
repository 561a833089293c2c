import type { VatCategory } from '#documents';
import { vatCents } from '#kernel';
import type { AuditedDocument, AuditedSubscription } from '../audit/billing-history.js';

/** Rates in force in France (CGI art. 278 to 281 nonies and 296), the most frequent first; then none. */
const RATES = [2000, 1000, 550, 210, 850, 0];
const NORMAL_RATE = 2000;
/** VAT that a tool rounded line by line may be a cent away from ours. */
const TOLERANCE_CENTS = 1;

export interface VatOfDocument {
  readonly category: VatCategory;
  readonly rateBasisPoints: number;
  /** Positive cents, as the document has it. */
  readonly vatCents: number;
  /** False where no rate of the subscription or of the law gives this amount. */
  readonly usual: boolean;
}

/**
 * The rate is that of the subscription where the amounts agree with it, else the rate of the law that does, else the
 * ratio itself. Without any amount of VAT it is computed.
 */
export function vatOfDocument(
  document: AuditedDocument,
  subscription: AuditedSubscription | null,
  untaxedIssuer: boolean,
): VatOfDocument {
  const net = Math.abs(document.netCents);
  const agreed = untaxedIssuer ? 0 : (subscription?.vatRateBasisPoints ?? NORMAL_RATE);
  const given =
    document.vatCents ?? (document.grossCents === null ? null : document.grossCents - document.netCents);
  const vat = given === null ? vatCents(net, agreed) : Math.abs(given);
  const found = [agreed, ...RATES].find((rate) => Math.abs(vatCents(net, rate) - vat) <= TOLERANCE_CENTS);
  const rateBasisPoints = found ?? (net === 0 ? agreed : Math.min(10_000, Math.round((vat * 10_000) / net)));
  const category = rateBasisPoints > 0 ? 'S' : untaxedIssuer ? 'E' : 'Z';
  return { category, rateBasisPoints, vatCents: vat, usual: found !== undefined };
}
