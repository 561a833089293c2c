import type { LocalDate, Sentence } from '#kernel';
import type { BilledFact, CollectedFact, PurchaseFact } from '../facts/activity-facts.js';
import { contributionBetween, rateOf } from './bands.js';
import type { Entry } from './entry.js';
import {
  tellAnnualMinimum,
  tellBandPart,
  tellDocumentRate,
  tellMonthlyMinimum,
  tellReversal,
  tellReversalLimit,
} from './tell-line.js';
import type { Basis, DocumentRate, Scheme } from './scheme.js';

/** What was counted since 1 January before the month, in cents. */
export interface RunningSums {
  /** Of the basis that the bands cut. */
  readonly basisCents: number;
  /** By bands and by rates of documents, before what is given back and the minimum. */
  readonly takenCents: number;
  readonly eligiblePurchasesCents: number;
  /** What the eligible purchases would give back if it had no limit. */
  readonly entitledCents: number;
  readonly reversedCents: number;
  /** All that was kept: taken, less given back, with the minimum. */
  readonly keptCents: number;
}

export const NOTHING_BEFORE: RunningSums = {
  basisCents: 0,
  takenCents: 0,
  eligiblePurchasesCents: 0,
  entitledCents: 0,
  reversedCents: 0,
  keptCents: 0,
};

/** The facts of one activity that one month's statement counts. */
export interface MonthOfFacts {
  /** First day of the month. */
  readonly month: LocalDate;
  readonly billed?: readonly BilledFact[];
  readonly collected?: readonly CollectedFact[];
  readonly purchases?: readonly PurchaseFact[];
  /** Of the months before in the same civil year; none by default. */
  readonly before?: RunningSums;
  readonly documentRates?: readonly DocumentRate[];
  /**
   * Documents issued while another basis was in force: each is counted by the basis of the day of its issue, so that
   * a change of basis neither counts it twice nor loses it.
   */
  readonly basisOf?: ReadonlyMap<number, Basis>;
  /** Whether the issuer carries the activity in this month: only then is a minimum owed. True by default. */
  readonly carried?: boolean;
}

export const LINE_CAUSES = ['band', 'documentRate', 'reversal', 'reversalLimit', 'minimum'] as const;

/** One figure of a contribution and the fact that it comes from. */
export interface ExplainedLine {
  readonly cause: (typeof LINE_CAUSES)[number];
  /** The day of the fact; the first of the month for what concerns the month as a whole. */
  readonly on: LocalDate;
  readonly invoice: { readonly id: number; readonly number: string } | null;
  readonly client: { readonly id: number; readonly name: string } | null;
  readonly payment: number | null;
  readonly purchase: number | null;
  /** In cents, without VAT. */
  readonly basisCents: number;
  readonly rateBasisPoints: number | null;
  /** In cents; what is given back is negative. */
  readonly amountCents: number;
  readonly sentence: Sentence;
}

export interface Contribution {
  readonly lines: readonly ExplainedLine[];
  /** In cents: the sum of the lines. Negative where more is given back than taken. */
  readonly amountCents: number;
  readonly after: RunningSums;
}

const ofDocument = (fact: BilledFact | CollectedFact) => ({
  netCents: fact.netCents,
  label: fact.invoice.number,
  invoice: fact.invoice,
  client: fact.client,
  purchase: null,
});

function billedEntry(fact: BilledFact): Entry {
  return { kind: 'billed', on: fact.issuedOn, ...ofDocument(fact), payment: null };
}

function collectedEntry(fact: CollectedFact): Entry {
  return { kind: 'collected', on: fact.collectedOn, ...ofDocument(fact), payment: fact.payment };
}

function boughtEntry({ boughtOn, netCents, label, id }: PurchaseFact): Entry {
  const of = { invoice: null, client: null, payment: null, purchase: id };
  return { kind: 'bought', on: boughtOn, netCents, label, ...of };
}

/** By day and then by what names them, so that a month is told in one order, however its facts were read. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const keyOf = ({ on, kind, label, payment, purchase, netCents }: Entry) =>
    [on, kind, label, payment ?? purchase ?? 0, netCents].join('\u0000');
  return entries
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry);
}

function entriesOf(basis: Basis, facts: MonthOfFacts): Entry[] {
  const { billed = [], collected = [], purchases = [], basisOf } = facts;
  const basisFor = (invoice: number) => basisOf?.get(invoice) ?? basis;
  const bought = basis === 'margin' ? purchases.map(boughtEntry) : [];
  return inOrder([
    ...billed.filter(({ invoice }) => basisFor(invoice.id) !== 'collected').map(billedEntry),
    ...collected.filter(({ invoice }) => basisFor(invoice.id) === 'collected').map(collectedEntry),
    ...bought.map((entry) => ({ ...entry, netCents: -entry.netCents })),
  ]);
}

const sumOf = (lines: readonly { readonly amountCents: number }[]) =>
  lines.reduce((sum, { amountCents }) => sum + amountCents, 0);

function bandLines(
  scheme: Scheme,
  entries: readonly Entry[],
  beforeCents: number,
  month: LocalDate,
): ExplainedLine[] {
  let reached = beforeCents;
  return entries.flatMap((entry) => {
    const from = reached;
    reached += entry.netCents;
    return contributionBetween(scheme, { fromCents: from, toCents: reached }).map((part) => ({
      cause: 'band' as const,
      ...placeOf(entry),
      basisCents: part.basisCents,
      rateBasisPoints: part.rateBasisPoints,
      amountCents: part.amountCents,
      sentence: tellBandPart(entry, part, { month, banded: scheme.bands.length > 1 }),
    }));
  });
}

const placeOf = ({ on, invoice, client, payment, purchase }: Entry) => ({
  on,
  invoice,
  client,
  payment,
  purchase,
});

/** The payments of one document are parts of one sum: their lines are differences of its rounded running sums. */
function documentLines(
  entries: readonly Entry[],
  rates: ReadonlyMap<number, DocumentRate>,
  month: LocalDate,
): ExplainedLine[] {
  const reached = new Map<number, number>();
  return entries.map((entry) => {
    const rate = rates.get(entry.invoice!.id)!;
    const from = reached.get(rate.invoice) ?? 0;
    const to = from + entry.netCents;
    reached.set(rate.invoice, to);
    return {
      cause: 'documentRate',
      ...placeOf(entry),
      basisCents: entry.netCents,
      rateBasisPoints: rate.rateBasisPoints,
      amountCents: rateOf(to, rate.rateBasisPoints) - rateOf(from, rate.rateBasisPoints),
      sentence: tellDocumentRate(entry, rate, month),
    };
  });
}

