import type { Letterhead, PrintedBlock, PrintedDocument } from '#documents';
import { type LocalDate, type Sentence, writeCents, writeDate } from '#kernel';
import { writeMonth } from '../contributions-errors.js';
import { writeRate } from '../schemes/tell-line.js';
import type { Scheme } from '../schemes/scheme.js';
import type { StatementRecord } from './statement.js';

type Language = 'fr' | 'en';

const WORDS = {
  title: { fr: 'Relevé de contribution', en: 'Contribution statement' },
  activity: { fr: 'Activité', en: 'Activity' },
  month: { fr: 'Mois', en: 'Month' },
  keptBy: { fr: 'Au profit de', en: 'Kept by' },
  scheme: { fr: 'Barème', en: 'Scheme' },
  basis: { fr: 'Assiette du mois, hors taxes', en: 'Basis of the month, without VAT' },
  kept: { fr: 'Contribution du mois', en: 'Contribution of the month' },
  since: { fr: 'Depuis le 1er janvier', en: 'Since 1 January' },
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
    fr: 'Chaque ligne est la différence de deux cumuls depuis le 1er janvier, arrondis au centime (demi à l’unité supérieure) : leur somme est exacte, et une ligne peut s’écarter d’un centime de son propre produit.',
    en: 'Each line is the difference of two sums since 1 January, rounded half-up to the cent: their total is exact, and a line may be one cent off its own product.',
  },
  internal: {
    fr: 'Affectation analytique interne à la coopérative : ce n’est ni une vente ni une facture, elle ne porte pas de TVA.',
    en: 'Analytic transfer inside the cooperative: neither a sale nor an invoice, and without VAT.',
  },
  commission: {
    fr: 'Contribution retenue par la coopérative qui a facturé les clients. Ce relevé ne remplace pas le sien.',
    en: 'Contribution kept by the cooperative that invoiced the clients. This statement does not replace its own.',
  },
} as const satisfies Record<string, Sentence>;

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
      const [rate, from] = [writeRate(rateBasisPoints, language), writeCents(fromCents, language)];
      return fr ? `${rate} au-delà de ${from} dans l’année` : `${rate} above ${from} in the year`;
    }),
  ];
  if (scheme.minimum) {
    const least = writeCents(scheme.minimum.cents, language);
    const year = scheme.minimum.per === 'year';
    parts.push(
      fr ? `minimum ${least} par ${year ? 'an' : 'mois'}` : `minimum ${least} a ${year ? 'year' : 'month'}`,
    );
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
  const say = (sentence: Sentence) => sentence[language];
  const euros = (cents: number) => writeCents(cents, language);
  const { activity, issuer, month, number, closing, scheme, year } = statement;
  const facts: [string, string][] = [
    [say(WORDS.activity), `${activity.name} (${activity.code})`],
    [say(WORDS.keptBy), issuer.name],
    [say(WORDS.month), writeMonth(month, language)],
    ...(scheme ? [[say(WORDS.scheme), tellScheme(scheme.scheme, language)] as [string, string]] : []),
    [say(WORDS.basis), euros(statement.basisCents)],
    [say(WORDS.kept), euros(statement.amountCents)],
    [say(WORDS.since), euros(year.keptCents)],
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
    title: say(WORDS.title),
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
      { kind: 'note', text: say(issuer.outside ? WORDS.commission : WORDS.internal) },
    ],
  };
}
