import { defineErrors, errorOf, type LocalDate, writeDate } from '#kernel';
import { FAR_FUTURE } from '#persistence';

/** Days as people write them, and everything else as it was typed. */
const typed = (value: string, language: 'fr' | 'en') =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) ? writeDate(value as LocalDate, language) : value;

/** Refusals on people, associates, bylaws and careers. Each sentence says that nothing was kept, and what to do next. */
export const membershipErrors = defineErrors('MEMBERSHIP', {
  INVALID_FIELD: errorOf<{
    /** As the API calls it. */
    field: string;
    fieldFr: string;
    fieldEn: string;
    value: string;
    expected: string;
    expectedEn: string;
  }>(
    'invalid',
    ({ fieldFr, value, expected }) =>
      value === ''
        ? `Le champ «\u00a0${fieldFr}\u00a0» est vide\u00a0: ${expected} Rien n’a été enregistré.`
        : `Le champ «\u00a0${fieldFr}\u00a0» ne peut pas valoir «\u00a0${typed(value, 'fr')}\u00a0»\u00a0: ${expected} Rien n’a été enregistré.`,
    ({ fieldEn, value, expectedEn }) =>
      value === ''
        ? `Field “${fieldEn}” is empty: ${expectedEn} Nothing was recorded.`
        : `Field “${fieldEn}” cannot be “${typed(value, 'en')}”: ${expectedEn} Nothing was recorded.`,
  ),
  VALUE_REFUSED: errorOf<{ constraint: string }>(
    'invalid',
    () =>
      'Cette saisie contredit ce que le registre peut porter. Rien n’a été enregistré\u202f; relisez les valeurs saisies et recommencez.',
    () =>
      'What was entered contradicts what the register can hold. Nothing was recorded; read the values again and retry.',
  ),
  FIELD_BLANK: errorOf<{ fieldFr: string; fieldEn: string }>(
    'invalid',
    ({ fieldFr }) =>
      `${fieldFr} ne contient que des espaces. Rien n’a été enregistré\u202f; complétez, ou laissez vide.`,
    ({ fieldEn }) =>
      `${fieldEn} holds nothing but spaces. Nothing was recorded; complete it, or leave it empty.`,
  ),
  PERSON_NOT_FOUND: errorOf<{ key: string | number }>(
    'notFound',
    ({ key }) => `La personne ${key} n’existe pas. Vérifiez la référence.`,
    ({ key }) => `Person ${key} does not exist. Check the reference.`,
  ),
  ASSOCIATE_NOT_FOUND: errorOf<{ key: string | number }>(
    'notFound',
    ({ key }) => `L’inscription ${key} au registre des associés n’existe pas. Vérifiez la référence.`,
    ({ key }) => `Associate ${key} does not exist. Check the reference.`,
  ),
  STATUS_NOT_FOUND: errorOf<{ key: string | number }>(
    'notFound',
    ({ key }) => `Le statut ${key} n’existe pas. Vérifiez la référence.`,
    ({ key }) => `Status ${key} does not exist. Check the reference.`,
  ),
  INTERVIEW_NOT_FOUND: errorOf<{ key: string | number }>(
    'notFound',
    ({ key }) => `L’entretien ${key} n’existe pas. Vérifiez la référence.`,
    ({ key }) => `Interview ${key} does not exist. Check the reference.`,
  ),
  CODE_TAKEN: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Le code ${code} est déjà celui d’une autre personne. Rien n’a été enregistré\u202f; choisissez un autre code, ou modifiez la fiche existante.`,
    ({ code }) =>
      `Code ${code} is another person’s already. Nothing was recorded; choose another code, or change the existing record.`,
  ),
  ACCOUNT_TAKEN: errorOf(
    'conflict',
    () =>
      'Ce compte est déjà relié à une autre personne. Rien n’a été enregistré\u202f; détachez-le d’abord de l’autre fiche.',
    () =>
      'This account is linked to another person already. Nothing was recorded; detach it from the other record first.',
  ),
  ACCOUNT_UNKNOWN: errorOf<{ account: number }>(
    'conflict',
    ({ account }) =>
      `Le compte ${account} n’existe pas. Rien n’a été enregistré\u202f; choisissez un compte de la liste, ou créez-le dans Réglages, Personnes.`,
    ({ account }) =>
      `Account ${account} does not exist. Nothing was recorded; choose an account of the list, or create it in Settings, People.`,
  ),
  CHANGED_MEANWHILE: errorOf<{ id: number; version: number }>(
    'conflict',
    ({ version }) =>
      `La fiche a été modifiée depuis (version ${version}). Votre modification n’a pas été enregistrée\u202f; relisez la fiche et recommencez.`,
    ({ version }) =>
      `The record was changed since (version ${version}). Your change was not recorded; read it again and retry.`,
  ),
  RECORDED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'Quelqu’un a enregistré entre-temps un fait sur les mêmes jours. Rien n’a été enregistré\u202f; relisez la fiche, puis recommencez.',
    () =>
      'Somebody recorded a fact on the same days meanwhile. Nothing was recorded; read the record again, then retry.',
  ),
  KIND_FIXED: errorOf(
    'conflict',
    () =>
      'Une personne physique ne devient pas une personne morale, ni l’inverse. Rien n’a été enregistré\u202f; créez une autre fiche.',
    () =>
      'A natural person does not become a legal one, nor the reverse. Nothing was recorded; create another record.',
  ),
  REGISTER_KEPT_FOR_LIFE: errorOf<{ name: string }>(
    'conflict',
    ({ name }) =>
      `${name} figure au registre des associés, qui se conserve toute la vie de la coopérative\u00a0: la fiche n’est pas effacée. Retirez seulement ce que le registre n’exige pas (téléphone, courriel).`,
    ({ name }) =>
      `${name} stands in the register of associates, which is kept for the life of the cooperative: the record is not erased. Only take out what the register does not need (telephone, e-mail).`,
  ),
  PERSON_IN_USE: errorOf<{ name: string }>(
    'conflict',
    ({ name }) =>
      `${name} a des faits enregistrés (statuts, entretiens ou parts)\u00a0: la fiche n’est pas effacée. Attendez la fin de leur durée de conservation.`,
    ({ name }) =>
      `${name} has recorded facts (statuses, interviews or shares): the record is not erased. Wait for the end of their retention.`,
  ),
  STATUS_OVERLAPS: errorOf<{ name: string }>(
    'conflict',
    ({ name }) =>
      `${name} a déjà un statut un de ces jours-là\u00a0: un jour n’a qu’un statut. Rien n’a été enregistré\u202f; terminez l’autre statut d’abord, ou changez les jours.`,
    ({ name }) =>
      `${name} has a status on one of these days already: a day has one status. Nothing was recorded; end the other status first, or change the days.`,
  ),
  STATUS_OF_NATURAL_PERSON: errorOf<{ name: string }>(
    'conflict',
    ({ name }) =>
      `${name} est une personne morale\u00a0: seules les personnes physiques ont un statut de travail. Rien n’a été enregistré\u202f; choisissez la personne qui travaille.`,
    ({ name }) =>
      `${name} is a legal person: only natural persons have a status of work. Nothing was recorded; choose the person who works.`,
  ),
  STATUS_ENDED_ALREADY: errorOf<{ on: LocalDate }>(
    'conflict',
    ({ on }) =>
      `Ce statut est déjà terminé${on === FAR_FUTURE ? '' : ` (${writeDate(on, 'fr')})`}, ou avait été annulé. Rien n’a été enregistré\u202f; annulez-le et saisissez-le de nouveau s’il est faux.`,
    ({ on }) =>
      `This status has ended already${on === FAR_FUTURE ? '' : ` (${writeDate(on, 'en')})`}, or was taken back. Nothing was recorded; take it back and record it again if it is wrong.`,
  ),
  STATUS_BEFORE_BIRTH: errorOf<{ name: string; day: string; dayEn: string }>(
    'conflict',
    ({ name, day }) =>
      `La date de naissance de ${name} (${day}) ne précède pas le début d’un statut de travail. Rien n’a été enregistré\u202f; corrigez l’une des deux dates.`,
    ({ name, dayEn }) =>
      `The day of birth of ${name} (${dayEn}) does not precede the first day of a status of work. Nothing was recorded; correct one of the two days.`,
  ),
  STATUS_ENDS_BEFORE_START: errorOf<{ day: string; dayEn: string }>(
    'invalid',
    ({ day }) =>
      `Le statut finirait avant d’avoir commencé, le ${day}. Rien n’a été enregistré\u202f; corrigez la date, ou annulez le statut s’il est faux.`,
    ({ dayEn }) =>
      `The status would end before it began, on ${dayEn}. Nothing was recorded; correct the day, or take the status back if it is wrong.`,
  ),
  TRIAL_ENDS_BEFORE_START: errorOf<{ day: string; dayEn: string }>(
    'invalid',
    ({ day }) =>
      `L’essai finirait avant le début du statut, le ${day}. Rien n’a été enregistré\u202f; corrigez la fin de l’essai, ou laissez-la vide.`,
    ({ dayEn }) =>
      `The trial would end before the status begins, on ${dayEn}. Nothing was recorded; correct the end of the trial, or leave it empty.`,
  ),
  ASSOCIATE_ALREADY: errorOf<{ name: string; number: number; since: string; sinceEn: string }>(
    'conflict',
    ({ name, number, since }) =>
      `${name} est déjà au registre sous le n°\u00a0${number} depuis le ${since}. Rien n’a été enregistré\u202f; enregistrez d’abord sa sortie s’il s’agit d’une nouvelle admission.`,
    ({ name, number, sinceEn }) =>
      `${name} stands in the register under no. ${number} since ${sinceEn} already. Nothing was recorded; record the exit first if this is a new admission.`,
  ),
  ADMISSION_BEFORE_DECISION: errorOf<{ decidedOn: LocalDate; effectiveOn: LocalDate }>(
    'invalid',
    ({ decidedOn, effectiveOn }) =>
      `L’effet (${writeDate(effectiveOn, 'fr')}) précède la décision (${writeDate(decidedOn, 'fr')})\u00a0: nul n’entre ni ne sort avant qu’on l’ait décidé. Rien n’a été enregistré\u202f; corrigez l’une des deux dates.`,
    ({ decidedOn, effectiveOn }) =>
      `The effect (${writeDate(effectiveOn, 'en')}) precedes the decision (${writeDate(decidedOn, 'en')}): nobody enters or leaves before it was decided. Nothing was recorded; correct one of the two days.`,
  ),
  CATEGORY_UNKNOWN: errorOf<{ code: string; day: string; dayEn: string; known: string }>(
    'conflict',
    ({ code, day, known }) =>
      `Les statuts en vigueur le ${day} n’ont pas de catégorie «\u00a0${code}\u00a0». Rien n’a été enregistré\u202f; choisissez parmi\u00a0: ${known}.`,
    ({ code, dayEn, known }) =>
      `The bylaws in force on ${dayEn} have no category “${code}”. Nothing was recorded; choose among: ${known}.`,
  ),
  COLLEGE_UNKNOWN: errorOf<{ code: string; day: string; dayEn: string; known: string }>(
    'conflict',
    ({ code, day, known }) =>
      `Les statuts en vigueur le ${day} n’ont pas de collège «\u00a0${code}\u00a0». Rien n’a été enregistré\u202f; choisissez parmi\u00a0: ${known}.`,
    ({ code, dayEn, known }) =>
      `The bylaws in force on ${dayEn} have no college “${code}”. Nothing was recorded; choose among: ${known}.`,
  ),
  COLLEGE_MISSING: errorOf<{ day: string; dayEn: string; known: string }>(
    'invalid',
    ({ day, known }) =>
      `Les statuts en vigueur le ${day} répartissent les associés en collèges\u00a0: il en faut un (${known}). Rien n’a été enregistré.`,
    ({ dayEn, known }) =>
      `The bylaws in force on ${dayEn} place associates in colleges: one is needed (${known}). Nothing was recorded.`,
  ),
  NO_BYLAWS: errorOf<{ day: string; dayEn: string }>(
    'conflict',
    ({ day }) =>
      `Aucuns statuts ne sont enregistrés pour le ${day}\u00a0: les catégories ne sont pas connues. Rien n’a été enregistré\u202f; enregistrez d’abord les statuts.`,
    ({ dayEn }) =>
      `No bylaws are recorded for ${dayEn}: the categories are not known. Nothing was recorded; record the bylaws first.`,
  ),
  TWO_CATEGORIES_A_DAY: errorOf(
    'conflict',
    () =>
      'Une inscription n’a qu’une catégorie et qu’un collège par jour. Rien n’a été enregistré\u202f; relisez les périodes, puis choisissez un jour postérieur au dernier changement.',
    () =>
      'An associate has one category and one college a day. Nothing was recorded; read the periods again, then choose a day after the last change.',
  ),
  CHANGE_AFTER_LAST: errorOf<{ day: string; dayEn: string }>(
    'conflict',
    ({ day }) =>
      `Le changement doit être postérieur au dernier, du ${day}. Rien n’a été enregistré\u202f; choisissez un jour plus tardif.`,
    ({ dayEn }) =>
      `The change must come after the last one, of ${dayEn}. Nothing was recorded; choose a later day.`,
  ),
  NOTHING_CHANGES: errorOf(
    'conflict',
    () => 'Rien ne change\u00a0: c’est déjà le cas. Rien n’a été enregistré.',
    () => 'Nothing changes: it is so already. Nothing was recorded.',
  ),
  NOT_ASSOCIATE_THEN: errorOf<{ name: string; day: string; dayEn: string }>(
    'conflict',
    ({ name, day }) =>
      `${name} n’a pas la qualité d’associé le ${day}. Rien n’a été enregistré\u202f; choisissez un jour entre l’admission et la sortie.`,
    ({ name, dayEn }) =>
      `${name} is no associate on ${dayEn}. Nothing was recorded; choose a day between admission and exit.`,
  ),
  EXITED_ALREADY: errorOf<{ name: string; day: string; dayEn: string }>(
    'conflict',
    ({ name, day }) =>
      `La sortie de ${name} est déjà enregistrée, au ${day}. Rien n’a été modifié\u202f; annulez cette sortie d’abord si elle est fausse.`,
    ({ name, dayEn }) =>
      `The exit of ${name} is recorded already, on ${dayEn}. Nothing was changed; take that exit back first if it is wrong.`,
  ),
  EXCLUSION_UNDECIDED: errorOf(
    'invalid',
    () =>
      'Une exclusion est décidée par un organe de la coopérative (art. L231-6 du Code de commerce). Rien n’a été enregistré\u202f; dites lequel.',
    () =>
      'An exclusion is decided by a body of the cooperative (art. L231-6 of the Code de commerce). Nothing was recorded; say by which.',
  ),
  ADMISSION_CORRECTED: errorOf<{ name: string; number: number }>(
    'conflict',
    ({ name, number }) =>
      `L’admission n°\u00a0${number} (${name}) a été annulée comme saisie par erreur\u00a0: elle ne compte plus. Rien n’a été enregistré\u202f; enregistrez une nouvelle admission s’il y a lieu.`,
    ({ name, number }) =>
      `Admission no. ${number} (${name}) was taken back as a mistake: it counts no more. Nothing was recorded; record a new admission if it applies.`,
  ),
  LEFT_SINCE: errorOf<{ name: string; day: string; dayEn: string }>(
    'conflict',
    ({ name, day }) =>
      `Une sortie est enregistrée au ${day} pour ${name}\u00a0: elle suppose l’admission. Rien n’a été annulé\u202f; annulez d’abord la sortie.`,
    ({ name, dayEn }) =>
      `An exit of ${name} is recorded on ${dayEn}: it supposes the admission. Nothing was taken back; take the exit back first.`,
  ),
  SHARES_WERE_HELD: errorOf<{ day: string; dayEn: string; quantity: number }>(
    'conflict',
    ({ day, quantity }) =>
      `Le registre porte ${quantity} ${quantity > 1 ? 'parts détenues' : 'part détenue'} depuis le ${day} à ce titre. Rien n’a été annulé\u202f; annulez d’abord ce qui les a fait entrer (versement saisi par erreur, cession), ou enregistrez une sortie.`,
    ({ dayEn, quantity }) =>
      `The register shows ${quantity} ${quantity > 1 ? 'shares' : 'share'} held since ${dayEn} in this capacity. Nothing was taken back; undo first what made them enter (a payment entered by mistake, a transfer), or record an exit.`,
  ),
  NO_EXIT: errorOf<{ name: string }>(
    'conflict',
    ({ name }) =>
      `Aucune sortie n’est enregistrée pour ${name}. Rien n’a été annulé\u202f; relisez la fiche.`,
    ({ name }) => `No exit of ${name} is recorded. Nothing was taken back; read the record again.`,
  ),
  ADMITTED_SINCE: errorOf<{ name: string; number: number; day: string; dayEn: string }>(
    'conflict',
    ({ name, number, day }) =>
      `Une nouvelle admission, n°\u00a0${number} du ${day}, suit cette sortie de ${name}. Rien n’a été annulé\u202f; annulez d’abord cette admission si elle est fausse aussi.`,
    ({ name, number, dayEn }) =>
      `A further admission, no. ${number} of ${dayEn}, follows this exit of ${name}. Nothing was taken back; take that admission back first if it is wrong too.`,
  ),
  REVISION_KNOWN: errorOf<{ day: string; dayEn: string }>(
    'conflict',
    ({ day }) =>
      `Une révision coopérative est déjà enregistrée au ${day}. Rien n’a été enregistré de plus\u202f; corrigez la date s’il s’agit d’une autre.`,
    ({ dayEn }) =>
      `A révision coopérative is recorded on ${dayEn} already. Nothing more was recorded; correct the day if it is another one.`,
  ),
  NUMBER_TAKEN: errorOf<{ number: number }>(
    'conflict',
    ({ number }) =>
      `Le n°\u00a0${number} du registre des associés est déjà pris. Rien n’a été enregistré\u202f; laissez le numéro vide pour prendre le suivant.`,
    ({ number }) =>
      `No. ${number} of the register of associates is taken. Nothing was recorded; leave the number empty to take the next one.`,
  ),
  BYLAWS_BREAK_THE_LAW: errorOf<{
    offences: readonly { rule: string; fr: string; en: string }[];
    count: number;
  }>(
    'conflict',
    ({ offences, count }) =>
      `Ces statuts franchissent ${count > 1 ? `${count} limites légales` : 'une limite légale'}. ${offences.map(({ fr }) => fr).join(' ')} Rien n’a été enregistré\u202f; corrigez, puis recommencez.`,
    ({ offences, count }) =>
      `These bylaws break ${count > 1 ? `${count} legal bounds` : 'a legal bound'}. ${offences.map(({ en }) => en).join(' ')} Nothing was recorded; correct them, then try again.`,
  ),
  BYLAWS_CHANGED_MEANWHILE: errorOf<{ from: string; revision: number | null }>(
    'conflict',
    ({ revision }) =>
      `Quelqu’un a enregistré une autre révision de ces statuts${revision === null ? '' : ` (révision ${revision})`}. La vôtre n’a pas été enregistrée\u202f; relisez, puis recommencez.`,
    ({ revision }) =>
      `Somebody recorded another revision of these bylaws${revision === null ? '' : ` (revision ${revision})`}. Yours was not recorded; read again, then retry.`,
  ),
  INTERVIEW_SIGNED_ALREADY: errorOf(
    'conflict',
    () => 'Cet entretien est déjà signé. Rien n’a été modifié.',
    () => 'This interview is signed already. Nothing was changed.',
  ),
  DAY_IN_THE_FUTURE: errorOf<{ day: string; dayEn: string }>(
    'invalid',
    ({ day }) =>
      `Le ${day} est encore à venir\u00a0: on n’enregistre que ce qui a eu lieu. Rien n’a été enregistré\u202f; corrigez la date.`,
    ({ dayEn }) =>
      `${dayEn} is still to come: only what took place is recorded. Nothing was recorded; correct the day.`,
  ),
  NO_SHARES: errorOf<{ name: string }>(
    'conflict',
    ({ name }) =>
      `${name} ne détient aucune part aujourd’hui\u00a0: il n’y a rien à attester. Le registre des mouvements dit ce qui fut détenu.`,
    ({ name }) =>
      `${name} holds no share today: there is nothing to certify. The register of movements says what was held.`,
  ),
  NO_OWN_RECORD: errorOf(
    'notFound',
    () =>
      'Votre compte n’est relié à aucune personne du registre. Demandez à votre équipe d’appui de le relier à votre fiche.',
    () =>
      'Your account is linked to nobody in the register. Ask your support team to link it to your record.',
  ),
  APPEND_ONLY: errorOf(
    'conflict',
    () =>
      'Les registres de la coopérative ne se réécrivent pas. Rien n’a été modifié\u202f; enregistrez le fait qui corrige.',
    () =>
      'The registers of the cooperative are not rewritten. Nothing was changed; record the fact that corrects.',
  ),
});
