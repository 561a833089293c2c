import { addMonths, type LocalDate } from '#kernel';
import type { PurchaseFact } from '../facts/activity-facts.js';
import type { BilledRow, CollectedRow, Countable } from '../facts/read-facts.js';
import { type Contribution, countMonth } from '../schemes/contribution-of.js';
import type { Circumstances } from '../schemes/due-of-year.js';
import { firstOf, monthOfFact } from '../schemes/entry.js';
import type { RunningSums } from '../schemes/running-sums.js';
import { inForce, type SchemeInForce, type SchemeVersion } from '../schemes/scheme-on.js';
import type { Basis, DocumentRate, Scheme } from '../schemes/scheme.js';

/** What an issuer's statements of one activity are made of; facts that a statement counted already are left out. */
export interface ActivityFacts {
  readonly activity: number;
  readonly versions: readonly SchemeVersion[];
  readonly billed: readonly BilledRow[];
  readonly collected: readonly CollectedRow[];
  readonly purchases: readonly PurchaseFact[];
  readonly documentRates: readonly DocumentRate[];
  /** First day of the last month that is closed. */
  readonly lastClosed: LocalDate | null;
  /** What closed statements say of each month that facts may still move. */
  readonly before: RunningSums;
  /** Whether the issuer carries a contract of the activity in a month. */
  readonly carriedIn: (month: LocalDate) => boolean;
}

export const COUNTED_KINDS = ['billed', 'collected', 'bought'] as const;

/** A fact that a statement counts, so that no other does. */
export interface CountedFact {
  readonly kind: (typeof COUNTED_KINDS)[number];
  /** The invoice, the allocation or the direct cost. */
  readonly fact: number;
  readonly netCents: number;
  /** Of what documents say; null for a direct cost. */
  readonly contract: number | null;
  readonly root: number | null;
}

const countedParts = (
  kind: 'billed' | 'collected',
  fact: number,
  { root, parts }: Countable,
): CountedFact[] => parts.map(({ contract, netCents }) => ({ kind, fact, netCents, contract, root }));

/** The statement of a month as it would be closed now. */
export interface OpenStatement {
  readonly activity: number;
  readonly month: LocalDate;
  readonly scheme: SchemeInForce;
  readonly contribution: Contribution;
  readonly counted: readonly CountedFact[];
}

/** What is entered in one month, of whichever month it is. */
function factsWithin(
  facts: ActivityFacts,
  { from, to }: { from: LocalDate | null; to: LocalDate },
  { schemeIn }: Circumstances,
) {
  const within = (day: LocalDate) => (from === null || day >= from) && day < to;
  // A fact of a month in which nothing was kept is counted in none, and neither is what takes it back.
  const counts = (on: LocalDate, fact: Parameters<typeof monthOfFact>[1]) =>
    within(on) && schemeIn(monthOfFact(on, fact)) !== null;
  return {
    billed: facts.billed.filter((fact) => counts(fact.issuedOn, fact)),
    collected: facts.collected.filter((fact) => counts(fact.collectedOn, fact)),
    purchases: facts.purchases.filter(({ boughtOn }) => counts(boughtOn, {})),
  };
}

/** A scheme that begins to count purchases does not reach back to those made under one that did not. */
function countsPurchase({ basis, reversalBasisPoints }: Scheme, { eligible }: PurchaseFact): boolean {
  return basis === 'margin' || (eligible && reversalBasisPoints !== null);
}

interface CountedMonth {
  readonly month: LocalDate;
  readonly scheme: SchemeInForce;
  readonly before: RunningSums;
  readonly of: Circumstances;
}

function countIn(
  facts: ActivityFacts,
  { billed, collected, purchases }: ReturnType<typeof factsWithin>,
  { month, scheme, before, of }: CountedMonth,
): OpenStatement {
  const basisOf = new Map<number, Basis>();
  // A credit note takes back by the basis by which its invoice is counted.
  for (const { invoice, rootIssuedOn } of [...billed, ...collected]) {
    basisOf.set(invoice.id, of.schemeIn(firstOf(rootIssuedOn))?.scheme.basis ?? scheme.scheme.basis);
  }
  const isCollected = (invoice: number) => basisOf.get(invoice) === 'collected';
  const counted = {
    billed: billed.filter(({ invoice }) => !isCollected(invoice.id)),
    collected: collected.filter(({ invoice }) => isCollected(invoice.id)),
    purchases: purchases.filter((purchase) =>
      countsPurchase(of.schemeIn(firstOf(purchase.boughtOn))!.scheme, purchase),
    ),
  };
  const { documentRates } = facts;
  const contribution = countMonth({ month, ...counted, before, documentRates, basisOf }, of);
  return {
    activity: facts.activity,
    month,
    scheme,
    contribution,
    counted: [
      ...counted.billed.flatMap((row) => countedParts('billed', row.invoice.id, row)),
      ...counted.collected.flatMap((row) => countedParts('collected', row.allocation, row)),
      ...counted.purchases.map(({ id, netCents }) => ({
        kind: 'bought' as const,
        fact: id,
        netCents,
        contract: null,
        root: null,
      })),
    ],
  };
}

/** Schemes begin on the first of a month: one answer counts for all of it. */
function remembered<T>(answer: (month: LocalDate) => T): (month: LocalDate) => T {
  const known = new Map<LocalDate, T>();
  return (month) => {
    if (!known.has(month)) known.set(month, answer(month));
    return known.get(month)!;
  };
}

/**
 * The statements of an activity that are not closed, up to a month, in their order. What came to light of a closed month
 * is counted in the first open one. A month about which there is nothing to say has none.
 * @param until first day of the last month that is looked at
 */
export function openStatements(facts: ActivityFacts, until: LocalDate): OpenStatement[] {
  const first = facts.versions.reduce<LocalDate | null>(
    (found, { from }) => (found === null || from < found ? from : found),
    null,
  );
  if (first === null) return [];
  const { activity, versions, lastClosed, carriedIn } = facts;
  const of = { schemeIn: remembered((day) => inForce(versions, { activity, day })), carriedIn };
  const start = lastClosed ? addMonths(lastClosed, 1) : firstOf(first);
  let { before } = facts;
  const statements: OpenStatement[] = [];
  let counts = false;
  for (let month = start; month <= until; month = addMonths(month, 1)) {
    const scheme = of.schemeIn(month);
    if (!scheme) continue;
    // The first month that counts takes what no month before it could.
    const within = factsWithin(facts, { from: counts ? month : null, to: addMonths(month, 1) }, of);
    counts = true;
    const statement = countIn(facts, within, { month, scheme, before, of });
    before = statement.contribution.after;
    if (statement.contribution.lines.length > 0) statements.push(statement);
  }
  return statements;
}
