/** Latin letters with their accents (U+00C0 to U+017F), and the letters that they are without. */
const ACCENTED = Array.from({ length: 0x180 - 0xdf }, (_, index) =>
  String.fromCharCode(0xdf + index),
).flatMap((letter) => {
  const plain = letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return letter === letter.toLowerCase() && plain !== letter && plain.length === 1 ? [{ letter, plain }] : [];
});
/** Accents that stand apart from their letter: left out. */
const MARKS = Array.from({ length: 0x70 }, (_, index) => String.fromCharCode(0x300 + index)).join('');
const FROM = `${ACCENTED.map(({ letter }) => letter).join('')}’${MARKS}`;
const TO = `${ACCENTED.map(({ plain }) => plain).join('')}''`;

/** A text as people type it in a search: lower case, no accents, straight apostrophes, œ in two letters. */
export function foldedText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'");
}

/** The same in SQL, of an expression: plain functions of PostgreSQL, about a microsecond a name. */
export function foldedColumn(expression: string): string {
  return `replace(replace(translate(lower((${expression}) COLLATE pg_c_utf8), '${FROM}', '${TO}'), 'œ', 'oe'), 'æ', 'ae')`;
}

const literally = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The words of a question, folded. A number that people group by spaces is one word: « 552 100 554 » is a SIREN. */
function wordsOf(question: string): string[] {
  const folded = foldedText(question);
  return (/^[\d\s]+$/.test(folded) ? folded.replace(/\s/g, '') : folded)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The patterns of LIKE that find each word of a question anywhere in a folded text; its signs are taken literally. */
export function patternsOf(question: string): string[] {
  return wordsOf(question).map((word) => `%${literally(word)}%`);
}

/** The pattern of LIKE that finds folded texts which begin with the question. */
export function beginningOf(question: string): string {
  return `${literally(wordsOf(question).join(' '))}%`;
}