/** What concerns the month as a whole. */
function lineOfMonth(
  month: LocalDate,
  line: Pick<ExplainedLine, 'cause' | 'amountCents' | 'sentence'> & { readonly rateBasisPoints?: number },
): ExplainedLine {
  const nothing = { invoice: null, client: null, payment: null, purchase: null, basisCents: 0 };
  return { on: month, ...nothing, rateBasisPoints: null, ...line };
}

interface Reversal {
  readonly lines: readonly ExplainedLine[];
  readonly eligiblePurchasesCents: number;
  readonly entitledCents: number;
  readonly reversedCents: number;
}

/** Of all that was taken in the year, purchases never give back more than that. */
function reverse(scheme: Scheme, facts: MonthOfFacts, before: RunningSums, takenCents: number): Reversal {
  const { eligiblePurchasesCents, entitledCents, reversedCents } = before;
  const rate = scheme.reversalBasisPoints ?? 0;
  const eligible = scheme.basis === 'margin' ? [] : (facts.purchases ?? []).filter((each) => each.eligible);
  let reached = eligiblePurchasesCents;
  const lines: ExplainedLine[] = inOrder(eligible.map(boughtEntry)).map((entry) => {
    const from = reached;
    reached += entry.netCents;
    return {
      cause: 'reversal',
      ...placeOf(entry),
      basisCents: entry.netCents,
      rateBasisPoints: rate,
      amountCents: -(rateOf(reached, rate) - rateOf(from, rate)),
      sentence: tellReversal(entry, rate, facts.month),
    };
  });
  const given = lines.filter(({ amountCents }) => amountCents !== 0);
  const entitled = entitledCents - sumOf(given);
  const reversed = Math.min(Math.max(0, entitled), Math.max(0, takenCents));
  const limit = -(reversed - reversedCents) - sumOf(given);
  const limitLine = lineOfMonth(facts.month, {
    cause: 'reversalLimit',
    amountCents: limit,
    sentence: tellReversalLimit(limit),
  });
  return {
    lines: limit === 0 ? given : [...given, limitLine],
    eligiblePurchasesCents: reached,
    entitledCents: entitled,
    reversedCents: reversed,
  };
}

/** A minimum of the year is completed in December; a month in which more is given back than taken stays below 0. */
function completeToMinimum(
  { minimum }: Scheme,
  { month, carried = true }: MonthOfFacts,
  { monthCents, yearCents }: { readonly monthCents: number; readonly yearCents: number },
): ExplainedLine[] {
  if (!minimum || !carried) return [];
  if (minimum.per === 'year' && month.slice(5, 7) !== '12') return [];
  const reached = Math.max(0, minimum.per === 'month' ? monthCents : yearCents);
  const amountCents = minimum.cents - reached;
  if (amountCents <= 0) return [];
  const sentence =
    minimum.per === 'month' ? tellMonthlyMinimum(minimum, reached) : tellAnnualMinimum(minimum, reached);
  return [lineOfMonth(month, { cause: 'minimum', amountCents, sentence })];
}

/**
 * What is kept of an activity in a month, and from which fact each figure comes.
 *
 * Bands cut the basis cumulated since 1 January. Each line is a difference of two running sums that are rounded half-up
 * to the cent, so that the lines sum to the whole whatever the order of the facts: a line may be one cent off its own
 * product. What was paid and taken back, or credited, is a negative fact of the day on which that happened.
 */
export function contributionOf(scheme: Scheme, facts: MonthOfFacts): Contribution {
  const { month, before = NOTHING_BEFORE, documentRates = [] } = facts;
  const rates = new Map(documentRates.map((rate) => [rate.invoice, rate]));
  const entries = entriesOf(scheme.basis, facts);
  const apart = entries.filter(({ invoice }) => invoice !== null && rates.has(invoice.id));
  const within = entries.filter(({ invoice }) => invoice === null || !rates.has(invoice.id));
  const taken = [
    ...bandLines(scheme, within, before.basisCents, month),
    ...documentLines(apart, rates, month),
  ];
  const takenCents = before.takenCents + sumOf(taken);
  const { lines: reversal, ...purchases } = reverse(scheme, facts, before, takenCents);
  const monthCents = sumOf(taken) + sumOf(reversal);
  const minimum = completeToMinimum(scheme, facts, {
    monthCents,
    yearCents: before.keptCents + monthCents,
  });
  const lines = [...taken, ...reversal, ...minimum];
  const amountCents = sumOf(lines);
  const basisCents = within.reduce((sum, { netCents }) => sum + netCents, before.basisCents);
  return {
    lines,
    amountCents,
    after: { basisCents, takenCents, ...purchases, keptCents: before.keptCents + amountCents },
  };
}
