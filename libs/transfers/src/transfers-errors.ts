import { defineErrors, errorOf, type LocalDate, writeDate } from '#kernel';

const MOST_QUOTED = 3;
const firstOf = <T>(all: readonly T[]): T[] => [...all].filter((_, at) => at < MOST_QUOTED);

export const transfersErrors = defineErrors('TRANSFERS', {
  NOT_FOUND: errorOf<{ what: 'dossier' | 'reading' | 'document' | 'draft'; id: string | number }>(
    'notFound',
    ({ id }) => `Ce dossier de rapatriement, ou ce qu’il contient, n’existe pas (${id}). Revenez à la liste.`,
    ({ id }) => `This transfer, or what it holds, does not exist (${id}). Go back to the list.`,
  ),
  NO_CONTRACT: errorOf(
    'invalid',
    () => 'Choisissez au moins un contrat à rapatrier. Rien n’a été enregistré.',
    () => 'Choose at least one contract to move. Nothing was recorded.',
  ),
  CARRIED_BY_SEVERAL: errorOf<{ contracts: readonly string[]; day: LocalDate }>(
    'conflict',
    ({ contracts, day }) =>
      'Un dossier rapatrie des contrats qu’un même émetteur, autre que le repreneur, porte à la date de bascule et ' +
      `jusqu’à leur fin. Au ${writeDate(day, 'fr')}, ce n’est pas le cas de : ${contracts.join(', ')}. ` +
      'Rien n’a été enregistré ; ouvrez un dossier par émetteur, ou changez la date.',
    ({ contracts, day }) =>
      `On ${writeDate(day, 'en')}, these contracts are not carried by one and the same other issuer to their end: ` +
      `${contracts.join(', ')}. Nothing was recorded; open one transfer for each issuer, or change the day.`,
  ),
  NO_LINE: errorOf<{ contracts: readonly string[] }>(
    'conflict',
    ({ contracts }) =>
      `Aucune ligne à facturer dans : ${contracts.join(', ')}. Rien n’a été enregistré ; ajoutez une ligne à ce contrat, ou retirez-le du choix.`,
    ({ contracts }) =>
      `No line to bill in: ${contracts.join(', ')}. Nothing was recorded; add a line to that contract, or take it out of the choice.`,
  ),
  MOVES_TOO_LATE: errorOf<{ day: LocalDate; last: LocalDate }>(
    'invalid',
    ({ day, last }) =>
      `Le ${writeDate(day, 'fr')} est trop loin pour une bascule : le ${writeDate(last, 'fr')} au plus tard. Rien n’a été enregistré ; vérifiez l’année.`,
    ({ day, last }) =>
      `${writeDate(day, 'en')} is too far ahead for a switch: ${writeDate(last, 'en')} at the latest. Nothing was recorded; check the year.`,
  ),
  ISSUER_OUTSIDE: errorOf<{ issuer: string }>(
    'conflict',
    ({ issuer }) =>
      `${issuer} est un émetteur extérieur : il ne facture pas ici. Choisissez l’émetteur de votre coopérative.`,
    ({ issuer }) =>
      `${issuer} is an outside issuer: it does not bill here. Choose your cooperative’s own issuer.`,
  ),
  CONTRACT_IN_ANOTHER: errorOf<{ contract: string; dossier: string }>(
    'conflict',
    ({ contract, dossier }) =>
      `Le contrat ${contract} est déjà dans le dossier ${dossier}, qui est en cours. Rien n’a été enregistré ; ` +
      'terminez ou annulez ce dossier, ou retirez-en le contrat.',
    ({ contract, dossier }) =>
      `Contract ${contract} is already in transfer ${dossier}, which is under way. Nothing was recorded; close or undo ` +
      'that transfer, or take the contract out of it.',
  ),
  CHANGED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'Le dossier, ses contrats ou ce qui a été facturé ont changé depuis que vous l’avez lu. Rien n’a été modifié ; relisez et recommencez.',
    () =>
      'The transfer, its contracts or what was billed have changed since you read them. Nothing was changed; read again and start over.',
  ),
  CONFLICTS_UNREAD: errorOf(
    'conflict',
    () =>
      'Ce que chaque côté a facturé n’a pas été relu pour ce choix de contrats et de date. Rien n’a été basculé ; confirmez la lecture de l’étape « Facturé de part et d’autre ».',
    () =>
      'What each side has billed was not read for this choice of contracts and day. Nothing was switched; confirm the step “Billed on both sides”.',
  ),
  CONFLICT_UNDECIDED: errorOf<{
    line: string;
    sentence: string;
    sentenceEn: string;
    /** The former issuer, where it bills here: none of its invoices is to be imported. */
    inHouse: string | null;
  }>(
    'conflict',
    ({ line, sentence, inHouse }) =>
      `Il reste à décider pour ${line} : ${sentence} Rien n’a été basculé ; ` +
      `${inHouse === null ? 'importez la facture manquante' : `facturez ces jours par une campagne de ${inHouse}`} ou dites qui facture ces jours.`,
    ({ line, sentenceEn, inHouse }) =>
      `Something is left to decide for ${line}: ${sentenceEn} Nothing was switched; ` +
      `${inHouse === null ? 'import the missing invoice' : `bill these days in a run of ${inHouse}`} or say who bills these days.`,
  ),
  NOT_IN_CONFLICT: errorOf(
    'conflict',
    () => 'Il n’y a rien à décider pour ces jours. Rien n’a été enregistré ; relisez l’étape.',
    () => 'There is nothing to decide for these days. Nothing was recorded; read the step again.',
  ),
  OVER: errorOf<{ dossier: string }>(
    'conflict',
    ({ dossier }) =>
      `Le dossier ${dossier} est terminé ou annulé : il ne change plus. Rien n’a été modifié ; ouvrez-en un autre au besoin.`,
    ({ dossier }) =>
      `Transfer ${dossier} is closed or undone: it changes no more. Nothing was changed; open another one if needed.`,
  ),
  ALREADY_SWITCHED: errorOf<{ dossier: string }>(
    'conflict',
    ({ dossier }) =>
      `Les contrats du dossier ${dossier} ont déjà été basculés. Rien n’a été modifié ; annulez la bascule pour revenir en arrière.`,
    ({ dossier }) =>
      `The contracts of transfer ${dossier} were switched already. Nothing was changed; undo the switch to go back.`,
  ),
  NOT_SWITCHED: errorOf<{ dossier: string }>(
    'conflict',
    ({ dossier }) =>
      `Les contrats du dossier ${dossier} n’ont pas encore été basculés. Rien n’a été modifié.`,
    ({ dossier }) => `The contracts of transfer ${dossier} were not switched yet. Nothing was changed.`,
  ),
  BILLED_SINCE: errorOf<{ number: string; issuedOn: LocalDate; issuer: string }>(
    'conflict',
    ({ number, issuedOn, issuer }) =>
      `La bascule ne peut plus être annulée : ${issuer} a facturé depuis, facture ${number} du ${writeDate(issuedOn, 'fr')}. ` +
      'Le portage est gardé ; émettez d’abord un avoir de cette facture, puis recommencez.',
    ({ number, issuedOn, issuer }) =>
      `The switch can no longer be undone: ${issuer} has billed since, invoice ${number} of ${writeDate(issuedOn, 'en')}. ` +
      'The carriage is kept; credit that invoice first, then start over.',
  ),
  MOVED_SINCE: errorOf<{ contract: string }>(
    'conflict',
    ({ contract }) =>
      `Le portage du contrat ${contract} a changé depuis la bascule. Rien n’a été annulé ; corrigez-le depuis la fiche du contrat.`,
    ({ contract }) =>
      `The carriage of contract ${contract} has changed since the switch. Nothing was undone; mend it on the contract’s page.`,
  ),
  FILE_UNREADABLE: errorOf<{ reason: string; reasonEn: string }>(
    'invalid',
    ({ reason }) =>
      `Le fichier n’a pas pu être lu : ${reason} Rien n’a été enregistré ; attendu : CSV, PDF Factur-X ou XML CII, de 10 Mo au plus.`,
    ({ reasonEn }) =>
      `The file could not be read: ${reasonEn} Nothing was recorded; expected: CSV, Factur-X PDF or CII XML, of 10 MB at the most.`,
  ),
  LINES_REFUSED: errorOf<{
    refusals: readonly { readonly place: string; readonly reason: string; readonly reasonEn: string }[];
  }>(
    'invalid',
    ({ refusals }) =>
      `Le fichier n’est pas repris, rien n’a été enregistré. ${firstOf(refusals)
        .map(({ place, reason }) => `${place} : ${reason}`)
        .join(' ')}`,
    ({ refusals }) =>
      `The file is not taken over, nothing was recorded. ${firstOf(refusals)
        .map(({ place, reasonEn }) => `${place}: ${reasonEn}`)
        .join(' ')}`,
  ),
  FIELD: errorOf<{ reason: string; reasonEn: string }>(
    'invalid',
    ({ reason }) => `Rien n’a été enregistré : ${reason}`,
    ({ reasonEn }) => `Nothing was recorded: ${reasonEn}`,
  ),
});
