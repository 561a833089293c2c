import { type LocalDate, type Sentence, writeDate } from '#kernel';
import { writeMonth, writeOfMonth } from '../write-month.js';
import { writeEuros } from '../euros.js';
import type { BandPart } from './bands.js';
import type { YearlyMinimum } from './due-of-year.js';
import type { Entry } from './entry.js';
import type { DocumentRate, Minimum } from './scheme.js';

const percents = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 2 }),
};

/** `11,5 %` or `11.5%`. */
export function writeRate(rateBasisPoints: number, language: 'fr' | 'en'): string {
  return percents[language].format(rateBasisPoints / 10_000);
}

/** From where a line is told. */
export interface LineContext {
  /** First day of the month of the statement. */
  readonly month: LocalDate;
  /** First day of the month to which the fact belongs. */
  readonly ofMonth: LocalDate;
  /** Whether its scheme has several bands. */
  readonly banded: boolean;
  /** Whether another scheme counts it than that of the statement's month. */
  readonly otherScheme: boolean;
}

/** The day without its year where that goes without saying. */
function writeDay(on: LocalDate, month: LocalDate, language: 'fr' | 'en'): string {
  const written = writeDate(on, language);
  return on.slice(0, 4) === month.slice(0, 4) ? written.replace(/ \d{4}$/, '') : written;
}

/** What was taken back, and of which day. */
function tellTakenBack({ kind, takesBack }: Entry, month: LocalDate): readonly [string, string] {
  const [jour, day] = takesBack
    ? [writeDay(takesBack.on, month, 'fr'), writeDay(takesBack.on, month, 'en')]
    : ['', ''];
  if (kind === 'billed') return takesBack ? [` (facture du ${jour})`, ` (invoice of ${day})`] : ['', ''];
  return takesBack
    ? [` (paiement du ${jour} annulé)`, ` (payment of ${day} undone)`]
    : [' (paiement annulé ou remboursé)', ' (payment undone or refunded)'];
}

/** What happened, after the amount: « encaissés le 12 mars sur FA-2026-0042 ». */
function tellFact(entry: Entry, month: LocalDate): Sentence {
  const [jour, day] = [writeDay(entry.on, month, 'fr'), writeDay(entry.on, month, 'en')];
  const late = entry.on < month;
  const [tard, lately] = late ? [' (mois déjà clos)', ' (a month already closed)'] : ['', ''];
  const back = entry.netCents < 0;
  const [cause, why] = tellTakenBack(entry, month);
  switch (entry.kind) {
    case 'billed':
      return back
        ? {
            fr: `repris par l’avoir ${entry.label} du ${jour}${cause}${tard}`,
            en: `taken back by credit note ${entry.label} of ${day}${why}${lately}`,
          }
        : {
            fr: `facturés le ${jour} par ${entry.label}${tard}`,
            en: `invoiced on ${day} by ${entry.label}${lately}`,
          };
    case 'collected':
      return back
        ? {
            fr: `repris le ${jour} sur ${entry.label}${cause}${tard}`,
            en: `taken back on ${day} for ${entry.label}${why}${lately}`,
          }
        : {
            fr: `encaissés le ${jour} sur ${entry.label}${tard}`,
            en: `collected on ${day} for ${entry.label}${lately}`,
          };
    case 'bought':
      return {
        fr: `d’achat le ${jour} : ${entry.label}${tard}`,
        en: `bought on ${day}: ${entry.label}${lately}`,
      };
  }
}

function tellPart(
  entry: Entry,
  { basisCents, rateBasisPoints }: { readonly basisCents: number; readonly rateBasisPoints: number },
  month: LocalDate,
): Sentence {
  const fact = tellFact(entry, month);
  return {
    fr: `${writeRate(rateBasisPoints, 'fr')} de ${writeEuros(basisCents, 'fr')} ${fact.fr}`,
    en: `${writeRate(rateBasisPoints, 'en')} of ${writeEuros(basisCents, 'en')} ${fact.en}`,
  };
}

/** Why a rate is not that of the statement's month. */
function tellOtherScheme({ ofMonth, otherScheme }: LineContext): Sentence {
  return otherScheme
    ? {
        fr: `, barème ${writeOfMonth(ofMonth)}`,
        en: `, scheme of ${writeMonth(ofMonth, 'en')}`,
      }
    : { fr: '', en: '' };
}

