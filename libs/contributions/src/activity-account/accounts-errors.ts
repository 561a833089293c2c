import { defineErrors, errorOf, type LocalDate, type Sentence, writeCents, writeDate } from '#kernel';
import { writeOfMonth, writeMonth } from '../write-month.js';

/** What a line of a file is refused for; that nothing was kept is said once, of the whole file. */
export function reasonAlone({ fr, en }: Sentence): Sentence {
  return {
    fr: fr.replace(/ Rien n’a été enregistré[^.]*\.$/, ''),
    en: en.replace(/ Nothing was recorded[^.]*\.$/, ''),
  };
}

const rate = (basisPoints: number, language: 'fr' | 'en') =>
  (basisPoints / 100).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB');

/** Every refusal of activity accounts, costs and expense sheets. */
export const accountsErrors = defineErrors('ACCOUNTS', {
  SHEET_NOT_FOUND: errorOf<{ sheet: number }>(
    'notFound',
    ({ sheet }) => `La note de frais ${sheet} n’existe pas. Vérifiez la référence.`,
    ({ sheet }) => `Expense sheet ${sheet} does not exist. Check the reference.`,
  ),
  LINE_NOT_FOUND: errorOf<{ line: number }>(
    'notFound',
    ({ line }) => `La ligne de frais ${line} n’existe pas. Vérifiez la référence.`,
    ({ line }) => `Expense line ${line} does not exist. Check the reference.`,
  ),
  RECEIPT_NOT_FOUND: errorOf<{ receipt: number }>(
    'notFound',
    ({ receipt }) => `Le justificatif ${receipt} n’existe pas. Vérifiez la référence.`,
    ({ receipt }) => `Receipt ${receipt} does not exist. Check the reference.`,
  ),
  ACTIVITY_NOT_FOUND: errorOf<{ activity: number | string }>(
    'notFound',
    ({ activity }) => `L’activité ${activity} n’existe pas. Vérifiez la référence.`,
    ({ activity }) => `Activity ${activity} does not exist. Check the reference.`,
  ),
  COST_NOT_FOUND: errorOf<{ cost: number }>(
    'notFound',
    ({ cost }) => `L’écriture ${cost} n’existe pas. Vérifiez la référence.`,
    ({ cost }) => `Entry ${cost} does not exist. Check the reference.`,
  ),
  MONTH_NOT_FOUND: errorOf<{ month: LocalDate }>(
    'notFound',
    ({ month }) =>
      `Le compte de cette activité n’a rien en ${writeMonth(month, 'fr')}. Choisissez un mois entre son premier mouvement et le mois courant.`,
    ({ month }) =>
      `The account of this activity has nothing in ${writeMonth(month, 'en')}. Choose a month between its first movement and the current one.`,
  ),
  ALREADY_REVERSED: errorOf<{ cost: number }>(
    'conflict',
    () =>
      'Cette écriture est déjà contre-passée. Rien n’a été enregistré ; saisissez la bonne écriture si ce n’est pas fait.',
    () =>
      'This entry is reversed already. Nothing was recorded; enter the right one if that is not done yet.',
  ),
  REVERSAL_NOT_REVERSED: errorOf<{ cost: number }>(
    'conflict',
    () =>
      'Une contre-passation ne se contre-passe pas. Rien n’a été enregistré ; saisissez de nouveau l’écriture.',
    () => 'A reversal is not reversed. Nothing was recorded; enter the original again.',
  ),
  APPEND_ONLY: errorOf(
    'conflict',
    () => 'Ce qui est enregistré ne se réécrit pas. Rien n’a été modifié ; faites une contre-passation.',
    () => 'What is recorded is never rewritten. Nothing was changed; make a reversal.',
  ),
  OPENING_REPLACED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'L’ouverture de ce compte a été changée entre-temps. La vôtre n’a pas été enregistrée ; relisez-la, puis recommencez s’il y a lieu.',
    () =>
      'The opening of this account was changed meanwhile. Yours was not recorded; read it again, then retry if it still applies.',
  ),
  SHEET_SUBMITTED: errorOf(
    'conflict',
    () =>
      'Cette note de frais est déjà soumise : elle ne se modifie plus. Rien n’a été changé ; attendez la décision, ou faites une autre note.',
    () =>
      'This expense sheet is submitted: it is no longer changed. Nothing was changed; wait for the decision, or make another sheet.',
  ),
  SHEET_EMPTY: errorOf(
    'conflict',
    () => 'Cette note n’a aucune ligne. Elle reste en brouillon ; ajoutez une dépense, puis soumettez-la.',
    () => 'This sheet has no line. It stays a draft; add an expense, then submit it.',
  ),
  RECEIPT_MISSING: errorOf(
    'conflict',
    () =>
      'Il manque un justificatif. La note reste en brouillon ; ajoutez la photo ou le PDF de chaque dépense, puis soumettez-la.',
    () =>
      'A receipt is missing. The sheet stays a draft; add the photo or the PDF of each expense, then submit it.',
  ),
  RECEIPT_REFUSED: errorOf(
    'invalid',
    () =>
      'Ce fichier n’est pas un justificatif lisible : il faut un PDF, un JPEG ou un PNG entier, quel que soit son nom. Rien n’a été enregistré ; reprenez la photo ou exportez le document en PDF.',
    () =>
      'This file is no readable receipt: a whole PDF, JPEG or PNG is needed, whatever its name. Nothing was recorded; take the photo again or export the document as PDF.',
  ),
  RECEIPT_TOO_LARGE: errorOf(
    'invalid',
    () =>
      'Ce justificatif dépasse 10 Mo. Rien n’a été enregistré ; réduisez la photo, ou envoyez un PDF plus léger.',
    () => 'This receipt is larger than 10 MB. Nothing was recorded; shrink the photo, or send a lighter PDF.',
  ),
  SHEET_NOT_SUBMITTED: errorOf(
    'conflict',
    () =>
      'Cette note de frais n’est pas en attente de décision : elle est en brouillon, ou déjà décidée. Rien n’a été enregistré ; relisez son état.',
    () =>
      'This expense sheet waits for no decision: it is a draft, or decided already. Nothing was recorded; read its state again.',
  ),
  SHEET_NOT_REFUSED: errorOf(
    'conflict',
    () => 'Seule une note refusée se corrige et se renvoie. Rien n’a été enregistré ; relisez son état.',
    () => 'Only a refused sheet is corrected and sent again. Nothing was recorded; read its state again.',
  ),
  SHEET_ALREADY_CORRECTED: errorOf(
    'conflict',
    () =>
      'Cette note a déjà sa note corrigée. Rien n’a été enregistré ; ouvrez celle-là depuis la note refusée.',
    () =>
      'This sheet has its corrected sheet already. Nothing was recorded; open that one from the refused sheet.',
  ),
  SHEET_NOT_APPROVED: errorOf(
    'conflict',
    () =>
      'Seule une note validée et pas encore remboursée se rembourse. Rien n’a été enregistré ; relisez son état.',
    () =>
      'Only a sheet that is approved and not yet paid back is paid back. Nothing was recorded; read its state again.',
  ),
  OWN_SHEET: errorOf(
    'forbidden',
    () =>
      'Personne ne valide ses propres frais. Rien n’a été enregistré ; demandez à quelqu’un d’autre de l’équipe d’appui.',
    () => 'Nobody approves their own expenses. Nothing was recorded; ask somebody else of the support team.',
  ),
  REIMBURSED_BEFORE_APPROVAL: errorOf<{ approvedOn: LocalDate }>(
    'invalid',
    ({ approvedOn }) =>
      `La note a été validée le ${writeDate(approvedOn, 'fr')} : elle ne peut pas être remboursée avant. Rien n’a été enregistré ; corrigez le jour.`,
    ({ approvedOn }) =>
      `The sheet was approved on ${writeDate(approvedOn, 'en')}: it cannot be paid back before. Nothing was recorded; correct the day.`,
  ),
  DAY_TO_COME: errorOf<{ day: LocalDate }>(
    'invalid',
    ({ day }) =>
      `Le ${writeDate(day, 'fr')} est à venir. Rien n’a été enregistré ; donnez le jour où cela a eu lieu.`,
    ({ day }) =>
      `${writeDate(day, 'en')} is yet to come. Nothing was recorded; give the day on which it took place.`,
  ),
  MONTH_TO_COME: errorOf<{ month: LocalDate }>(
    'invalid',
    ({ month }) =>
      `Le mois ${writeOfMonth(month)} est à venir : sa paie n’a encore rien coûté. Rien n’a été enregistré ; donnez le mois courant ou un mois passé.`,
    ({ month }) =>
      `${writeMonth(month, 'en')} is yet to come: its pay has cost nothing so far. Nothing was recorded; give the current month or an earlier one.`,
  ),
  VAT_ABOVE_HIGHEST_RATE: errorOf<{
    netCents: number;
    vatCents: number;
    highestCents: number;
    rateBasisPoints: number;
  }>(
    'invalid',
    ({ netCents, vatCents, highestCents, rateBasisPoints }) =>
      `La TVA de ${writeCents(vatCents, 'fr')} dépasse ce que permet le taux le plus élevé : ${rate(rateBasisPoints, 'fr')} % de ${writeCents(netCents, 'fr')} font ${writeCents(highestCents, 'fr')}. Rien n’a été enregistré ; corrigez le montant HT ou la TVA.`,
    ({ netCents, vatCents, highestCents, rateBasisPoints }) =>
      `VAT of ${writeCents(vatCents, 'en')} is more than the highest rate allows: ${rate(rateBasisPoints, 'en')} % of ${writeCents(netCents, 'en')} are ${writeCents(highestCents, 'en')}. Nothing was recorded; correct the net amount or the VAT.`,
  ),
  MILEAGE_INCOMPLETE: errorOf(
    'invalid',
    () =>
      'Des frais kilométriques se disent en kilomètres et en puissance fiscale, sans montant ; les autres dépenses en montant, sans kilomètres. Rien n’a été enregistré ; corrigez la ligne.',
    () =>
      'Mileage is told in kilometres and fiscal power, without an amount; other expenses by their amount, without kilometres. Nothing was recorded; correct the line.',
  ),
  NO_MILEAGE_SCALE: errorOf<{ day: LocalDate }>(
    'invalid',
    ({ day }) =>
      `Aucun barème kilométrique n’est connu pour le ${writeDate(day, 'fr')}. Rien n’a été enregistré ; vérifiez le jour.`,
    ({ day }) =>
      `No mileage scale is known for ${writeDate(day, 'en')}. Nothing was recorded; check the day.`,
  ),
  TEXT_MISSING: errorOf(
    'invalid',
    () =>
      'Un libellé est vide ou dépasse 200 caractères (des espaces ne suffisent pas). Rien n’a été enregistré ; écrivez-le, puis recommencez.',
    () =>
      'A label is empty or longer than 200 characters (spaces are not enough). Nothing was recorded; write it, then try again.',
  ),
  REASON_MISSING: errorOf(
    'invalid',
    () =>
      'Le motif est vide ou dépasse 500 caractères (des espaces ne suffisent pas). Rien n’a été enregistré ; écrivez-le, puis recommencez.',
    () =>
      'The reason is empty or longer than 500 characters (spaces are not enough). Nothing was recorded; write it, then try again.',
  ),
  DAY_REFUSED: errorOf(
    'invalid',
    () =>
      'Ce jour ne convient pas : il faut une date entre 2000 et 2099, et le premier d’un mois pour un mois ou une ouverture. Rien n’a été enregistré ; corrigez-le.',
    () =>
      'This day does not fit: it must lie between 2000 and 2099, and be the first of a month for a month or an opening. Nothing was recorded; correct it.',
  ),
  RECEIPT_CHANGED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'Un justificatif vient d’être ajouté à cette ligne. Le vôtre n’a pas été gardé ; relisez la ligne, puis remplacez-le s’il y a lieu.',
    () =>
      'A receipt was just added to this line. Yours was not kept; read the line again, then replace it if need be.',
  ),
  VALUE_REFUSED: errorOf(
    'invalid',
    () =>
      'Un texte contient un caractère illisible, ou un nombre est trop grand. Rien n’a été enregistré ; corrigez la saisie et recommencez.',
    () =>
      'A text holds an unreadable character, or a number is too large. Nothing was recorded; correct what was entered and try again.',
  ),
  AMOUNT_REFUSED: errorOf(
    'invalid',
    () =>
      'Les montants ne vont pas : le montant TTC est positif, la TVA récupérable est positive ou nulle et moindre que lui. Rien n’a été enregistré ; corrigez-les.',
    () =>
      'These amounts do not fit: the amount with VAT is positive, recoverable VAT is zero or more and less than it. Nothing was recorded; correct them.',
  ),
  IMPORTED_OTHERWISE: errorOf<{ key: string }>(
    'conflict',
    ({ key }) =>
      `${key} a déjà été importé avec un autre contenu. Une charge enregistrée ne se réécrit pas : contre-passez-la ici, et donnez une autre référence à la ligne corrigée.`,
    ({ key }) =>
      `${key} was imported before with other content. A recorded cost is not rewritten: reverse it here, and give the corrected line another reference.`,
  ),
  SAME_KEY_TWICE: errorOf<{ key: string; line: number }>(
    'conflict',
    ({ key, line }) => `${key} figure déjà à la ligne ${line} du fichier. Gardez une seule des deux lignes.`,
    ({ key, line }) => `${key} already stands on line ${line} of the file. Keep one of the two lines.`,
  ),
  IMPORT_REFUSED: errorOf<{ refusedCount: number; refused: readonly { line: number; reason: Sentence }[] }>(
    'conflict',
    ({ refusedCount, refused }) =>
      `Le fichier est refusé, rien n’a été importé : ${refusedCount} ligne(s) refusée(s), la première est la ligne ${refused[0]?.line ?? 0}. ${refused[0]?.reason.fr ?? ''} Corrigez le fichier et importez-le de nouveau.`,
    ({ refusedCount, refused }) =>
      `The file is refused, nothing was imported: ${refusedCount} line(s) refused, the first is line ${refused[0]?.line ?? 0}. ${refused[0]?.reason.en ?? ''} Correct the file and import it again.`,
  ),
});
