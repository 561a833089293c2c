import { add, dinero, type Dinero, EUR, multiply, subtract, toSnapshot } from 'dinero.js';
import { divideHalfUp, plainDecimal, scaledInteger } from './decimal.js';
import { kernelErrors } from './kernel-errors.js';
import { type Period, contains, daysOf } from './period.js';
import { daysBetween, type LocalDate } from './local-date.js';

const currencies = { EUR } as const;
export type Currency = keyof typeof currencies;

/** An exact amount in integer cents of one currency, on `dinero.js`. Immutable. */
export class Money {
  private constructor(private readonly amount: Dinero<number>) {}

  /** @param cents a safe integer */
  static ofCents(cents: number, currency: Currency = 'EUR'): Money {
    if (!Number.isSafeInteger(cents)) throw kernelErrors.INVALID_NUMBER({ text: String(cents), decimals: 0 });
    return new Money(dinero({ amount: cents, currency: currencies[currency] }));
  }

  static sum(amounts: readonly Money[], currency: Currency = 'EUR'): Money {
    return amounts.reduce((total, next) => total.plus(next), Money.ofCents(0, currency));
  }

  get cents(): number {
    return toSnapshot(this.amount).amount;
  }

  get currency(): Currency {
    return toSnapshot(this.amount).currency.code as Currency;
  }

  plus(other: Money): Money {
    this.requireSameCurrency(other);
    return new Money(add(this.amount, other.amount));
  }

  minus(other: Money): Money {
    this.requireSameCurrency(other);
    return new Money(subtract(this.amount, other.amount));
  }

  negated(): Money {
    return new Money(multiply(this.amount, -1));
  }

  private requireSameCurrency(other: Money): void {
    if (this.currency !== other.currency) {
      throw kernelErrors.CURRENCY_MISMATCH({ left: this.currency, right: other.currency });
    }
  }
}

/** `quantity` (at most 4 decimals) × `unitPrice` in euros (at most 6 decimals), half-up to integer cents. */
export function lineCents(quantity: string, unitPrice: string): number {
  const product = scaledInteger(quantity, 4) * scaledInteger(unitPrice, 6);
  return Number(divideHalfUp(product, 10n ** 8n));
}

/** The part of `cents` that falls on the days from the start of `whole` to `day`, half-up. */
function centsUntil(cents: number, whole: Period, day: LocalDate): number {
  return Number(divideHalfUp(BigInt(cents) * BigInt(daysBetween(whole.from, day)), BigInt(daysOf(whole))));
}

/**
 * The price of `part` of a period that costs `cents` as a `whole`, pro rata by day.
 * Each part is a difference of two rounded running sums, so that parts that make up the whole sum to it exactly
 * however it is cut.
 * @throws KERNEL.INVALID_PERIOD when `part` is not within `whole`
 */
export function proRataCents(cents: number, whole: Period, part: Period): number {
  if (!contains(whole, part)) throw kernelErrors.INVALID_PERIOD(part);
  return centsUntil(cents, whole, part.to) - centsUntil(cents, whole, part.from);
}

/** VAT on a sum of nets at one rate, half-up to the cent (CGI ann. II art. 242 nonies A; EN 16931 BR-CO-17). */
export function vatCents(netCents: number, rateBasisPoints: number): number {
  return Number(divideHalfUp(BigInt(netCents) * BigInt(rateBasisPoints), 10_000n));
}

/** Cents as the plain decimal of APIs and XML: 123456 is `1234.56`, always two decimals. */
export function centsToDecimal(cents: number): string {
  const text = plainDecimal(BigInt(cents), 2);
  const [whole, fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** @throws KERNEL.INVALID_NUMBER when the text is not a decimal of at most 2 decimals */
export function decimalToCents(text: string): number {
  return Number(scaledInteger(text, 2));
}

const written = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }),
  en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }),
};

/** `1 234,56 €` with no-break spaces, or `€1,234.56`; a true minus sign before negative amounts. */
export function writeCents(cents: number, language: 'fr' | 'en'): string {
  return written[language].format(cents / 100).replace('-', '−');
}
