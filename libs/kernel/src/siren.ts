/**
 * Luhn key of SIREN (9 digits) and SIRET (14 digits), INSEE / ISO/IEC 7812-1.
 * The SIRETs of La Poste (SIREN 356000000) follow another rule: their digits sum to a multiple of 5.
 */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = +digits[digits.length - 1 - i]!;
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && luhn(text);
}

export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false;
  if (text.startsWith('356000000') && text !== '35600000000048') {
    return [...text].reduce((sum, digit) => sum + +digit, 0) % 5 === 0;
  }
  return luhn(text);
}
