import type { DossierPicture } from '../picture/dossier-picture.js';
import { quoted } from '../picture/say-conflicts.js';
import { transfersErrors } from '../transfers-errors.js';
import type { Dossier } from './dossier.js';

/** @throws TRANSFERS.OVER */
export function requireOpen({ state, code }: Dossier): void {
  if (state === 'closed' || state === 'undone') throw transfersErrors.OVER({ dossier: code });
}

/** @throws TRANSFERS.OVER, TRANSFERS.ALREADY_SWITCHED */
export function requirePreparing(dossier: Dossier): void {
  requireOpen(dossier);
  if (dossier.state !== 'preparing') throw transfersErrors.ALREADY_SWITCHED({ dossier: dossier.code });
}

/** @throws TRANSFERS.CONFLICTS_UNREAD, TRANSFERS.CONFLICT_UNDECIDED */
export function requireReadAndDecided({ dossier, lines }: DossierPicture): void {
  if (dossier.steps.find(({ step }) => step === 'conflicts')?.state !== 'done')
    throw transfersErrors.CONFLICTS_UNREAD({});
  for (const { facts, conflicts } of lines) {
    const open = conflicts.find(({ severity, decision }) => severity === 'decide' && decision === null);
    if (open)
      throw transfersErrors.CONFLICT_UNDECIDED({
        line: `${facts.label} (${facts.contract.code})`,
        ...quoted(open.sentence),
        inHouse: dossier.from.outside ? null : dossier.from.name,
      });
  }
}
