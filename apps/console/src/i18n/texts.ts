import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from './language';
import './language';
import { typeset } from './typeset';

/** Sentences by name, in groups; `{{name}}` takes a value, `_one` and `_other` at the end of a name follow `count`. */
export interface Sentences {
  readonly [name: string]: string | Sentences;
}

/** The same names as in French, so that no sentence is missing in English. */
export type SameNames<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameNames<T[K]> };

type Singular<Name> = Name extends `${infer Base}_one` | `${infer Base}_other` ? Base : Name;

/** The paths of all sentences: `filters.issuer`, and `lines` for `lines_one` with `lines_other`. */
export type NameOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${NameOf<T[K]>}`;
}[keyof T & string];

export type Say<T> = (name: NameOf<T>, values?: Readonly<Record<string, string | number>>) => string;

export interface Texts<T> {
  /** The sentences in the language of the page; the component is drawn again when it changes. */
  use(): Say<T>;
  /** The same outside a component: in what is read once, such as the file name of an export. */
  now: Say<T>;
}

/** Nobody types no-break spaces by hand. */
function typesetAll(sentences: Sentences): Sentences {
  return Object.fromEntries(
    Object.entries(sentences).map(([name, text]) => [
      name,
      typeof text === 'string' ? typeset(text) : typesetAll(text),
    ]),
  );
}

/** Registers the sentences of one area. French is written first, English must have the same names. */
export function texts<const T extends Sentences>(area: string, fr: T, en: SameNames<T>): Texts<T> {
  const register = (language: Language, sentences: Sentences) =>
    i18next.addResourceBundle(language, area, sentences, true, true);
  register('fr', typesetAll(fr));
  register('en', en as Sentences);
  const now: Say<T> = (name, values) => i18next.t(name, { ns: area, ...values });
  return {
    use: () => {
      // Only subscribes to the change of language; `now` then says it in the new one.
      useTranslation(area);
      return now;
    },
    now,
  };
}
