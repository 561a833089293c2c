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

/** What `{{…}}` may name, in the language of the letter; another word is refused when a text is edited. */
export const PLACEHOLDERS = {
  client: { fr: 'client', en: 'client' },
  contracts: { fr: 'contrats', en: 'contracts' },
  contract: { fr: 'contrat', en: 'contract' },
  contractTitle: { fr: 'intitulé', en: 'title' },
  service: { fr: 'prestation', en: 'service' },
  formerIssuer: { fr: 'ancien émetteur', en: 'former issuer' },
  newIssuer: { fr: 'nouvel émetteur', en: 'new issuer' },
  newIssuerSiren: { fr: 'SIREN', en: 'SIREN' },
  newIssuerAddress: { fr: 'adresse', en: 'address' },
  movesOn: { fr: 'premier jour', en: 'first day' },
  lastDay: { fr: 'dernier jour', en: 'last day' },
  signatory: { fr: 'signataire', en: 'signatory' },
  days: { fr: 'jours facturés', en: 'days billed' },
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

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

À compter du {{premier jour}}, le contrat {{contrats}}, que {{ancien émetteur}} portait jusqu’ici, est repris par {{nouvel émetteur}}. Vos interlocuteurs, le service et son prix ne changent pas.

Ce qui change : {{ancien émetteur}} vous facture jusqu’au {{dernier jour}} inclus, puis {{nouvel émetteur}} à partir du {{premier jour}}. Aucun jour ne vous sera facturé deux fois.

Dès cette date, merci de régler les factures de {{nouvel émetteur}} sur le compte qui y figure, et non plus sur celui de {{ancien émetteur}}. Pensez à mettre à jour la fiche du fournisseur : {{nouvel émetteur}}, SIREN {{SIREN}}, {{adresse}}.

Vous trouverez ci-joint un avenant au contrat, à nous retourner signé.

Nous restons à votre disposition pour toute question, et vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.

{{signataire}}
{{nouvel émetteur}}`,
  },
  {
    kind: 'clientLetter',
    language: 'en',
    from: SINCE,
    title: 'Another issuer will invoice your contract',
    source: CONTRACT_LAW,
    body: `Dear customer,

From {{first day}} on, contract {{contracts}}, so far carried by {{former issuer}}, is taken over by {{new issuer}}. Your contacts, the service and its price stay the same.

What changes: {{former issuer}} invoices you up to and including {{last day}}, then {{new issuer}} from {{first day}}. No day will be invoiced twice.

From that day on, please pay the invoices of {{new issuer}} to the account that they name, no longer to that of {{former issuer}}. Please update your supplier record: {{new issuer}}, SIREN {{SIREN}}, {{address}}.

Please find enclosed an amendment to the contract, to be returned to us signed.

We remain at your disposal for any question.

Yours faithfully,

{{signatory}}
{{new issuer}}`,
  },
  {
    kind: 'amendment',
    language: 'fr',
    from: SINCE,
    title: 'Avenant au contrat {{contrat}}',
    source: CONTRACT_LAW,
    body: `Entre {{client}}, {{ancien émetteur}} et {{nouvel émetteur}}, il est convenu ce qui suit.

## Article 1 – Objet
Le contrat {{contrat}} « {{intitulé}} » est cédé par {{ancien émetteur}} à {{nouvel émetteur}} (SIREN {{SIREN}}, {{adresse}}), avec l’accord de {{client}}, dans les conditions de l’article 1216 du code civil.

## Article 2 – Prise d’effet
La cession prend effet le {{premier jour}}. {{ancien émetteur}} facture les prestations jusqu’au {{dernier jour}} inclus ; {{nouvel émetteur}} les facture à partir du {{premier jour}}. Un jour n’est facturé qu’une fois.

## Article 3 – Conditions inchangées
La prestation ({{prestation}}), son prix, sa durée et les autres conditions du contrat demeurent inchangés.

## Article 4 – Sommes antérieures
Les sommes dues pour les jours antérieurs au {{premier jour}} restent dues à {{ancien émetteur}}, qui demeure seul tenu des obligations nées avant cette date.`,
  },
  {
    kind: 'amendment',
    language: 'en',
    from: SINCE,
    title: 'Amendment to contract {{contract}}',
    source: CONTRACT_LAW,
    body: `{{client}}, {{former issuer}} and {{new issuer}} agree as follows.

## Article 1 – Purpose
Contract {{contract}} “{{title}}” is assigned by {{former issuer}} to {{new issuer}} (SIREN {{SIREN}}, {{address}}), with the consent of {{client}}, under article 1216 of the French civil code.

## Article 2 – Effective day
The assignment takes effect on {{first day}}. {{former issuer}} invoices the services up to and including {{last day}}; {{new issuer}} invoices them from {{first day}} on. A day is invoiced once.

## Article 3 – What stays
The service ({{service}}), its price, its term and the other conditions of the contract stay unchanged.

## Article 4 – Earlier amounts
Amounts due for days before {{first day}} stay due to {{former issuer}}, which alone remains bound by obligations that arose before that day.`,
  },
  {
    kind: 'creditRequest',
    language: 'fr',
    from: SINCE,
    title: 'Demande d’avoir',
    source: 'CGI ann. II art. 242 nonies A ; une facture émise ne se corrige que par un avoir',
    body: `Madame, Monsieur,

Le contrat {{contrats}} est repris par {{nouvel émetteur}} à compter du {{premier jour}}. Vous avez déjà facturé des jours à compter de cette date :

{{jours facturés}}

Nous vous remercions d’émettre les avoirs correspondants et de nous les adresser en Factur-X. {{nouvel émetteur}} facturera ces jours au client dès leur réception, et pas avant : aucun jour ne doit être facturé deux fois.

Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.

{{signataire}}
{{nouvel émetteur}}`,
  },
  {
    kind: 'creditRequest',
    language: 'en',
    from: SINCE,
    title: 'Request for a credit note',
    source: 'CGI ann. II art. 242 nonies A ; an issued invoice is corrected by a credit note only',
    body: `Dear Sir or Madam,

Contract {{contracts}} is taken over by {{new issuer}} from {{first day}} on. You have already invoiced days from that day on:

{{days billed}}

Please issue the corresponding credit notes and send them to us as Factur-X. {{new issuer}} will invoice these days to the client once they have arrived, and not before: no day may be invoiced twice.

Yours faithfully,

{{signatory}}
{{new issuer}}`,
  },
];

/** The words in force on a day. */
export function templateOn(kind: DraftKind, language: 'fr' | 'en', day: LocalDate): LetterTemplate {
  return LETTER_TEMPLATES.findLast(
    (each) => each.kind === kind && each.language === language && each.from <= day,
  )!;
}
