import { amountOf } from '../../../i18n/amounts';

/** What a person types as a number, in French or English form, as the API's decimal text; null where it is none. */
export function decimalOf(typed: string): string | null {
  const plain = typed.replaceAll(/[\s\u00A0\u202F€]/g, '').replace(',', '.');
  return /^\d{1,8}(\.\d+)?$/.test(plain) ? plain : null;
}

/** The API's decimal text as a person types it: « 120,5 » in French. */
export function typedOf(decimal: string, language: 'fr' | 'en'): string {
  return language === 'fr' ? decimal.replace('.', ',') : decimal;
}

/** Quantity × unit price as an amount, half-up to the cent: the price of one billing period, as the API rounds it. */
export function priceOf(quantity: string, unitPrice: string): string {
  const scaled = (text: string, decimals: number) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  };
  return amountOf((scaled(quantity, 4) * scaled(unitPrice, 6) + 50_000_000n) / 100_000_000n);
}
