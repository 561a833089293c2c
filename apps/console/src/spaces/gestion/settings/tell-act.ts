import type { words } from './texts';

type SayWords = ReturnType<typeof words.use>;

/** `billing.run.approve` is told as `billingRunApprove`: names of sentences hold no dots. */
function nameOf(action: string): string {
  return action.replace(/\.([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The sentence of the area, or the word of the API where none was written for it yet. */
function told(path: string, otherwise: string, t: SayWords): string {
  // i18next answers a name that it does not know with the name itself.
  const sentence = t(path as Parameters<SayWords>[0]);
  return sentence === path ? otherwise : sentence;
}

export function actionName(action: string, t: SayWords): string {
  return told(`trail.actions.${nameOf(action)}`, action, t);
}

export function subjectName(
  subject: { readonly kind: string; readonly id: string | null },
  t: SayWords,
): string {
  const kind = told(`trail.subjects.${subject.kind}`, subject.kind, t);
  return subject.id === null ? kind : `${kind} ${subject.id}`;
}
