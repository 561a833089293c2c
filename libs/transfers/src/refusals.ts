import type { DomainError } from '#kernel';
import { refusalOf } from '#persistence';
import { transfersErrors } from './transfers-errors.js';

const SENTENCES: Readonly<Record<string, (dossier: string) => DomainError>> = {
  dossier_is_over: (dossier) => transfersErrors.OVER({ dossier }),
  chosen_before_the_switch: (dossier) => transfersErrors.ALREADY_SWITCHED({ dossier }),
  dossier_event_once: (dossier) => transfersErrors.ALREADY_SWITCHED({ dossier }),
  closed_after_the_switch: (dossier) => transfersErrors.NOT_SWITCHED({ dossier }),
  undone_before_billing: () => transfersErrors.CHANGED_MEANWHILE({}),
  contract_in_one_dossier: () => transfersErrors.CHANGED_MEANWHILE({}),
  recorded_document_once: () => transfersErrors.CHANGED_MEANWHILE({}),
};

/** The sentence for a refusal of the database, or the failure itself where it has none. */
export function explainTransferRefusal(error: unknown, dossier: string): unknown {
  const constraint = refusalOf(error)?.constraint;
  return (constraint && SENTENCES[constraint]?.(dossier)) ?? error;
}
