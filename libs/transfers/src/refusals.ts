import type { DomainError } from '#kernel';
import { refusalOf, type Transaction, type UnitOfWork } from '#persistence';
import { transfersErrors } from './transfers-errors.js';

const texts = (reason: string, reasonEn: string) => transfersErrors.FIELD({ reason, reasonEn });

const SENTENCES: Readonly<Record<string, (dossier: string) => DomainError>> = {
  dossier_is_over: (dossier) => transfersErrors.OVER({ dossier }),
  chosen_before_the_switch: (dossier) => transfersErrors.ALREADY_SWITCHED({ dossier }),
  dossier_event_once: (dossier) => transfersErrors.ALREADY_SWITCHED({ dossier }),
  closed_after_the_switch: (dossier) => transfersErrors.NOT_SWITCHED({ dossier }),
  undone_before_billing: () => transfersErrors.CHANGED_MEANWHILE({}),
  contract_in_one_dossier: () => transfersErrors.CHANGED_MEANWHILE({}),
  recorded_document_once: () => transfersErrors.CHANGED_MEANWHILE({}),
  dossier_title: () =>
    texts(
      'le titre du dossier a de 1 à 200 caractères.',
      'the title of the transfer has 1 to 200 characters.',
    ),
  step_person: () =>
    texts('le nom d’une personne a de 1 à 200 caractères.', 'the name of a person has 1 to 200 characters.'),
  note_text: () => texts('une note a de 1 à 2 000 caractères.', 'a note has 1 to 2,000 characters.'),
  decision_statement: () =>
    texts(
      'dites ce qui fonde cette décision, en 5 à 500 caractères.',
      'say what this decision rests on, in 5 to 500 characters.',
    ),
  draft_title: () => texts('le titre a de 1 à 200 caractères.', 'the title has 1 to 200 characters.'),
  draft_body: () => texts('le texte a de 1 à 20 000 caractères.', 'the text has 1 to 20,000 characters.'),
};

/** The sentence for a refusal of the database, or the failure itself where it has none. */
export function explainTransferRefusal(error: unknown, dossier: string): unknown {
  const constraint = refusalOf(error)?.constraint;
  return (constraint && SENTENCES[constraint]?.(dossier)) ?? error;
}

/**
 * One act on a dossier in one transaction, with words for what the database refuses of it.
 * @param code of the dossier, once it is known
 */
export async function runExplained<T>(
  unitOfWork: UnitOfWork,
  code: () => string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await unitOfWork.run(work);
  } catch (error) {
    throw explainTransferRefusal(error, code());
  }
}
