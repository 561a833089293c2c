import { writeCents } from '#kernel';

/** `−1 234,56 €` or `−€1,234.56`: with a minus sign, where `Intl` writes a hyphen. */
export function writeEuros(cents: number, language: 'fr' | 'en'): string {
  return writeCents(cents, language).replace('-', '\u2212');
}
