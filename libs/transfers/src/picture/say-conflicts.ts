import {
  addDays,
  type LocalDate,
  type Period,
  type Sentence,
  writeCents,
  writeDate,
  writePeriod,
} from '#kernel';
import type { Conflict, ConflictCode, LineFacts, MoveOf } from './picture.js';

/** What was found, before it is said. */
export interface Told {
  readonly code: ConflictCode;
  readonly period: Period;
  readonly invoice: { readonly id: number; readonly number: string; readonly issuedOn: LocalDate } | null;
  readonly netCents: number | null;
  /** Of the document that bills the days already. */
  readonly over?: string;
}

type Said = Pick<Conflict, 'severity' | 'action' | 'sentence' | 'advice'>;
type Saying = (told: Told, line: LineFacts, move: MoveOf) => Said;

const amount = (told: Told, language: 'fr' | 'en') => {
  const written = writeCents(told.netCents ?? 0, language);
  return language === 'fr' ? `${written} HT` : `${written} net`;
};
const days = ({ period }: Told, language: 'fr' | 'en') => writePeriod(period, language);
const number = ({ invoice }: Told) => invoice?.number ?? '';
/** All days lie after the invoice’s own day; an invoice of 31 October for October is no bill in advance. */
const inAdvance = ({ period, invoice }: Told) => invoice !== null && period.from > invoice.issuedOn;

const SAYINGS: Readonly<Record<ConflictCode, Saying>> = {
  FORMER_BILLED_AHEAD: (told, _, { from, to }) => ({
    severity: 'correct',
    action: 'requestCredit',
    sentence: {
      fr: `${from.name} a ${inAdvance(told) ? 'facturé d’avance' : 'déjà facturé'} ${days(told, 'fr')} (${amount(told, 'fr')}, facture ${number(told)}). ${to.name} attend son avoir avant de facturer ces jours.`,
      en: `${from.name} ${inAdvance(told) ? 'billed ahead' : 'has already billed'} ${days(told, 'en')} (${amount(told, 'en')}, invoice ${number(told)}). ${to.name} waits for its credit note before it bills these days.`,
    },
    advice: from.outside
      ? { fr: 'Demander l’avoir par lettre', en: 'Ask for the credit note by letter' }
      : {
          fr: 'Demander l’avoir, ou le faire émettre ici',
          en: 'Ask for the credit note, or have it issued here',
        },
  }),
  FORMER_INVOICE_UNKNOWN: (told, _, { from }) => ({
    severity: 'decide',
    action: 'importBilling',
    sentence: {
      fr: `Aucune facture de ${from.name} n’est connue pour les jours ${days(told, 'fr')}, avant la bascule.`,
      en: `No invoice of ${from.name} is known for the days ${days(told, 'en')}, before the switch.`,
    },
    advice: {
      fr: 'Importer la facture, ou dire qui facture ces jours',
      en: 'Import the invoice, or say who bills these days',
    },
  }),
  UNBILLED_BEFORE: (told, _, { from }) => ({
    severity: 'decide',
    action: 'decideWhoBills',
    sentence: {
      fr: `Personne n’a facturé ${days(told, 'fr')}, que porte ${from.name}.`,
      en: `Nobody billed ${days(told, 'en')}, which ${from.name} carries.`,
    },
    advice: { fr: 'Dire qui facture ces jours', en: 'Say who bills these days' },
  }),
  BILLED_BY_BOTH: (told, _, { from }) => ({
    severity: 'correct',
    action: 'settleDouble',
    sentence: {
      fr: `${from.name} a facturé ${days(told, 'fr')} par ${number(told)}, alors que ${told.over} facture déjà ces jours : un avoir est attendu.`,
      en: `${from.name} billed ${days(told, 'en')} by ${number(told)}, while ${told.over} bills these days already: a credit note is awaited.`,
    },
    advice: { fr: 'Suivre l’avoir attendu', en: 'Follow the awaited credit note' },
  }),
  NEW_BILLED_BEFORE: (told, _, { to, from }) => ({
    severity: 'correct',
    action: 'correct',
    sentence: {
      fr: `${to.name} a facturé ${days(told, 'fr')} (${amount(told, 'fr')}, facture ${number(told)}), jours que porte ${from.name}.`,
      en: `${to.name} billed ${days(told, 'en')} (${amount(told, 'en')}, invoice ${number(told)}), days that ${from.name} carries.`,
    },
    advice: { fr: 'Créditer ces jours après la bascule', en: 'Credit these days after the switch' },
  }),
  NEW_BILLED_ALREADY: (told, _, { to }) => ({
    severity: 'know',
    action: 'none',
    sentence: {
      fr: `${to.name} a déjà facturé ${days(told, 'fr')} (${amount(told, 'fr')}, facture ${number(told)}) : ces jours ne seront pas refacturés.`,
      en: `${to.name} billed ${days(told, 'en')} already (${amount(told, 'en')}, invoice ${number(told)}): these days are not billed again.`,
    },
    advice: { fr: 'Rien à faire', en: 'Nothing to do' },
  }),
  PERIOD_CUT: (told, _, { from, to, movesOn }) => ({
    severity: 'know',
    action: 'none',
    sentence: {
      fr: `La période ${days(told, 'fr')} est coupée au ${writeDate(movesOn, 'fr')} : ${from.name} facture jusqu’au ${writeDate(addDays(movesOn, -1), 'fr')} inclus, ${to.name} le reste, au prorata des jours.`,
      en: `The period ${days(told, 'en')} is cut on ${writeDate(movesOn, 'en')}: ${from.name} bills up to and including ${writeDate(addDays(movesOn, -1), 'en')}, ${to.name} the rest, pro rata by day.`,
    },
    advice: { fr: 'Rien à faire', en: 'Nothing to do' },
  }),
  NOTHING_AFTER: (_told, line, { to, movesOn }) => ({
    severity: 'know',
    action: 'none',
    sentence: {
      fr: `${line.label} n’a plus de conditions à partir du ${writeDate(movesOn, 'fr')} : ${to.name} n’aura rien à y facturer.`,
      en: `${line.label} has no terms from ${writeDate(movesOn, 'en')} on: ${to.name} will have nothing to bill on it.`,
    },
    advice: { fr: 'Rien à faire, ou prolonger la ligne', en: 'Nothing to do, or prolong the line' },
  }),
};

/** In both languages, with what to do. Pure. */
export function sayConflict(told: Told, line: LineFacts, move: MoveOf): Omit<Conflict, 'line'> {
  const { code, period, invoice, netCents } = told;
  const said = SAYINGS[code](told, line, move);
  return { code, period, invoice, netCents, ...said };
}

/** Both languages of a sentence, for the refusals that quote one. */
export function quoted({ fr, en }: Sentence): { readonly sentence: string; readonly sentenceEn: string } {
  return { sentence: fr, sentenceEn: en };
}
