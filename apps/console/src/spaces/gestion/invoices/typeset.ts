import type { Language } from '../../../i18n/language';

/** French spacing: a narrow no-break space before ; ! ?, a no-break space before : and %, and within « ». */
export function typeset(text: string): string {
  return text
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/ ([:%»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0');
}

/** A sentence of the API as a French administrator would set it. */
export function sayWell(sentence: { readonly fr: string; readonly en: string }, language: Language): string {
  return language === 'fr' ? typeset(sentence.fr) : sentence.en;
}
