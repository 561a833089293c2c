import type { LocalDate } from '#kernel';
import type { BilledFact, CollectedFact, PurchaseFact } from '../facts/activity-facts.js';
import { contributionBetween, rateOf } from './bands.js';
import { completeToMinimum } from './complete-minimum.js';
import { type Circumstances, dueOfYear, type Stretch, stretchesOf } from './due-of-year.js';
import { type ExplainedLine, lastMonthOf, lineOfYear, yearOf } from './explained-line.js';
import { typesetSentence } from '../typeset-sentence.js';
import { billedEntry, boughtEntry, collectedEntry, type Entry, inOrder, monthOfFact } from './entry.js';
import { addLines, NOTHING_BEFORE, type RunningSums, sumsOfYear } from './running-sums.js';
import type { Basis, DocumentRate, Scheme } from './scheme.js';
import {
  type LineContext,
  tellBandPart,
  tellDocumentRate,
  tellReversal,
  tellReversalLimit,
  tellShift,
} from './tell-line.js';

/** The facts of one activity that one month's statement counts. */
export interface MonthOfFacts {
  /** First day of the month. */
  readonly month: LocalDate;
  readonly billed?: readonly BilledFact[];
  readonly collected?: readonly CollectedFact[];
  readonly purchases?: readonly PurchaseFact[];
  /** Of all the statements before; none by default. */
  readonly before?: RunningSums;
  readonly documentRates?: readonly DocumentRate[];
  /**
   * Documents issued while another basis was in force: each is counted by the basis of the day of its issue, so that
   * a change of basis neither counts it twice nor loses it.
   */
  readonly basisOf?: ReadonlyMap<number, Basis>;
}

export interface Contribution {
  readonly lines: readonly ExplainedLine[];
  /** In cents: the sum of the lines. Negative where more is given back than taken. */
  readonly amountCents: number;
  readonly after: RunningSums;
}

const sumOf = (lines: readonly { readonly amountCents: number }[]) =>
  lines.reduce((sum, { amountCents }) => sum + amountCents, 0);

const placeOf = ({ on, ofMonth, invoice, client, payment, purchase }: Entry) => ({
  on,
  ofMonth,
  invoice,
  client,
  payment,
  purchase,
});

/** One statement being counted: its facts, and the schemes of the months to which they belong. */
class Counting {
  private readonly rates: ReadonlyMap<number, DocumentRate>;
  private readonly month: LocalDate;

  constructor(
    private readonly facts: MonthOfFacts,
    private readonly of: Circumstances,
  ) {
    this.month = facts.month;
    this.rates = new Map((facts.documentRates ?? []).map((rate) => [rate.invoice, rate]));
  }

  /** What the bands and the rates of documents are taken on. */
  taken(): { within: Entry[]; apart: { entry: Entry; rate: DocumentRate }[] } {
    const { billed = [], collected = [], purchases = [], basisOf } = this.facts;
    const basisFor = (invoice: number, ofMonth: LocalDate) =>
      basisOf?.get(invoice) ?? this.schemeIn(ofMonth).basis;
    const entries = inOrder([
      ...billed
        .filter((fact) => basisFor(fact.invoice.id, monthOfFact(fact.issuedOn, fact)) !== 'collected')
        .map(billedEntry),
      ...collected
        .filter((fact) => basisFor(fact.invoice.id, monthOfFact(fact.collectedOn, fact)) === 'collected')
        .map(collectedEntry),
      ...purchases
        .map(boughtEntry)
        .filter(({ ofMonth }) => this.schemeIn(ofMonth).basis === 'margin')
        .map((entry) => ({ ...entry, netCents: -entry.netCents })),
    ]);
    const rated = entries.map((entry) => ({ entry, rate: this.ownRateOf(entry) }));
    return {
      within: rated.filter(({ rate }) => rate === null).map(({ entry }) => entry),
      apart: rated.flatMap(({ entry, rate }) => (rate ? [{ entry, rate }] : [])),
    };
  }

  /** What takes back a counted fact does so as that was counted, whatever rate its document was given since. */
  private ownRateOf({ invoice, takesBack }: Entry): DocumentRate | null {
    if (invoice === null) return null;
    const counted = takesBack?.counted;
    if (!counted) return this.rates.get(invoice.id) ?? null;
    const { ownRateBasisPoints, reason } = counted;
    if (ownRateBasisPoints === null) return null;
    return { invoice: invoice.id, rateBasisPoints: ownRateBasisPoints, reason: reason ?? '' };
  }

  private schemeIn(month: LocalDate): Scheme {
    return this.of.schemeIn(month)!.scheme;
  }

  contextOf({ ofMonth }: Entry): LineContext {
    const counting = this.of.schemeIn(ofMonth)!;
    return {
      month: this.month,
      ofMonth,
      banded: counting.scheme.bands.length > 1,
      otherScheme: counting.id !== this.of.schemeIn(this.month)?.id,
    };
  }

