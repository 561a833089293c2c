import type { InvoiceDocument } from '../invoice-document.js';
import type { RuleGroup } from './finding.js';

/**
 * What the embedded font has glyphs for: Latin with its extensions, Greek, Cyrillic, punctuation, the euro sign.
 * A missing glyph would print as an empty box, and PDF/A forbids it.
 */
const PRINTABLE =
  /[\n\t\u0020-\u007e\u00a0-\u017f\u018f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u01fa-\u01ff\u0218-\u021b\u0259\u02bc\u02c6\u02c7\u02d8-\u02dd\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u04c2\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2009\u2010-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122\u2190-\u2193\u2212\u2215\u221e\u2248\u2260\u2264\u2265]/;

/** A text of nothing but such characters, told in one pass: nearly every text is. */
const ALL_PRINTABLE = new RegExp(`^${PRINTABLE.source}*$`);

function allPrintable(value: unknown): boolean {
  if (typeof value === 'string') return ALL_PRINTABLE.test(value);
  if (!value || typeof value !== 'object') return true;
  return Object.values(value).every(allPrintable);
}

/** The characters of a text that cannot be printed, each once. Text is composed (NFC) first, as the renderer does. */
export function unprintableCharacters(text: string): string[] {
  return [...new Set(text.normalize('NFC'))].filter((character) => !PRINTABLE.test(character));
}

/** Every free text of a document, with its path. */
export function* textsOf(value: unknown, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value))
    for (let i = 0; i < value.length; i += 1) yield* textsOf(value[i], `${path}[${i}]`);
  else if (value && typeof value === 'object') {
    for (const [name, each] of Object.entries(value)) yield* textsOf(each, path ? `${path}.${name}` : name);
  }
}

/** Nothing prints as an empty box or breaks the XML. */
export const textRules: RuleGroup = (document: InvoiceDocument, report) => {
  if (allPrintable(document)) return;
  for (const { path, text } of textsOf(document)) {
    const characters = unprintableCharacters(text);
    if (characters.length === 0) continue;
    report(
      'ID-PRINT-01',
      path,
      {
        fr: `Le texte « ${text.slice(0, 60)} » contient des signes qui ne s’impriment pas (${characters.join(' ')}). Écrivez-le en lettres latines, grecques ou cyrilliques.`,
        en: `The text “${text.slice(0, 60)}” has characters that cannot be printed (${characters.join(' ')}). Write it in Latin, Greek or Cyrillic letters.`,
      },
      { characters },
    );
  }
};
