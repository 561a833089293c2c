import type { Letterhead, PrintedBlock, PrintedDocument } from '#documents';
import { type LocalDate, type Sentence, writeDate } from '#kernel';
import { writeMonth } from '../write-month.js';
import { writeEuros } from '../euros.js';
import { typesetSentence } from '../typeset-sentence.js';
import { writeRate } from '../schemes/tell-line.js';
import type { Scheme } from '../schemes/scheme.js';
import type { StatementRecord } from './statement.js';

type Language = 'fr' | 'en';

const WORDS = {
  title: {
    contribution: { fr: 'Relevé de contribution', en: 'Contribution statement' },
    commission: { fr: 'Relevé de commission', en: 'Commission statement' },
  },
  activity: { fr: 'Activité', en: 'Activity' },
  month: { fr: 'Mois', en: 'Month' },
  keptBy: { fr: 'Au profit de', en: 'Kept by' },
  scheme: { fr: 'Barème', en: 'Scheme' },
  basis: { fr: 'Assiette du mois, hors taxes', en: 'Basis of the month, without VAT' },
  kept: {
    contribution: { fr: 'Contribution du mois', en: 'Contribution of the month' },
    commission: { fr: 'Commission du mois', en: 'Commission of the month' },
  },
  ofEarlier: { fr: 'Dont au titre de {year}', en: 'Of which for {year}' },
  since: { fr: 'Au titre de {year}, depuis le 1er janvier', en: 'For {year}, since 1 January' },
  origin: { fr: 'D’où vient chaque montant', en: 'Where each amount comes from' },
  day: { fr: 'Jour', en: 'Day' },
  fact: { fr: 'Fait', en: 'Fact' },
  amount: { fr: 'Montant', en: 'Amount' },
  total: { fr: 'Total', en: 'Total' },
  provisional: {
    fr: 'Aperçu : ce mois n’est pas clos, ces montants peuvent encore changer.',
    en: 'Preview: this month is not closed, these amounts may still change.',
  },
  rounding: {
    fr: 'Chaque ligne est la différence de deux cumuls depuis le 1er janvier de son année, arrondis au centime (demi à l’unité supérieure) : leur somme est exacte, et une ligne peut s’écarter d’un centime de son propre produit.',
    en: 'Each line is the difference of two sums since 1 January of its year, rounded half-up to the cent: their total is exact, and a line may be one cent off its own product.',
  },
  internal: {
    fr: 'Affectation analytique interne à la coopérative : ce n’est ni une vente ni une facture, elle ne porte pas de TVA.',
    en: 'Analytic transfer inside the cooperative: neither a sale nor an invoice, and without VAT.',
  },
  commission: {
    fr: 'Commission retenue par la CAE qui a facturé les clients, prévue par sa convention avec l’entrepreneur.',
    en: 'Commission kept by the CAE that invoiced the clients, under its agreement with the entrepreneur.',
  },
  elsewhere: { fr: 'Son propre relevé fait foi.', en: 'Its own statement is the one that counts.' },
} as const;

const BASIS_WORDS = {
  invoiced: { fr: 'du facturé', en: 'of what is invoiced' },
  collected: { fr: 'de l’encaissé', en: 'of what is collected' },
  margin: { fr: 'de la marge brute', en: 'of the gross margin' },
} as const satisfies Record<Scheme['basis'], Sentence>;

/** « 11 % de l’encaissé jusqu’à 40 000,00 €, puis 10 %… » in one sentence. */
export function tellScheme(scheme: Scheme, language: Language): string {
  const [first, ...others] = scheme.bands;
  const fr = language === 'fr';
  const parts = [
    `${writeRate(first!.rateBasisPoints, language)} ${BASIS_WORDS[scheme.basis][language]}`,
    ...others.map(({ fromCents, rateBasisPoints }) => {
      const [rate, from] = [writeRate(rateBasisPoints, language), writeEuros(fromCents, language)];
      return fr ? `${rate} au-delà de ${from} dans l’année` : `${rate} above ${from} in the year`;
    }),
  ];
  if (scheme.minimum) {
    const least = writeEuros(scheme.minimum.cents, language);
    const year = scheme.minimum.per === 'year';
    const span = year
      ? { fr: 'par an, au prorata des mois de portage', en: 'a year, by the months of carriage' }
      : { fr: 'par mois', en: 'a month' };
    parts.push(`minimum ${least} ${span[language]}`);
  }
  if (scheme.reversalBasisPoints !== null) {
    const rate = writeRate(scheme.reversalBasisPoints, language);
    parts.push(fr ? `réversion de ${rate} des achats éligibles` : `${rate} of eligible purchases given back`);
  }
  return parts.join(', ');
}

/** The statement as it is printed; the same statement always gives the same document. */
export function composeContributionStatement(
  statement: StatementRecord,
  { letterhead, language, today }: { letterhead: Letterhead; language: Language; today: LocalDate },
): PrintedDocument {
  const say = (sentence: Sentence) => typesetSentence(sentence)[language];
  const ofYear = (sentence: Sentence, named: string) => say(sentence).replace('{year}', named);
  const euros = (cents: number) => writeEuros(cents, language);
  const { activity, issuer, month, number, closing, scheme, year, nature } = statement;
  const facts: [string, string][] = [
    [say(WORDS.activity), `${activity.name} (${activity.code})`],
    [say(WORDS.keptBy), issuer.name],
    [say(WORDS.month), writeMonth(month, language)],
    ...(scheme ? [[say(WORDS.scheme), tellScheme(scheme.scheme, language)] as [string, string]] : []),
    [say(WORDS.basis), euros(statement.basisCents)],
    [say(WORDS.kept[nature]), euros(statement.amountCents)],
    ...statement.earlierYears.map((earlier): [string, string] => [
      ofYear(WORDS.ofEarlier, earlier.year),
      euros(earlier.amountCents),
    ]),
    [ofYear(WORDS.since, month.slice(0, 4)), euros(year.keptCents)],
  ];
  const lines: PrintedBlock = {
    kind: 'table',
    columns: [
      { label: say(WORDS.day), part: 2 },
      { label: say(WORDS.fact), part: 8 },
      { label: say(WORDS.amount), align: 'end', part: 2 },
    ],
    rows: statement.lines.map((line) => [
      writeDate(line.on, language),
      line.client ? `${say(line.sentence)} (${line.client.name})` : say(line.sentence),
      euros(line.amountCents),
    ]),
    total: [say(WORDS.total), '', euros(statement.amountCents)],
  };
  return {
    language,
    title: say(WORDS.title[nature]),
    subtitle: `${activity.name}, ${writeMonth(month, language)}`,
    reference: number,
    issuedOn: closing?.on ?? today,
    letterhead,
    recipient: activity.holder === null ? null : { name: activity.holder, address: null },
    blocks: [
      ...(closing ? [] : [{ kind: 'paragraph' as const, text: say(WORDS.provisional), strong: true }]),
      { kind: 'facts', rows: facts },
      { kind: 'heading', text: say(WORDS.origin) },
      lines,
      { kind: 'note', text: say(WORDS.rounding) },
      {
        kind: 'note',
        text: [
          say(nature === 'commission' ? WORDS.commission : WORDS.internal),
          ...(issuer.outside ? [say(WORDS.elsewhere)] : []),
        ].join(' '),
      },
    ],
  };
}
