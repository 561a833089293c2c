/** Lower case, no accents, words parted by one space: « À échoir » and `a_echoir` are the same. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim();
}
