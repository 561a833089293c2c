import { type LocalDate, type Sentence, writeCents, writeDate } from '#kernel';
import type { BandPart } from './bands.js';
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

/** The day without its year where that goes without saying. */
function writeDay(on: LocalDate, month: LocalDate, language: 'fr' | 'en'): string {
  const written = writeDate(on, language);
  return on.slice(0, 4) === month.slice(0, 4) ? written.replace(/ \d{4}$/, '') : written;
}

/** What happened, after the amount: « encaissés le 12 mars sur FA-2026-0042 ». */
function tellFact(entry: Entry, month: LocalDate): Sentence {
  const [jour, day] = [writeDay(entry.on, month, 'fr'), writeDay(entry.on, month, 'en')];
  const late = entry.on < month;
  const [tard, lately] = late ? [' (mois déjà clos)', ' (a month already closed)'] : ['', ''];
  const back = entry.netCents < 0;
  switch (entry.kind) {
    case 'billed':
      return back
        ? {
            fr: `repris par l’avoir ${entry.label} du ${jour}${tard}`,
            en: `taken back by credit note ${entry.label} of ${day}${lately}`,
          }
        : {
            fr: `facturés le ${jour} par ${entry.label}${tard}`,
            en: `invoiced on ${day} by ${entry.label}${lately}`,
          };
    case 'collected':
      return back
        ? {
            fr: `repris le ${jour} sur ${entry.label} (paiement annulé ou remboursé)${tard}`,
            en: `taken back on ${day} for ${entry.label} (payment undone or refunded)${lately}`,
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
    fr: `${writeRate(rateBasisPoints, 'fr')} de ${writeCents(basisCents, 'fr')} ${fact.fr}`,
    en: `${writeRate(rateBasisPoints, 'en')} of ${writeCents(basisCents, 'en')} ${fact.en}`,
  };
}

function tellBand({ fromCents, toCents }: BandPart['band']): Sentence {
  if (toCents === null) {
    return {
      fr: `tranche au-delà de ${writeCents(fromCents, 'fr')}`,
      en: `band above ${writeCents(fromCents, 'en')}`,
    };
  }
  if (fromCents === 0) {
    return {
      fr: `tranche jusqu’à ${writeCents(toCents, 'fr')}`,
      en: `band up to ${writeCents(toCents, 'en')}`,
    };
  }
  return {
    fr: `tranche de ${writeCents(fromCents, 'fr')} à ${writeCents(toCents, 'fr')}`,
    en: `band from ${writeCents(fromCents, 'en')} to ${writeCents(toCents, 'en')}`,
  };
}

/** « 10 % de 1 000,00 € encaissés le 12 mars sur FA-2026-0042 », with its band where there are several. */
export function tellBandPart(
  entry: Entry,
  part: BandPart,
  { month, banded }: { readonly month: LocalDate; readonly banded: boolean },
): Sentence {
  const told = tellPart(entry, part, month);
  if (!banded) return told;
  const band = tellBand(part.band);
  return { fr: `${told.fr}, ${band.fr}`, en: `${told.en}, ${band.en}` };
}

export function tellDocumentRate(entry: Entry, rate: DocumentRate, month: LocalDate): Sentence {
  const told = tellPart(entry, { basisCents: entry.netCents, ...rate }, month);
  return {
    fr: `${told.fr}, taux propre à ce document : ${rate.reason}`,
    en: `${told.en}, rate of this document alone: ${rate.reason}`,
  };
}

export function tellReversal(entry: Entry, rateBasisPoints: number, month: LocalDate): Sentence {
  const told = tellPart(entry, { basisCents: entry.netCents, rateBasisPoints }, month);
  return { fr: `Réversion : ${told.fr}`, en: `Reversal: ${told.en}` };
}

export function tellReversalLimit(amountCents: number): Sentence {
  return amountCents > 0
    ? {
        fr: 'Réversion limitée à ce qui a été retenu depuis le 1er janvier',
        en: 'Reversal limited to what was kept since 1 January',
      }
    : {
        fr: 'Réversion retenue plus tôt dans l’année, rendue dans la limite de ce qui a été retenu depuis le 1er janvier',
        en: 'Reversal held back earlier in the year, given now within what was kept since 1 January',
      };
}

export function tellMonthlyMinimum({ cents }: Minimum, reachedCents: number): Sentence {
  return {
    fr: `Complément au minimum de ${writeCents(cents, 'fr')} par mois (${writeCents(reachedCents, 'fr')} sans lui)`,
    en: `Completion to the minimum of ${writeCents(cents, 'en')} a month (${writeCents(reachedCents, 'en')} without it)`,
  };
}

export function tellAnnualMinimum({ cents }: Minimum, reachedCents: number): Sentence {
  return {
    fr: `Complément au minimum de ${writeCents(cents, 'fr')} par an (${writeCents(reachedCents, 'fr')} sans lui depuis le 1er janvier)`,
    en: `Completion to the minimum of ${writeCents(cents, 'en')} a year (${writeCents(reachedCents, 'en')} without it since 1 January)`,
  };
}
