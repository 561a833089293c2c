import type { LocalDate } from '#kernel';
import type { DraftKind } from '../dossier/dossier.js';

/** The first words of a letter or an amendment, valid from a day on. People edit them in each dossier. */
export interface LetterTemplate {
  readonly kind: DraftKind;
  readonly language: 'fr' | 'en';
  readonly from: LocalDate;
  readonly title: string;
  /** Paragraphs apart by an empty line; `## ` begins a heading; `{{name}}` stands for a fact of the dossier. */
  readonly body: string;
  /** What the words rest on. */
  readonly source: string;
}

/** What `{{…}}` may name; a word that is not here is refused when a text is edited. */
export const PLACEHOLDERS = [
  'client',
  'contracts',
  'contract',
  'contractTitle',
  'service',
  'formerIssuer',
  'newIssuer',
  'newIssuerSiren',
  'newIssuerAddress',
  'movesOn',
  'lastDay',
  'signatory',
  'days',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const SINCE = '2000-01-01' as LocalDate;
const CONTRACT_LAW =
  'C. civ. art. 1216 (cession de contrat : accord du cocontractant, par écrit à peine de nullité) ; à faire relire par un juriste dans les cas particuliers';

/**
 * The words that a dossier begins with. A contract passes to another party with the agreement of the one who stays,
 * in writing (Code civil, art. 1216): so the amendment is signed by three.
 */
export const LETTER_TEMPLATES: readonly LetterTemplate[] = [
  {
    kind: 'clientLetter',
    language: 'fr',
    from: SINCE,
    title: 'Votre contrat change d’émetteur de factures',
    source: CONTRACT_LAW,
    body: `Madame, Monsieur,

À compter du {{movesOn}}, le contrat {{contracts}}, que {{formerIssuer}} portait jusqu’ici, est repris par {{newIssuer}}. Vos interlocuteurs, le service et son prix ne changent pas.

Ce qui change : {{formerIssuer}} vous facture jusqu’au {{lastDay}} inclus, puis {{newIssuer}} à partir du {{movesOn}}. Aucun jour ne vous sera facturé deux fois.

Dès cette date, merci de régler les factures de {{newIssuer}} sur le compte qui y figure, et non plus sur celui de {{formerIssuer}}. Pensez à mettre à jour la fiche du fournisseur : {{newIssuer}}, SIREN {{newIssuerSiren}}, {{newIssuerAddress}}.

Vous trouverez ci-joint un avenant au contrat, à nous retourner signé.

Nous restons à votre disposition pour toute question, et vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.

{{signatory}}
{{newIssuer}}`,
  },
  {
    kind: 'clientLetter',
    language: 'en',
    from: SINCE,
    title: 'Another issuer will invoice your contract',
    source: CONTRACT_LAW,
    body: `Dear customer,

From {{movesOn}} on, contract {{contracts}}, so far carried by {{formerIssuer}}, is taken over by {{newIssuer}}. Your contacts, the service and its price stay the same.

What changes: {{formerIssuer}} invoices you up to and including {{lastDay}}, then {{newIssuer}} from {{movesOn}}. No day will be invoiced twice.

From that day on, please pay the invoices of {{newIssuer}} to the account that they name, no longer to that of {{formerIssuer}}. Please update your supplier record: {{newIssuer}}, SIREN {{newIssuerSiren}}, {{newIssuerAddress}}.

Please find enclosed an amendment to the contract, to be returned to us signed.

We remain at your disposal for any question.

Yours faithfully,

{{signatory}}
{{newIssuer}}`,
  },
  {
    kind: 'amendment',
    language: 'fr',
    from: SINCE,
    title: 'Avenant au contrat {{contract}}',
    source: CONTRACT_LAW,
    body: `Entre {{client}}, {{formerIssuer}} et {{newIssuer}}, il est convenu ce qui suit.

## Article 1 – Objet
Le contrat {{contract}} « {{contractTitle}} » est cédé par {{formerIssuer}} à {{newIssuer}} (SIREN {{newIssuerSiren}}, {{newIssuerAddress}}), avec l’accord de {{client}}, dans les conditions de l’article 1216 du code civil.

## Article 2 – Prise d’effet
La cession prend effet le {{movesOn}}. {{formerIssuer}} facture les prestations jusqu’au {{lastDay}} inclus ; {{newIssuer}} les facture à partir du {{movesOn}}. Un jour n’est facturé qu’une fois.

## Article 3 – Conditions inchangées
La prestation ({{service}}), son prix, sa durée et les autres conditions du contrat demeurent inchangés.

## Article 4 – Sommes antérieures
Les sommes dues pour les jours antérieurs au {{movesOn}} restent dues à {{formerIssuer}}, qui demeure seul tenu des obligations nées avant cette date.`,
  },
  {
    kind: 'amendment',
    language: 'en',
    from: SINCE,
    title: 'Amendment to contract {{contract}}',
    source: CONTRACT_LAW,
    body: `{{client}}, {{formerIssuer}} and {{newIssuer}} agree as follows.

## Article 1 – Purpose
Contract {{contract}} “{{contractTitle}}” is assigned by {{formerIssuer}} to {{newIssuer}} (SIREN {{newIssuerSiren}}, {{newIssuerAddress}}), with the consent of {{client}}, under article 1216 of the French civil code.

## Article 2 – Effective day
The assignment takes effect on {{movesOn}}. {{formerIssuer}} invoices the services up to and including {{lastDay}}; {{newIssuer}} invoices them from {{movesOn}} on. A day is invoiced once.

## Article 3 – What stays
The service ({{service}}), its price, its term and the other conditions of the contract stay unchanged.

## Article 4 – Earlier amounts
Amounts due for days before {{movesOn}} stay due to {{formerIssuer}}, which alone remains bound by obligations that arose before that day.`,
  },
  {
    kind: 'creditRequest',
    language: 'fr',
    from: SINCE,
    title: 'Demande d’avoir',
    source: 'CGI ann. II art. 242 nonies A ; une facture émise ne se corrige que par un avoir',
    body: `Madame, Monsieur,

Le contrat {{contracts}} est repris par {{newIssuer}} à compter du {{movesOn}}. Vous avez facturé d’avance des jours qui suivent cette date :

{{days}}

Nous vous remercions d’émettre les avoirs correspondants et de nous les adresser en Factur-X. {{newIssuer}} facturera ces jours au client dès leur réception, et pas avant : aucun jour ne doit être facturé deux fois.

Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.

{{signatory}}
{{newIssuer}}`,
  },
  {
    kind: 'creditRequest',
    language: 'en',
    from: SINCE,
    title: 'Request for a credit note',
    source: 'CGI ann. II art. 242 nonies A ; an issued invoice is corrected by a credit note only',
    body: `Dear Sir or Madam,

Contract {{contracts}} is taken over by {{newIssuer}} from {{movesOn}} on. You have invoiced in advance days that come after that day:

{{days}}

Please issue the corresponding credit notes and send them to us as Factur-X. {{newIssuer}} will invoice these days to the client once they have arrived, and not before: no day may be invoiced twice.

Yours faithfully,

{{signatory}}
{{newIssuer}}`,
  },
];

/** The words in force on a day. */
export function templateOn(kind: DraftKind, language: 'fr' | 'en', day: LocalDate): LetterTemplate {
  return LETTER_TEMPLATES.findLast(
    (each) => each.kind === kind && each.language === language && each.from <= day,
  )!;
}
