const names: readonly (readonly string[])[] = [
  ['janvier', 'january'],
  ['fevrier', 'february'],
  ['mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july'],
  ['aout', 'august'],
  ['septembre', 'september'],
  ['octobre', 'october'],
  ['novembre', 'november'],
  ['decembre', 'december'],
];

/** Names and all their beginnings of three letters or more; « jui » could be June or July and is none. */
const monthByName = new Map(
  names.flatMap((of, at) =>
    of.flatMap((name) =>
      Array.from({ length: name.length - 2 }, (_, cut) => [name.slice(0, cut + 3), at + 1] as const),
    ),
  ),
);
monthByName.delete('jui');

/** A part of a pattern that matches any month's French or English name or abbreviation, in plain lower case. */
export const anyMonth = `(?:${[...monthByName.keys()].sort((a, b) => b.length - a.length).join('|')})\\b\\.?`;

/** 1 to 12, or null. */
export function monthNamed(name: string): number | null {
  return monthByName.get(name.replace(/\.$/, '')) ?? null;
}

/** Lower case without accents, its punctuation kept: what the patterns of dates and labels read. */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `24` is 2024, `97` is 1997; four digits stay. */
export function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}
