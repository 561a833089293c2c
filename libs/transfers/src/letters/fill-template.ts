import type { PrintedBlock } from '#documents';
import { transfersErrors } from '../transfers-errors.js';
import { type Placeholder, PLACEHOLDERS } from './templates.js';

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Every word in braces is one that the dossier knows.
 * @throws TRANSFERS.FIELD naming the first that is not
 */
export function requireKnownPlaceholders(text: string): void {
  for (const [, name] of text.matchAll(NAMED)) {
    if (!(PLACEHOLDERS as readonly string[]).includes(name!))
      throw transfersErrors.FIELD({
        reason: `« {{${name}}} » n’est pas un champ connu. Champs : ${PLACEHOLDERS.join(', ')}.`,
        reasonEn: `“{{${name}}}” is no known field. Fields: ${PLACEHOLDERS.join(', ')}.`,
      });
  }
}

/** Pure. */
export function fill(text: string, facts: Readonly<Record<Placeholder, string>>): string {
  return text.replace(NAMED, (_, name: Placeholder) => facts[name] ?? '');
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
