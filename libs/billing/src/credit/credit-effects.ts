import { daysOf, overlap, type Period, type Sentence, union, writePeriod } from '#kernel';
import type { CoverageSegment, CoverageState } from '../reading/draw-coverage.js';
import type { DocumentToIssue } from '../sealing/document-to-issue.js';

interface LineRef {
  readonly id: number;
  readonly code: string;
  readonly label: string;
}

/** A line of the credited invoice, as the coverage shows it before and after. */
export interface DrawnTwice {
  /** The line of the invoice, and the contract line that it bills. */
  readonly position: number;
  readonly line: LineRef;
  readonly contract: { readonly id: number; readonly code: string };
  readonly window: Period;
  readonly before: readonly CoverageSegment[];
  readonly after: readonly CoverageSegment[];
}

/** What a credit note does to the coverage of one line of the invoice that it credits. */
export interface CreditEffect extends DrawnTwice {
  /** Without sign. */
  readonly netCents: number;
  /** Days that it takes back. */
  readonly days: readonly Period[];
  /** Of those, the days that are due and will be proposed again. */
  readonly unbilled: readonly Period[];
  /** Of those, the days that nothing makes due: they stay credited. */
  readonly stayCredited: readonly Period[];
  /** Of those, the days that an excuse or a control holds back. */
  readonly held: readonly Period[];
  readonly sentence: Sentence;
}

/** Line by line, in the order of the invoice. Pure. */
export function tellCreditEffects(
  {
    document,
    credits,
    creditedPositions,
  }: Pick<DocumentToIssue, 'document' | 'credits' | 'creditedPositions'>,
  drawn: readonly DrawnTwice[],
): CreditEffect[] {
  return drawn.map((line) => {
    const days = union(
      credits.filter((each) => each.creditedPosition === line.position).map((each) => each.period),
    );
    const netCents = document.lines
      .filter((each) => creditedPositions[each.position] === line.position)
      .reduce((sum, each) => sum + Math.abs(each.netCents), 0);
    const become = (state: CoverageState) =>
      overlap(
        days,
        line.after.filter((each) => each.state === state),
      );
    const effect = { unbilled: become('unbilled'), stayCredited: become('credited'), held: become('held') };
    return { ...line, netCents, days, ...effect, sentence: sentenceOf(days, effect) };
  });
}

type Become = Pick<CreditEffect, 'unbilled' | 'stayCredited' | 'held'>;

function sentenceOf(days: readonly Period[], { unbilled, stayCredited, held }: Become): Sentence {
  if (days.length === 0) {
    return {
      fr: 'Aucun jour n’est repris : la période reste facturée, seul son montant diminue.',
      en: 'No day is taken back: the period stays billed, only its amount goes down.',
    };
  }
  const told = [
    unbilled.length > 0 && {
      fr: `À facturer de nouveau : ${inWords(unbilled, 'fr')}. La prochaine campagne le proposera, et une personne devra l’autoriser.`,
      en: `To be billed again: ${inWords(unbilled, 'en')}. The next billing run will propose it, and a person will have to release it.`,
    },
    stayCredited.length > 0 && {
      fr: `Crédité pour de bon : ${inWords(stayCredited, 'fr')}. Rien n’est dû à cette période, qui ne sera plus facturée.`,
      en: `Credited for good: ${inWords(stayCredited, 'en')}. Nothing is due for it, and it will be billed no more.`,
    },
    held.length > 0 && {
      fr: `Retenu : ${inWords(held, 'fr')}. Un motif écrit ou un contrôle empêche de le facturer.`,
      en: `Held: ${inWords(held, 'en')}. A written reason or a control keeps it from being billed.`,
    },
  ].filter((each) => each !== false);
  return { fr: told.map(({ fr }) => fr).join(' '), en: told.map(({ en }) => en).join(' ') };
}

/** « du 30 au 31 mai 2026 (2 jours) et le 3 juin 2026 (1 jour) ». */
function inWords(days: readonly Period[], language: 'fr' | 'en'): string {
  const word = language === 'fr' ? 'jour' : 'day';
  return days
    .map((each) => `${writePeriod(each, language)} (${daysOf(each)} ${word}${daysOf(each) > 1 ? 's' : ''})`)
    .join(language === 'fr' ? ' et ' : ' and ');
}