  /** Each fact at the top of what its own year, under its own scheme, has reached. */
  bandLines(entries: readonly Entry[], before: RunningSums): ExplainedLine[] {
    const stretches = new Map<string, Stretch[]>();
    const reached = new Map<Stretch, number>();
    return entries.flatMap((entry) => {
      const year = yearOf(entry.ofMonth);
      if (!stretches.has(year)) stretches.set(year, stretchesOf(year, before, this.of));
      const stretch = stretches.get(year)!.find(({ months }) => months.includes(entry.ofMonth))!;
      const fromCents = reached.get(stretch) ?? stretch.reachedCents;
      const toCents = fromCents + entry.netCents;
      reached.set(stretch, toCents);
      const { scheme, startCents } = stretch;
      return contributionBetween(scheme, { fromCents, toCents, startCents }).map((part) => ({
        cause: 'band' as const,
        ...placeOf(entry),
        basisCents: part.basisCents,
        rateBasisPoints: part.rateBasisPoints,
        amountCents: part.amountCents,
        sentence: tellBandPart(entry, part, this.contextOf(entry)),
      }));
    });
  }

  /** Where a late fact moves the bands of a later scheme of its year. */
  shiftLines(bands: readonly ExplainedLine[], before: RunningSums): ExplainedLine[] {
    const after = addLines(before, bands);
    return yearsOf(bands).flatMap((year) => {
      const due = (sums: RunningSums) =>
        dueOfYear(year, lastMonthOf(year, this.month), sums, this.of).bandCents;
      const own = bands.filter(({ ofMonth }) => yearOf(ofMonth) === year);
      const amountCents = due(after) - due(before) - sumOf(own);
      if (amountCents === 0) return [];
      return [lineOfYear(year, this.month, { cause: 'shift', amountCents, sentence: tellShift(year) })];
    });
  }

  /** Each payment at its own product, so that what takes it back is exactly as much. */
  documentLines(apart: readonly { entry: Entry; rate: DocumentRate }[]): ExplainedLine[] {
    return apart.map(({ entry, rate }) => ({
      cause: 'documentRate',
      ...placeOf(entry),
      basisCents: entry.netCents,
      rateBasisPoints: rate.rateBasisPoints,
      amountCents: rateOf(entry.netCents, rate.rateBasisPoints),
      sentence: tellDocumentRate(entry, rate, this.contextOf(entry)),
    }));
  }

  /** What purchases give back by the scheme of their day. */
  reversalLines(): ExplainedLine[] {
    const eligible = (this.facts.purchases ?? []).filter((each) => each.eligible).map(boughtEntry);
    return inOrder(eligible).flatMap((entry): ExplainedLine[] => {
      const { basis, reversalBasisPoints: rate } = this.schemeIn(entry.ofMonth);
      const amountCents = -rateOf(entry.netCents, rate ?? 0);
      if (basis === 'margin' || rate === null || amountCents === 0) return [];
      const sentence = tellReversal(entry, rate, this.contextOf(entry));
      const product = { basisCents: entry.netCents, rateBasisPoints: rate, amountCents };
      return [{ cause: 'reversal', ...placeOf(entry), ...product, sentence }];
    });
  }

  /** Of all that was taken in a year, purchases never give back more than that. */
  limitLines(touched: readonly string[], before: RunningSums, after: RunningSums): ExplainedLine[] {
    return touched.flatMap((year) => {
      const sums = sumsOfYear(after, year);
      const taken = sums.bandCents + sums.documentRateCents;
      const reversed = Math.min(Math.max(0, -sums.reversalCents), Math.max(0, taken));
      const amountCents = -reversed - (sums.reversalCents + sumsOfYear(before, year).reversalLimitCents);
      if (amountCents === 0) return [];
      const sentence = tellReversalLimit(amountCents, yearOf(this.month) === year ? null : year);
      return [lineOfYear(year, this.month, { cause: 'reversalLimit', amountCents, sentence })];
    });
  }
}

/** The years to which lines belong, oldest first. */
function yearsOf(lines: readonly ExplainedLine[]): string[] {
  return [...new Set(lines.map(({ ofMonth }) => yearOf(ofMonth)))].sort();
}

/**
 * What is kept of an activity in a month, and from which fact each figure comes.
 *
 * Bands cut the basis cumulated since 1 January of the year to which a fact belongs: that of its day, or that of the
 * fact that it takes back, by the scheme of that day. What comes to light late is entered in this month at the rates of
 * its own. So all that is entered for a year is a function of its facts alone, in whatever order they came to light: a
 * fact that is taken back leaves nothing behind. Each line is a difference of two running sums that are rounded half-up
 * to the cent, so that the lines sum to the whole: a line may be one cent off its own product.
 */
export function countMonth(facts: MonthOfFacts, of: Circumstances): Contribution {
  const { before = NOTHING_BEFORE } = facts;
  const counting = new Counting(facts, of);
  const { within, apart } = counting.taken();
  const bands = counting.bandLines(within, before);
  const taken = [...bands, ...counting.shiftLines(bands, before), ...counting.documentLines(apart)];
  const reversal = counting.reversalLines();
  const counted = [...taken, ...reversal];
  const touched = [...new Set([...yearsOf(counted), yearOf(facts.month)])].sort();
  const limit = counting.limitLines(touched, before, addLines(before, counted));
  const reached = [...counted, ...limit];
  const minimum = completeToMinimum({ month: facts.month, reached, before }, of);
  const lines = [...reached, ...minimum].map((line) => ({
    ...line,
    sentence: typesetSentence(line.sentence),
  }));
  return { lines, amountCents: sumOf(lines), after: addLines(before, lines) };
}

/** As `countMonth`, under one scheme, of an activity that the issuer carries all the year or, where said, not at all. */
export function contributionOf(
  scheme: Scheme,
  { carried = true, ...facts }: MonthOfFacts & { readonly carried?: boolean },
): Contribution {
  return countMonth(facts, { schemeIn: () => ({ id: 0, scheme }), carriedIn: () => carried });
}
