import { overlap } from '#kernel';
import type { AuditedDocument } from '../audit/billing-history.js';
import { historyErrors } from '../history-errors.js';
import type { Choice } from './plan.js';

/**
 * Live documents of one subscription, those to be kept first: by day of issue, then as the export has them, except
 * where a person chose otherwise.
 * @throws HISTORY.CHOICES_REFUSED where choices contradict each other
 */
export function orderOfKeeping(
  documents: readonly AuditedDocument[],
  rank: ReadonlyMap<string, number>,
  choices: readonly Choice[],
): AuditedDocument[] {
  const ordered = [...documents].sort((a, b) => {
    const [dayA, dayB] = [a.issuedOn ?? '', b.issuedOn ?? ''];
    return dayA < dayB ? -1 : dayA > dayB ? 1 : rank.get(a.id)! - rank.get(b.id)!;
  });
  const at = (id: string) => ordered.findIndex((each) => each.id === id);
  const own = choices.filter(({ keep, over }) => at(keep) >= 0 && at(over) >= 0);
  for (const { keep, over } of own) {
    const [from, to] = [at(keep), at(over)];
    if (from > to) ordered.splice(to, 0, ...ordered.splice(from, 1));
  }
  const broken = own.find(({ keep, over }) => at(keep) > at(over));
  if (broken) {
    throw historyErrors.CHOICES_REFUSED({
      reason: `garder ${broken.keep} plutôt que ${broken.over} en contredit un autre.`,
      reasonEn: `keeping ${broken.keep} over ${broken.over} contradicts another one.`,
    });
  }
  return ordered;
}

/** @throws HISTORY.CHOICES_REFUSED where a choice is not about two documents that bill the same days */
export function requireRealChoices(
  choices: readonly Choice[],
  live: ReadonlyMap<string, AuditedDocument>,
): void {
  for (const { keep, over } of choices) {
    const [a, b] = [live.get(keep), live.get(over)];
    const same = a?.period && b?.period && a.subscription === b.subscription && keep !== over;
    if (same && overlap([a.period], [b.period]).length > 0) continue;
    throw historyErrors.CHOICES_REFUSED({
      reason: `« ${keep} » et « ${over} » ne sont pas deux factures en vigueur qui facturent les mêmes jours.`,
      reasonEn: `“${keep}” and “${over}” are no two invoices in force that bill the same days.`,
    });
  }
}