/** A band cuts the basis of a year, which is named where it is not that of the statement. */
function tellBand({ fromCents, toCents }: BandPart['band'], { month, ofMonth }: LineContext): Sentence {
  const year = ofMonth.slice(0, 4);
  const [annee, ofYear] = year === month.slice(0, 4) ? ['', ''] : [` en ${year}`, ` in ${year}`];
  if (toCents === null) {
    return {
      fr: `tranche au-delà de ${writeEuros(fromCents, 'fr')}${annee}`,
      en: `band above ${writeEuros(fromCents, 'en')}${ofYear}`,
    };
  }
  if (fromCents === 0) {
    return {
      fr: `tranche jusqu’à ${writeEuros(toCents, 'fr')}${annee}`,
      en: `band up to ${writeEuros(toCents, 'en')}${ofYear}`,
    };
  }
  return {
    fr: `tranche de ${writeEuros(fromCents, 'fr')} à ${writeEuros(toCents, 'fr')}${annee}`,
    en: `band from ${writeEuros(fromCents, 'en')} to ${writeEuros(toCents, 'en')}${ofYear}`,
  };
}

/** « 10 % de 1 000,00 € encaissés le 12 mars sur FA-2026-0042 », with its band where there are several. */
export function tellBandPart(entry: Entry, part: BandPart, context: LineContext): Sentence {
  const told = tellPart(entry, part, context.month);
  const other = tellOtherScheme(context);
  if (!context.banded) return { fr: `${told.fr}${other.fr}`, en: `${told.en}${other.en}` };
  const band = tellBand(part.band, context);
  return { fr: `${told.fr}, ${band.fr}${other.fr}`, en: `${told.en}, ${band.en}${other.en}` };
}

export function tellShift(year: string): Sentence {
  return {
    fr: `Tranches de ${year} recalculées : ce qui a été connu après coup déplace ce que le barème suivant avait compté`,
    en: `Bands of ${year} counted again: what came to light late moves what the next scheme had counted`,
  };
}

export function tellDocumentRate(entry: Entry, rate: DocumentRate, { month }: LineContext): Sentence {
  const told = tellPart(entry, { basisCents: entry.netCents, ...rate }, month);
  return {
    fr: `${told.fr}, taux propre à ce document : ${rate.reason}`,
    en: `${told.en}, rate of this document alone: ${rate.reason}`,
  };
}

export function tellReversal(entry: Entry, rateBasisPoints: number, context: LineContext): Sentence {
  const told = tellPart(entry, { basisCents: entry.netCents, rateBasisPoints }, context.month);
  const other = tellOtherScheme(context);
  return { fr: `Réversion : ${told.fr}${other.fr}`, en: `Reversal: ${told.en}${other.en}` };
}

/** @param year where it is not that of the statement */
export function tellReversalLimit(amountCents: number, year: string | null): Sentence {
  const [depuis, since] = year ? [`en ${year}`, `in ${year}`] : ['depuis le 1er janvier', 'since 1 January'];
  return amountCents > 0
    ? {
        fr: `Réversion limitée à ce qui a été retenu ${depuis}`,
        en: `Reversal limited to what was kept ${since}`,
      }
    : {
        fr: `Réversion retenue plus tôt, rendue dans la limite de ce qui a été retenu ${depuis}`,
        en: `Reversal held back earlier, given now within what was kept ${since}`,
      };
}

export function tellMonthlyMinimum({ cents }: Minimum, reachedCents: number): Sentence {
  return {
    fr: `Complément au minimum de ${writeEuros(cents, 'fr')} par mois (${writeEuros(reachedCents, 'fr')} sans lui)`,
    en: `Completion to the minimum of ${writeEuros(cents, 'en')} a month (${writeEuros(reachedCents, 'en')} without it)`,
  };
}

/** The minimum of a year, or its part for the months in which the activity was carried. */
export function tellYearlyMinimum({ wholeCents, owedCents, months, reachedCents }: YearlyMinimum): Sentence {
  const [part, partly] =
    months === 12
      ? ['', '']
      : [
          `, soit ${writeEuros(owedCents, 'fr')} pour ${months} mois de portage`,
          `, which is ${writeEuros(owedCents, 'en')} for ${months} ${months === 1 ? 'month' : 'months'} of carriage`,
        ];
  return {
    fr: `Complément au minimum de ${writeEuros(wholeCents, 'fr')} par an${part} (${writeEuros(reachedCents, 'fr')} sans lui depuis le 1er janvier)`,
    en: `Completion to the minimum of ${writeEuros(wholeCents, 'en')} a year${partly} (${writeEuros(reachedCents, 'en')} without it since 1 January)`,
  };
}

/** What was completed is settled again when something of the year comes to light. */
export function tellCorrectedMinimum(
  year: string,
  { dueCents, enteredCents }: { readonly dueCents: number; readonly enteredCents: number },
): Sentence {
  return {
    fr: `Complément au minimum de ${year} recalculé : ${writeEuros(dueCents, 'fr')} au lieu de ${writeEuros(enteredCents, 'fr')}`,
    en: `Completion to the minimum of ${year} counted again: ${writeEuros(dueCents, 'en')} instead of ${writeEuros(enteredCents, 'en')}`,
  };
}
