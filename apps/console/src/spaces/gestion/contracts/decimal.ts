/** What a person types as a number, in French or English form, as the API's decimal text; null where it is none. */
export function decimalOf(typed: string): string | null {
  const plain = typed.replaceAll(/[\s\u00A0\u202F€]/g, '').replace(',', '.');
  return /^\d{1,8}(\.\d+)?$/.test(plain) ? plain : null;
}

/** The API's decimal text as a person types it: « 120,5 » in French. */
export function typedOf(decimal: string, language: 'fr' | 'en'): string {
  return language === 'fr' ? decimal.replace('.', ',') : decimal;
}

/** Cents of a decimal text of at most two decimals, also a negative one: exact sums for what is shown. */
export function centsOf(amount: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`${amount} is no amount`);
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign ? -cents : cents;
}

export function amountOfCents(cents: bigint): string {
  const text = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Quantity × unit price as an amount, half-up to the cent: the price of one billing period, as the API rounds it. */
export function priceOf(quantity: string, unitPrice: string): string {
  const scaled = (text: string, decimals: number) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  };
  return amountOfCents((scaled(quantity, 4) * scaled(unitPrice, 6) + 50_000_000n) / 100_000_000n);
}
