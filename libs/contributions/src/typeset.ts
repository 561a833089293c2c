import type { Sentence } from '#kernel';

/** French spacing before double signs and within quotes, as a page and a screen need it. */
export function typeset(text: string): string {
  return text
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ ([:%»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0');
}

/** A sentence with the French one spaced as French is. */
export function typesetSentence({ fr, en }: Sentence): Sentence {
  return { fr: typeset(fr), en };
}
