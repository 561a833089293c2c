import { addDays, type LocalDate, type Sentence, writeCents, writeDate } from '#kernel';
import type { DaysToCredit, Forecast } from './read-forecast.js';

type Language = 'fr' | 'en';

/** What an act would change in what is billed. */
export interface ForecastChange {
  /** Null where the act makes what it bills. */
  readonly before: Forecast | null;
  readonly after: Forecast;
  /** Credits that the act makes necessary, and what their days cost then. */
  readonly newCredits: readonly DaysToCredit[];
  readonly newCreditCents: number;
  readonly rebilledCents: number;
  /** All that is told, credits taken off. */
  readonly netBeforeCents: number;
  readonly netAfterCents: number;
  readonly sentence: Sentence;
}

const creditsOf = (forecast: Forecast | null) => forecast?.lines.flatMap((line) => line.toCredit) ?? [];
const piecesOf = (forecast: Forecast | null) => forecast?.lines.flatMap((line) => line.pieces) ?? [];
const sumOf = (parts: readonly { readonly netCents: number }[]) =>
  parts.reduce((sum, { netCents }) => sum + netCents, 0);
/** What an outside issuer has to credit is told, and counts for nothing here. */
function netOf(forecast: Forecast | null): number {
  const outside = new Set(forecast?.issuers.filter((each) => each.outside).map(({ id }) => id));
  return (
    sumOf(piecesOf(forecast)) - sumOf(creditsOf(forecast).filter(({ issuerId }) => !outside.has(issuerId)))
  );
}

/** Pure. Days that were to be credited before the act are not counted as its doing. */
export function compareForecasts(before: Forecast | null, after: Forecast): ForecastChange {
  const known = new Set(creditsOf(before).map(keyOfCredit));
  const newCredits = creditsOf(after).filter((each) => !known.has(keyOfCredit(each)));
  const again = (forecast: Forecast | null) => sumOf(piecesOf(forecast).filter((piece) => piece.afterCredit));
  const figures = {
    before,
    after,
    newCredits,
    newCreditCents: sumOf(newCredits),
    rebilledCents: newCredits.length === 0 ? 0 : again(after) - again(before),
    netBeforeCents: netOf(before),
    netAfterCents: netOf(after),
  };
  return { ...figures, sentence: { fr: say(figures, 'fr'), en: say(figures, 'en') } };
}

function keyOfCredit({ invoice, period, netCents }: DaysToCredit): string {
  return [invoice.id, period.from, period.to, netCents].join();
}

type Figures = Omit<ForecastChange, 'sentence'>;

function say(figures: Figures, language: Language): string {
  return [
    sayCredits(figures, language),
    sayNext(figures, language),
    sayTotal(figures, language),
    ...sayOutside(figures, language),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const net = (cents: number, language: Language) =>
  language === 'fr' ? `${writeCents(cents, 'fr')}\u00a0HT` : `${writeCents(cents, 'en')} net`;

const NAMED_INVOICES = 3;

function sayCredits({ newCredits, newCreditCents, rebilledCents }: Figures, language: Language): string {
  if (newCredits.length === 0) return '';
  const numbers = [...new Set(newCredits.map(({ invoice }) => invoice.number))];
  const named = numbers.slice(0, NAMED_INVOICES).join(', ');
  const others = numbers.length - NAMED_INVOICES;
  if (language === 'fr') {
    const list = others > 0 ? `${named} et ${others} ${others > 1 ? 'autres' : 'autre'}` : named;
    const which = numbers.length > 1 ? `les factures ${list}` : `la facture ${list}`;
    const again =
      rebilledCents > 0 ? `, puis à refacturer ${net(rebilledCents, 'fr')} pour les mêmes jours` : '';
    return `Des jours déjà facturés changent\u00a0: ${net(newCreditCents, 'fr')} à créditer sur ${which}${again}.`;
  }
  const list = others > 0 ? `${named} and ${others} more` : named;
  const again = rebilledCents > 0 ? `, then ${net(rebilledCents, 'en')} to bill again for the same days` : '';
  return `Days already billed change: ${net(newCreditCents, 'en')} to credit on ${numbers.length > 1 ? 'invoices' : 'invoice'} ${list}${again}.`;
}

/** The first day on which something can be billed, with what it comes to. */
function nextOf(forecast: Forecast | null): { day: LocalDate; cents: number } | null {
  const pieces = piecesOf(forecast).filter((piece) => !piece.afterCredit);
  const [day] = pieces.map((piece) => piece.billableOn).sort();
  return day ? { day, cents: sumOf(pieces.filter((piece) => piece.billableOn === day)) } : null;
}

function sayNext({ before, after }: Figures, language: Language): string {
  const [was, will] = [nextOf(before), nextOf(after)];
  if (!will) {
    const until = writeDate(addDays(after.until, -1), language);
    return language === 'fr'
      ? `Plus rien ne sera facturé d’ici le ${until}.`
      : `Nothing more will be billed until ${until}.`;
  }
  const day = writeDate(will.day, language);
  const instead = was && (was.day !== will.day || was.cents !== will.cents) ? was : null;
  if (language === 'fr') {
    const rather = instead
      ? ` (au lieu du ${writeDate(instead.day, 'fr')}, ${net(instead.cents, 'fr')})`
      : '';
    return `Prochaine facturation\u00a0: le ${day}, ${net(will.cents, 'fr')}${rather}.`;
  }
  const rather = instead ? ` (instead of ${writeDate(instead.day, 'en')}, ${net(instead.cents, 'en')})` : '';
  return `Next billing: ${day}, ${net(will.cents, 'en')}${rather}.`;
}

function sayOutside({ after }: Figures, language: Language): string[] {
  return after.billedOutside.map(({ issuer, from }) =>
    language === 'fr'
      ? `${issuer.name} facture avec son propre outil les jours qu’il porte à partir du ${writeDate(from, 'fr')}\u00a0: ils ne sont pas comptés ici.`
      : `${issuer.name} bills the days that it carries from ${writeDate(from, 'en')} on with a tool of its own: they are not counted here.`,
  );
}

function sayTotal({ before, after, netBeforeCents, netAfterCents }: Figures, language: Language): string {
  const until = writeDate(addDays(after.until, -1), language);
  const sum = net(netAfterCents, language);
  const same = before !== null && netBeforeCents === netAfterCents;
  if (language === 'fr') {
    const instead = same
      ? ', comme sans ce changement'
      : before
        ? ` au lieu de ${net(netBeforeCents, 'fr')}`
        : '';
    return `En tout d’ici le ${until}\u00a0: ${sum}${instead}.`;
  }
  const instead = same
    ? ', as without this change'
    : before
      ? ` instead of ${net(netBeforeCents, 'en')}`
      : '';
  return `In all until ${until}: ${sum}${instead}.`;
}
