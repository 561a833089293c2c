import { type Sentence, typeset } from '#kernel';

/** A sentence with the French one spaced as French is. */
export function typesetSentence({ fr, en }: Sentence): Sentence {
  return { fr: typeset(fr), en };
}
