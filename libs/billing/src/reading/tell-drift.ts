import { type Period, type Sentence, totalDays, writeDate, writePeriod } from '#kernel';
import type { BillOfDays, DriftKind, DriftLine } from './list-drift.js';

type Language = 'fr' | 'en';

/** What is wrong with the days of one kind, and what to do, in one sentence. */
export interface ToldDrift {
  readonly kind: DriftKind | 'excused';
  readonly days: number;
  readonly sentence: Sentence;
}

const MOST_PERIODS = 3;
const MOST_BILLS = 3;

interface Told {
  /** The days in words. */
  readonly when: string;
  /** « 3 jours » */
  readonly howMany: string;
  /** The documents that bill them, in words. */
  readonly by: string;
}

const SAYS: Readonly<
  Record<ToldDrift['kind'], { readonly fr: (told: Told) => string; readonly en: (told: Told) => string }>
> = {
  unbilled: {
    fr: ({ howMany, when }) =>
      `${howMany} dus et facturés par personne, ${when}. Proposez une campagne, ou écrivez pourquoi ils ne seront pas facturés.`,
    en: ({ howMany, when }) =>
      `${howMany} due and billed by nobody, ${when}. Propose a run, or write why they will not be billed.`,
  },
  elsewhere: {
    fr: ({ howMany, when, by }) =>
      `${howMany} déjà facturés ailleurs, ${when}\u00A0: ${by}. Ils seront facturables ici quand cet émetteur les aura crédités.`,
    en: ({ howMany, when, by }) =>
      `${howMany} already billed elsewhere, ${when}: ${by}. They can be billed here once that issuer has credited them.`,
  },
  uncarried: {
    fr: ({ howMany, when }) =>
      `${howMany} dus, ${when}, sans émetteur qui porte le contrat. Indiquez qui le porte ces jours-là.`,
    en: ({ howMany, when }) =>
      `${howMany} due, ${when}, with no issuer that carries the contract. Say who carries it on these days.`,
  },
  mispriced: {
    fr: ({ howMany, when, by }) =>
      `${howMany} facturés à un prix qui n’est plus celui du contrat, ${when}\u00A0: ${by}. La correction les crédite, puis les refacture.`,
    en: ({ howMany, when, by }) =>
      `${howMany} billed at a price that is no longer the agreed one, ${when}: ${by}. The correction credits them and bills them again.`,
  },
  overbilled: {
    fr: ({ howMany, when, by }) =>
      `${howMany} facturés par un émetteur à qui ils ne sont pas dus, ${when}\u00A0: ${by}. La correction les crédite.`,
    en: ({ howMany, when, by }) =>
      `${howMany} billed by an issuer to which they are not due, ${when}: ${by}. The correction credits them.`,
  },
  ahead: {
    fr: ({ howMany, when, by }) =>
      `${howMany} facturés d’avance, ${when}\u00A0: ${by}. Ils deviendront dus avec le temps\u202F; créditez-les s’ils ont été facturés trop tôt.`,
    en: ({ howMany, when, by }) =>
      `${howMany} billed ahead, ${when}: ${by}. They fall due with time; credit them if they were billed too early.`,
  },
  excused: {
    fr: ({ howMany, when }) => `${howMany} non facturés, motif écrit, ${when}.`,
    en: ({ howMany, when }) => `${howMany} not billed for a written reason, ${when}.`,
  },
};

/** One sentence for each kind of days that a line has. Pure. */
export function tellDrift(line: DriftLine): ToldDrift[] {
  return (Object.keys(SAYS) as ToldDrift['kind'][])
    .filter((kind) => line[kind].length > 0)
    .map((kind) => {
      const sentence = (language: Language) =>
        SAYS[kind][language]({
          howMany: writeDays(totalDays(line[kind]), language),
          when: writePeriods(line[kind], language),
          by: writeBills(line.bills, line[kind], language),
        });
      return { kind, days: totalDays(line[kind]), sentence: { fr: sentence('fr'), en: sentence('en') } };
    });
}

function writeDays(days: number, language: Language): string {
  const unit = language === 'fr' ? 'jour' : 'day';
  return `${days.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')}\u00A0${unit}${days > 1 ? 's' : ''}`;
}

function writePeriods(periods: readonly Period[], language: Language): string {
  return listed(
    periods.map((each) => writePeriod(each, language)),
    MOST_PERIODS,
    language,
  );
}

function writeBills(bills: readonly BillOfDays[], days: readonly Period[], language: Language): string {
  const concerned = bills.filter((bill) =>
    bill.days.some((billed) => days.some((each) => billed.from < each.to && each.from < billed.to)),
  );
  const words = concerned.map(({ issuer, invoice, issuedOn }) =>
    language === 'fr'
      ? `${issuer}, facture ${invoice.number} du ${writeDate(issuedOn, 'fr')}`
      : `${issuer}, invoice ${invoice.number} of ${writeDate(issuedOn, 'en')}`,
  );
  return listed([...new Set(words)], MOST_BILLS, language);
}

/** The first few, and how many more there are. */
function listed(words: readonly string[], most: number, language: Language): string {
  const more = words.length - most;
  const shown = words.slice(0, most).join(language === 'fr' ? '\u202F; ' : '; ');
  if (more <= 0) return shown;
  return language === 'fr'
    ? `${shown}\u202F; et ${more} autre${more > 1 ? 's' : ''}`
    : `${shown}; and ${more} more`;
}
