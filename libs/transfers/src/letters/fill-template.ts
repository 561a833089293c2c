import type { PrintedBlock } from '#documents';
import { transfersErrors } from '../transfers-errors.js';
import { type Placeholder, PLACEHOLDERS } from './templates.js';

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g;
type Language = 'fr' | 'en';

const NAMES = Object.keys(PLACEHOLDERS) as Placeholder[];

/** The words that a letter of that language may hold in braces. */
export function fieldsOf(language: Language): string[] {
  return NAMES.map((name) => PLACEHOLDERS[name][language]);
}

function placeholderOf(said: string, language: Language): Placeholder | undefined {
  return NAMES.find((name) => PLACEHOLDERS[name][language].toLowerCase() === said.toLowerCase());
}

/**
 * Every word in braces is one that the dossier knows.
 * @throws TRANSFERS.FIELD naming the first that is not
 */
export function requireKnownPlaceholders(text: string, language: Language): void {
  for (const [, said] of text.matchAll(NAMED)) {
    if (placeholderOf(said!, language)) continue;
    const known = fieldsOf(language).join(', ');
    throw transfersErrors.FIELD({
      reason: `« {{${said}}} » n’est pas un champ connu. Champs : ${known}.`,
      reasonEn: `“{{${said}}}” is no known field. Fields: ${known}.`,
    });
  }
}

/** Nobody types no-break spaces by hand: those that French wants are set where the letter is printed. */
function withFrenchSpaces(text: string): string {
  return text
    .replace(/ (?=[;!?])/g, '\u202f')
    .replace(/ (?=[:»])/g, '\u00a0')
    .replace(/« /g, '«\u00a0');
}

/** Pure. A word that was known once and is no more leaves nothing. */
export function fill(text: string, language: Language, facts: Readonly<Record<Placeholder, string>>): string {
  const spaced = language === 'fr' ? withFrenchSpaces(text) : text;
  return spaced.replace(NAMED, (_, said: string) => {
    const name = placeholderOf(said, language);
    return name ? facts[name] : '';
  });
}

/** Paragraphs and headings, in their order. Pure. */
export function blocksOf(body: string): PrintedBlock[] {
  return body
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((part): PrintedBlock[] => {
      const [first, ...rest] = part.trim().split('\n');
      if (!first) return [];
      if (!first.startsWith('## ')) return [{ kind: 'paragraph', text: part.trim() }];
      const under = rest.join('\n').trim();
      return [
        { kind: 'heading', text: first.slice(3) },
        ...(under ? [{ kind: 'paragraph' as const, text: under }] : []),
      ];
    });
}
