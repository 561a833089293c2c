import { defineErrors, errorOf, type LocalDate, writeCents, writeDate } from '#kernel';
import { writeOfMonth, writeMonth } from './write-month.js';

/** Every refusal of this room. Each sentence says what was asked, that nothing was kept, and what to do next. */
export const contributionsErrors = defineErrors('CONTRIBUTIONS', {
  INVALID_SCHEME: errorOf<{ rule: string; ruleEn: string }>(
    'invalid',
    ({ rule }) => `Ce barème ne peut pas être enregistré : ${rule} Rien n’a été gardé ; corrigez-le.`,
    ({ ruleEn }) => `This scheme cannot be recorded: ${ruleEn} Nothing was kept; correct it.`,
  ),
  NOT_FIRST_OF_MONTH: errorOf<{ day: LocalDate }>(
    'invalid',
    ({ day }) =>
      `Un mois est compté sous un seul barème : il prend effet un premier du mois, pas le ${writeDate(day, 'fr')}. Rien n’a été enregistré.`,
    ({ day }) =>
      `A month is counted under one scheme: it takes effect on the first of a month, not on ${writeDate(day, 'en')}. Nothing was recorded.`,
  ),
  PARTY_UNKNOWN: errorOf(
    'notFound',
    () =>
      'Cet émetteur, cette activité ou ce document n’existe pas. Rien n’a été enregistré ; vérifiez la référence.',
    () => 'This issuer, activity or document does not exist. Nothing was recorded; check the reference.',
  ),
  MONTHS_CLOSED: errorOf<{ month: LocalDate }>(
    'conflict',
    ({ month }) =>
      `Le mois ${writeOfMonth(month)} est clos : un barème ne change pas ce qui a été arrêté. Rien n’a été enregistré ; donnez-lui effet le mois suivant.`,
    ({ month }) =>
      `${writeMonth(month, 'en')} is closed: a scheme does not change what was settled. Nothing was recorded; let it take effect in the month after.`,
  ),
  CHANGED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'Quelqu’un d’autre vient d’écrire au même endroit. Votre changement n’a pas été enregistré : relisez, puis recommencez s’il a encore lieu d’être.',
    () =>
      'Somebody else just wrote in the same place. Your change was not recorded: read again, then retry if it still applies.',
  ),
  STATEMENT_UNKNOWN: errorOf<{ statement: string }>(
    'notFound',
    ({ statement }) => `Le relevé ${statement} n’existe pas. Vérifiez la référence.`,
    ({ statement }) => `Statement ${statement} does not exist. Check the reference.`,
  ),
  NOTHING_TO_CLOSE: errorOf<{ month: LocalDate }>(
    'conflict',
    ({ month }) =>
      `Il n’y a rien à clore en ${writeMonth(month, 'fr')} pour cette activité. Rien n’a changé ; relisez les relevés ouverts.`,
    ({ month }) =>
      `There is nothing to close in ${writeMonth(month, 'en')} for this activity. Nothing changed; read the open statements again.`,
  ),
  MONTH_NOT_OVER: errorOf<{ month: LocalDate }>(
    'conflict',
    ({ month }) =>
      `Le mois ${writeOfMonth(month)} n’est pas fini : il ne peut pas être clos. Rien n’a changé ; revenez le mois suivant.`,
    ({ month }) =>
      `${writeMonth(month, 'en')} is not over: it cannot be closed. Nothing changed; come back in the month after.`,
  ),
  EARLIER_MONTH_OPEN: errorOf<{ month: LocalDate; activity: string }>(
    'conflict',
    ({ month, activity }) =>
      `Le relevé ${writeOfMonth(month)} de ${activity} est encore ouvert. Rien n’a été clos ; commencez par lui, les mois se closent dans leur ordre.`,
    ({ month, activity }) =>
      `The statement of ${writeMonth(month, 'en')} of ${activity} is still open. Nothing was closed; close it first, months are closed in their order.`,
  ),
  ALREADY_CLOSED: errorOf(
    'conflict',
    () =>
      'Ce mois est déjà clos. Un relevé clos ne se rouvre pas : ce qui le concerne encore est compté dans le prochain mois ouvert.',
    () =>
      'This month is closed already. A closed statement is not reopened: what still concerns it is counted in the next open month.',
  ),
  FIGURES_CHANGED: errorOf<{ activity: string; seenCents: number; nowCents: number }>(
    'conflict',
    ({ activity, seenCents, nowCents }) =>
      `Le relevé de ${activity} est passé de ${writeCents(seenCents, 'fr')} à ${writeCents(nowCents, 'fr')} depuis que vous l’avez lu. Rien n’a été clos : relisez-le avant de clore.`,
    ({ activity, seenCents, nowCents }) =>
      `The statement of ${activity} went from ${writeCents(seenCents, 'en')} to ${writeCents(nowCents, 'en')} since you read it. Nothing was closed: read it again, then close.`,
  ),
  REASON_MISSING: errorOf(
    'invalid',
    () =>
      'Le motif est vide ou dépasse 500 caractères (des espaces ne suffisent pas). Rien n’a été enregistré ; écrivez-le, puis recommencez.',
    () =>
      'The reason is empty or longer than 500 characters (spaces are not enough). Nothing was recorded; write it, then try again.',
  ),
  RATE_REFUSED: errorOf(
    'invalid',
    () => 'Un taux va de 0 à 100 %. Rien n’a été enregistré ; corrigez-le.',
    () => 'A rate is between 0 and 100 %. Nothing was recorded; correct it.',
  ),
  VALUE_REFUSED: errorOf(
    'invalid',
    () =>
      'Un texte contient un caractère illisible, ou un nombre est trop grand. Rien n’a été enregistré ; corrigez la saisie et recommencez.',
    () =>
      'A text holds an unreadable character, or a number is too large. Nothing was recorded; correct what was entered and try again.',
  ),
  APPEND_ONLY: errorOf(
    'conflict',
    () => 'Ce qui est enregistré ici ne se modifie pas et ne s’efface pas. Rien n’a changé.',
    () => 'What is recorded here is neither changed nor deleted. Nothing changed.',
  ),
});
