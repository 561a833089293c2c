/**
 * Identifiers with valid keys that belong to nobody: SIRENs begin with 000, which INSEE gives to no firm, and the bank
 * code 99999 is no bank's.
 */

/** The SIREN whose first eight digits are `stem`, with its Luhn key. */
export function inventedSiren(stem: number): string {
  const digits = String(stem).padStart(8, '0');
  const sum = [...digits].reduce((total, digit, index) => {
    const weighted = index % 2 === 1 ? +digit * 2 : +digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The French VAT number of a SIREN: its key is (12 + 3 × (SIREN mod 97)) mod 97. */
export function vatNumberOf(siren: string): string {
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`;
}

/** An IBAN with the keys of the French RIB and of ISO 13616. */
export function inventedIban(account: number): string {
  const bank = 99_999;
  const branch = 1;
  const ribKey = 97 - ((89 * bank + 15 * branch + 3 * account) % 97);
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const national = `${pad(bank, 5)}${pad(branch, 5)}${pad(account, 11)}${pad(ribKey, 2)}`;
  // F is 15 and R is 27; the two zeros stand where the key goes.
  const key = 98n - (BigInt(`${national}152700`) % 97n);
  return `FR${pad(Number(key), 2)}${national}`;
}
