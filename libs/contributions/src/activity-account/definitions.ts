import type { Sentence } from '#kernel';

export const FIGURES = [
  'billed',
  'collected',
  'contribution',
  'directCosts',
  'expenses',
  'payCost',
  'available',
  'result',
  'cumulatedResult',
  'receivables',
  'cash',
  'expensesDue',
  'vatDue',
  'vatWaiting',
  'uncollected',
] as const;

export type Figure = (typeof FIGURES)[number];

/** What a figure of the account is, said once: screens and statements show these words and no others. */
export interface Definition {
  readonly figure: Figure;
  readonly label: Sentence;
  readonly words: Sentence;
  /** Article and date; null where the figure is a convention of this account. */
  readonly source: string | null;
  /** Whether the source was checked against the official publication. */
  readonly verified: boolean;
}

/** The right to an analytic balance sheet and result, online or sent every month. */
export const ACCOUNT_SOURCE = 'C. trav. art. L7331-1 et suivants, R7331-1 et suivants';

const CONVENTION = { source: null, verified: true } as const;

export const DEFINITIONS: readonly Definition[] = [
  {
    figure: 'billed',
    label: { fr: 'Facturé', en: 'Billed' },
    words: {
      fr: 'Les lignes de l’activité sur les factures émises dans le mois, hors taxes, avoirs déduits.',
      en: 'The activity’s lines on the invoices issued in the month, without VAT, credit notes taken off.',
    },
    ...CONVENTION,
  },
  {
    figure: 'collected',
    label: { fr: 'Encaissé', en: 'Collected' },
    words: {
      fr: 'La part hors taxes des paiements reçus dans le mois sur ces factures. Ce qui n’est pas encaissé ne peut pas encore payer quelqu’un.',
      en: 'The part without VAT of the payments received in the month on these invoices. What is not collected cannot pay anybody yet.',
    },
    ...CONVENTION,
  },
  {
    figure: 'contribution',
    label: { fr: 'Contribution coopérative', en: 'Cooperative contribution' },
    words: {
      fr: 'Ce que la coopérative garde du mois pour les services mutualisés, selon le barème en vigueur. Le relevé de contribution en donne chaque ligne.',
      en: 'What the cooperative keeps of the month for its shared services, under the scheme in force. The statement of contribution gives each line.',
    },
    source: 'C. trav. art. L7331-2, 2°, c',
    verified: false,
  },
  {
    figure: 'directCosts',
    label: { fr: 'Charges directes', en: 'Direct costs' },
    words: {
      fr: 'Les achats payés par la coopérative pour l’activité ce mois-là, hors TVA récupérable.',
      en: 'What the cooperative bought and paid for the activity in the month, without recoverable VAT.',
    },
    ...CONVENTION,
  },
  {
    figure: 'expenses',
    label: { fr: 'Notes de frais', en: 'Expense sheets' },
    words: {
      fr: 'Les notes de frais validées dans le mois, hors TVA récupérable. Une note compte le jour de sa validation, quels que soient les jours de ses lignes : un mois déjà lu ne change pas.',
      en: 'The expense sheets approved in the month, without recoverable VAT. A sheet counts on the day it is approved, whatever the days of its lines: a month already read does not change.',
    },
    ...CONVENTION,
  },
  {
    figure: 'payCost',
    label: { fr: 'Coût de la rémunération', en: 'Pay cost' },
    words: {
      fr: 'Ce que la rémunération du mois coûte à la coopérative : salaire brut et cotisations patronales.',
      en: 'What the pay of the month costs the cooperative: gross pay and employer’s contributions.',
    },
    ...CONVENTION,
  },
  {
    figure: 'available',
    label: { fr: 'Disponible pour la rémunération', en: 'Available for pay' },
    words: {
      fr: 'Disponible au début du mois + encaissé − contribution − charges directes − notes de frais − coût de la rémunération. C’est un coût total : le salaire brut qu’il permet est moindre.',
      en: 'Available when the month began + collected − contribution − direct costs − expense sheets − pay cost. It is a total cost: the gross pay it allows is less.',
    },
    ...CONVENTION,
  },
  {
    figure: 'result',
    label: { fr: 'Résultat du mois', en: 'Result of the month' },
    words: {
      fr: 'Facturé − contribution − charges directes − notes de frais − coût de la rémunération. Il compte ce qui est facturé, payé ou non.',
      en: 'Billed − contribution − direct costs − expense sheets − pay cost. It counts what is billed, paid or not.',
    },
    source: ACCOUNT_SOURCE,
    verified: true,
  },
  {
    figure: 'cumulatedResult',
    label: { fr: 'Résultat cumulé', en: 'Cumulated result' },
    words: {
      fr: 'La somme des résultats depuis l’ouverture du compte. Il est fait du disponible pour la rémunération et du facturé non encaissé.',
      en: 'The sum of results since the account was opened. It is made of what is available for pay and of what is billed and not collected.',
    },
    source: ACCOUNT_SOURCE,
    verified: true,
  },
  {
    figure: 'receivables',
    label: { fr: 'Créances clients', en: 'Receivables' },
    words: {
      fr: 'Ce que les clients doivent à la fin du mois sur les lignes de l’activité, TVA comprise.',
      en: 'What clients owe at the end of the month on the activity’s lines, with VAT.',
    },
    ...CONVENTION,
  },
  {
    figure: 'cash',
    label: { fr: 'Trésorerie de l’activité', en: 'Cash of the activity' },
    words: {
      fr: 'L’argent que la coopérative tient pour l’activité : encaissé TVA comprise, moins la contribution, les charges directes TVA comprise, les frais remboursés, la rémunération et la TVA reversée.',
      en: 'The money that the cooperative holds for the activity: collected with VAT, less the contribution, direct costs with VAT, expenses paid back, pay and VAT paid over.',
    },
    ...CONVENTION,
  },
  {
    figure: 'expensesDue',
    label: { fr: 'Frais à rembourser', en: 'Expenses to pay back' },
    words: {
      fr: 'Les notes de frais validées et pas encore remboursées, TVA comprise.',
      en: 'Expense sheets that are approved and not yet paid back, with VAT.',
    },
    ...CONVENTION,
  },
  {
    figure: 'vatDue',
    label: { fr: 'TVA due', en: 'VAT due' },
    words: {
      fr: 'La TVA devenue exigible dans le mois, moins la TVA récupérée sur les charges et les frais. La coopérative la reverse le mois suivant ; un montant négatif est un crédit qu’elle rend à l’activité.',
      en: 'VAT that became due in the month, less the VAT recovered on costs and expenses. The cooperative pays it over the month after; a negative amount is a credit that it gives back to the activity.',
    },
    source: 'CGI art. 269, 2, c et art. 287 (déclaration mensuelle)',
    verified: false,
  },
  {
    figure: 'vatWaiting',
    label: { fr: 'TVA en attente d’encaissement', en: 'VAT waiting for payment' },
    words: {
      fr: 'La TVA facturée qui ne sera exigible qu’au paiement du client.',
      en: 'VAT billed that becomes due only when the client pays.',
    },
    source: 'CGI art. 269, 2, c',
    verified: false,
  },
  {
    figure: 'uncollected',
    label: { fr: 'Facturé non encaissé', en: 'Billed and not collected' },
    words: {
      fr: 'La part hors taxes des créances : elle est dans le résultat, elle n’est pas encore disponible.',
      en: 'The part of receivables without VAT: it is in the result, it is not available yet.',
    },
    ...CONVENTION,
  },
];

/** @returns the definition of a figure; every figure has one */
export function definitionOf(figure: Figure): Definition {
  return DEFINITIONS.find((each) => each.figure === figure)!;
}
