import { defineErrors, errorOf, type Sentence } from '#kernel';

/** Every refusal of this room. Each sentence says what was asked, that nothing was kept, and what to do next. */
export const contractsErrors = defineErrors('CONTRACTS', {
  INVALID_FIELD: errorOf<{ field: string; value: string; expected: string; expectedEn: string }>(
    'invalid',
    ({ field, value, expected }) =>
      `Le champ « ${field} » ne peut pas valoir « ${value} » : ${expected} Rien n’a été enregistré.`,
    ({ field, value, expectedEn }) =>
      `Field “${field}” cannot be “${value}”: ${expectedEn} Nothing was recorded.`,
  ),
  VALUE_REFUSED: errorOf<{ constraint: string }>(
    'invalid',
    ({ constraint }) =>
      `La base refuse cette valeur (règle ${constraint}). Rien n’a été enregistré ; corrigez la valeur et recommencez.`,
    ({ constraint }) =>
      `The database refuses this value (rule ${constraint}). Nothing was recorded; correct the value and try again.`,
  ),
  NOT_FOUND: errorOf<{ thing: Thing; key: string | number }>(
    'notFound',
    ({ thing, key }) => `${things[thing].fr} ${key} n’existe pas. Vérifiez la référence.`,
    ({ thing, key }) => `${things[thing].en} ${key} does not exist. Check the reference.`,
  ),
  NO_OWN_ISSUER: errorOf(
    'conflict',
    () =>
      'La coopérative n’a pas encore d’émetteur à son nom : rien n’a été imprimé. Créez-le dans Réglages, Émetteurs, puis recommencez.',
    () =>
      'The cooperative has no issuer of its own yet: nothing was printed. Create it in Settings, Issuers, then try again.',
  ),
  CODE_TAKEN: errorOf<{ thing: Thing; code: string }>(
    'conflict',
    ({ thing, code }) =>
      `Le code ${code} est déjà pris (${things[thing].fr.toLowerCase()}). Rien n’a été enregistré ; choisissez un autre code, ou modifiez la fiche existante.`,
    ({ thing, code }) =>
      `Code ${code} is already taken (${things[thing].en.toLowerCase()}). Nothing was recorded; choose another code, or change the existing record.`,
  ),
  CHANGED_MEANWHILE: errorOf<{ thing: Thing; id: number; version: number }>(
    'conflict',
    ({ thing, version }) =>
      `${things[thing].fr} : la fiche a été modifiée depuis (version ${version}). Votre modification n’a pas été enregistrée ; relisez la fiche et recommencez.`,
    ({ thing, version }) =>
      `${things[thing].en}: the record was changed since (version ${version}). Your change was not recorded; read it again and retry.`,
  ),
  AMENDED_MEANWHILE: errorOf<{ line: number; fromRevision: number }>(
    'conflict',
    ({ fromRevision }) =>
      `Cette ligne a reçu un autre avenant depuis la révision ${fromRevision}. Le vôtre n’a pas été enregistré : relisez les conditions en vigueur, puis refaites l’avenant s’il a encore lieu d’être.`,
    ({ fromRevision }) =>
      `This line was amended by someone else since revision ${fromRevision}. Your amendment was not recorded: read the terms now in force, then make it again if it still applies.`,
  ),
  CARRIAGE_MOVED_MEANWHILE: errorOf<{ contract: number; fromRevision: number }>(
    'conflict',
    ({ fromRevision }) =>
      `Le portage de ce contrat a changé depuis la révision ${fromRevision}. Votre changement n’a pas été enregistré : relisez le portage, puis recommencez s’il y a lieu.`,
    ({ fromRevision }) =>
      `The carriage of this contract changed since revision ${fromRevision}. Your move was not recorded: read the carriage again, then retry if it still applies.`,
  ),
  TWIN_LINE: errorOf<{ service: string; line: string; contract: string; days: string; daysEn: string }>(
    'conflict',
    ({ service, line, contract, days }) =>
      `Ce client paie déjà « ${service} » par la ligne ${line} du contrat ${contract}, ${days}. Rien n’a été enregistré : résiliez d’abord cette ligne, changez les jours, ou donnez un autre nom à la prestation si c’en est une autre.`,
    ({ service, line, contract, daysEn }) =>
      `This client already pays for “${service}” through line ${line} of contract ${contract}, ${daysEn}. Nothing was recorded: cancel that line first, change the days, or name the service differently if it is another one.`,
  ),
  TERMS_OVERLAP: errorOf<{ day: string }>(
    'conflict',
    ({ day }) =>
      `Deux conditions de la ligne valent le même jour (${day}) : un jour n’a qu’un prix. Rien n’a été enregistré ; corrigez les périodes.`,
    ({ day }) =>
      `Two terms of the line hold on the same day (${day}): a day has one price. Nothing was recorded; correct the periods.`,
  ),
  CARRIAGE_OVERLAPS: errorOf(
    'conflict',
    () =>
      'Deux émetteurs porteraient ce contrat le même jour. Rien n’a été enregistré ; corrigez les périodes.',
    () => 'Two issuers would carry this contract on the same day. Nothing was recorded; correct the periods.',
  ),
  ONCE_TERM_CUT: errorOf<{ from: string; to: string; day: string }>(
    'conflict',
    ({ from, to, day }) =>
      `L’élément facturé en une fois du ${from} au ${to} (exclu) ne peut pas être coupé le ${day} : il est dû entier ou pas du tout. Rien n’a été enregistré ; choisissez un jour hors de cette période, ou faites un avoir.`,
    ({ from, to, day }) =>
      `The item billed once from ${from} to ${to} (excluded) cannot be cut on ${day}: it is owed whole or not at all. Nothing was recorded; choose a day outside of it, or make a credit note.`,
  ),
  CADENCE_KIND_CHANGED: errorOf(
    'conflict',
    () =>
      'Un abonnement ne devient pas un élément facturé en une fois, ni l’inverse. Rien n’a été enregistré ; résiliez la ligne et créez-en une autre.',
    () =>
      'A subscription does not become an item billed once, nor the reverse. Nothing was recorded; cancel the line and add another one.',
  ),
  NOTHING_CHANGES: errorOf<{ line: number }>(
    'conflict',
    () =>
      'Cet avenant ne change rien aux conditions de la ligne. Rien n’a été enregistré ; vérifiez les jours demandés.',
    () =>
      'This amendment changes nothing in the terms of the line. Nothing was recorded; check the days asked for.',
  ),
  TIME_LINE_NOT_PAUSED: errorOf<{ line: number }>(
    'conflict',
    () =>
      'Une ligne au temps passé ne se suspend pas : seul le temps saisi est facturé. Rien n’a été enregistré ; ne saisissez pas de temps, ou résiliez la ligne.',
    () =>
      'A line of worked time is not paused: only recorded time is billed. Nothing was recorded; record no time, or cancel the line.',
  ),
  NOT_A_TIME_LINE: errorOf<{ line: number }>(
    'conflict',
    () =>
      'On ne saisit du temps passé que sur une ligne de ce genre. Rien n’a été enregistré ; choisissez une autre ligne.',
    () => 'Worked time is recorded on a line of that kind only. Nothing was recorded; choose another line.',
  ),
  WORKED_TIME_OVERLAPS: errorOf<{ from: string; to: string }>(
    'conflict',
    ({ from, to }) =>
      `Du temps est déjà saisi du ${from} au ${to} (exclu). Rien n’a été enregistré ; corrigez cette saisie-là sur les mêmes jours, ou choisissez d’autres jours.`,
    ({ from, to }) =>
      `Time is already recorded from ${from} to ${to} (excluded). Nothing was recorded; correct that record on the same days, or choose other days.`,
  ),
  NO_RATE_ON_THESE_DAYS: errorOf<{ from: string; to: string }>(
    'conflict',
    ({ from, to }) =>
      `La ligne n’a pas un tarif unique du ${from} au ${to} (exclu). Rien n’a été enregistré ; saisissez le temps par période de tarif, ou donnez le prix.`,
    ({ from, to }) =>
      `The line has no single rate from ${from} to ${to} (excluded). Nothing was recorded; record the time per period of one rate, or give the price.`,
  ),
  LINE_NOT_CARRIED: errorOf<{ from: string; to: string }>(
    'conflict',
    ({ from, to }) =>
      `Aucun émetteur ne porte le contrat du ${from} au ${to} (exclu) : ces jours ne seraient jamais facturés. Rien n’a été enregistré ; étendez d’abord le portage, ou changez les jours.`,
    ({ from, to }) =>
      `No issuer carries the contract from ${from} to ${to} (excluded): these days would never be billed. Nothing was recorded; extend the carriage first, or change the days.`,
  ),
  CONTRACT_NOT_CARRIED_THEN: errorOf<{ day: string }>(
    'conflict',
    ({ day }) =>
      `Le portage du contrat est déjà terminé le ${day}. Rien n’a été enregistré ; choisissez un jour où le contrat est porté.`,
    ({ day }) =>
      `The carriage of the contract has ended before ${day}. Nothing was recorded; choose a day on which it is carried.`,
  ),
  TERMS_OF_ANOTHER_KIND: errorOf<{ kind: string }>(
    'invalid',
    ({ kind }) =>
      `Ces conditions ne conviennent pas à une ligne « ${kind} » : un abonnement a une cadence d’au moins un mois, un élément ponctuel est dû en une fois, un acompte en une fois et un seul jour. Rien n’a été enregistré.`,
    ({ kind }) =>
      `These terms do not suit a line of kind “${kind}”: a subscription has a cadence of a month or more, a one-off item is owed once, a deposit once and on one day. Nothing was recorded.`,
  ),
  UNBOUNDED_CYCLES: errorOf(
    'broken',
    () => 'On ne peut pas énumérer les périodes d’une ligne sans fin sans dire jusqu’à quel jour.',
    () => 'The cycles of an open-ended line cannot be listed without saying up to which day.',
  ),
  APPEND_ONLY: errorOf(
    'conflict',
    () => 'Ce qui a été convenu ne se réécrit pas. Rien n’a été modifié ; faites un avenant.',
    () => 'What was agreed is never rewritten. Nothing was changed; make an amendment.',
  ),
  IMPORT_REFUSED: errorOf<{ refusedCount: number; refused: readonly { line: number; reason: Sentence }[] }>(
    'conflict',
    ({ refusedCount, refused }) =>
      `Le fichier est refusé, rien n’a été importé : ${refusedCount} ligne(s) refusée(s), la première est la ligne ${refused[0]?.line ?? 0}. ${refused[0]?.reason.fr ?? ''} Corrigez le fichier et importez-le de nouveau.`,
    ({ refusedCount, refused }) =>
      `The file is refused, nothing was imported: ${refusedCount} line(s) refused, the first is line ${refused[0]?.line ?? 0}. ${refused[0]?.reason.en ?? ''} Correct the file and import it again.`,
  ),
  IMPORTED_OTHERWISE: errorOf<{ key: string }>(
    'conflict',
    ({ key }) =>
      `${key} a déjà été importé avec un autre contenu. Un contrat convenu ne se réécrit pas : faites un avenant dans Intendance, et retirez la ligne du fichier ou remettez son contenu d’origine.`,
    ({ key }) =>
      `${key} was imported before with other content. An agreed contract is not rewritten: make an amendment in Intendance, and remove the line from the file or restore its first content.`,
  ),
  SAME_KEY_TWICE: errorOf<{ key: string; line: number }>(
    'conflict',
    ({ key, line }) => `${key} figure déjà à la ligne ${line} du fichier. Gardez une seule des deux lignes.`,
    ({ key, line }) => `${key} already stands on line ${line} of the file. Keep one of the two lines.`,
  ),
});

const things = {
  issuer: { fr: 'L’émetteur', en: 'Issuer' },
  client: { fr: 'Le client', en: 'Client' },
  activity: { fr: 'L’activité', en: 'Activity' },
  contract: { fr: 'Le contrat', en: 'Contract' },
  line: { fr: 'La ligne de contrat', en: 'Contract line' },
  revision: { fr: 'La révision', en: 'Revision' },
} as const;

export type Thing = keyof typeof things;
