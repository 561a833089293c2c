import { addMonths, type LocalDate, monthOf } from '#kernel';
import type { PurchaseFact } from '../facts/activity-facts.js';
import type { BilledRow, CollectedRow, Countable } from '../facts/read-facts.js';
import {
  type Contribution,
  contributionOf,
  NOTHING_BEFORE,
  type RunningSums,
} from '../schemes/contribution-of.js';
import { inForce, type SchemeInForce, type SchemeVersion } from '../schemes/scheme-on.js';
import type { Basis, DocumentRate, Scheme } from '../schemes/scheme.js';

/** Where the statements of an activity stop. */
export interface LastClosed {
  /** First day of the month. */
  readonly month: LocalDate;
  /** Of the civil year of that month. */
  readonly after: RunningSums;
}

/** What an issuer's statements of one activity are made of; facts that a statement counted already are left out. */
export interface ActivityFacts {
  readonly activity: number;
  readonly versions: readonly SchemeVersion[];
  readonly billed: readonly BilledRow[];
  readonly collected: readonly CollectedRow[];
  readonly purchases: readonly PurchaseFact[];
  readonly documentRates: readonly DocumentRate[];
  readonly lastClosed: LastClosed | null;
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

const firstOf = (day: LocalDate) => `${monthOf(day)}-01` as LocalDate;

/** What is counted in one month, by the basis that was in force when each document was issued. */
function factsWithin(facts: ActivityFacts, { from, to }: { from: LocalDate | null; to: LocalDate }) {
  const within = (day: LocalDate) => (from === null || day >= from) && day < to;
  const under = (day: LocalDate) =>
    inForce(facts.versions, { activity: facts.activity, day })?.scheme ?? null;
  // A fact of a day on which nothing was kept is counted in no month.
  return {
    billed: facts.billed.filter(({ issuedOn }) => within(issuedOn) && under(issuedOn)),
    collected: facts.collected.filter(({ collectedOn }) => within(collectedOn) && under(collectedOn)),
    purchases: facts.purchases.filter(({ boughtOn }) => within(boughtOn) && under(boughtOn)),
    schemeOf: under,
    basisOf: (issuedOn: LocalDate) => under(issuedOn)?.basis,
  };
}

/** A scheme that begins to count purchases does not reach back to those made under one that did not. */
function countsPurchase({ basis, reversalBasisPoints }: Scheme, { eligible }: PurchaseFact): boolean {
  return basis === 'margin' || (eligible && reversalBasisPoints !== null);
}

function countIn(
  facts: ActivityFacts,
  within: ReturnType<typeof factsWithin>,
  { month, scheme, before }: { month: LocalDate; scheme: SchemeInForce; before: RunningSums },
): OpenStatement {
  const { billed, collected, purchases } = within;
  const basisOf = new Map<number, Basis>();
  // A credit note takes back by the basis by which its invoice is counted.
  for (const { invoice, rootIssuedOn } of [...billed, ...collected]) {
    basisOf.set(invoice.id, within.basisOf(rootIssuedOn) ?? scheme.scheme.basis);
  }
  const isCollected = (invoice: number) => basisOf.get(invoice) === 'collected';
  const counted = {
    billed: billed.filter(({ invoice }) => !isCollected(invoice.id)),
    collected: collected.filter(({ invoice }) => isCollected(invoice.id)),
    purchases: purchases.filter(
      (purchase) =>
        countsPurchase(scheme.scheme, purchase) &&
        countsPurchase(within.schemeOf(purchase.boughtOn)!, purchase),
    ),
  };
  const contribution = contributionOf(scheme.scheme, {
    month,
    ...counted,
    before,
    documentRates: facts.documentRates,
    basisOf,
    carried: facts.carriedIn(month),
  });
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
  const { lastClosed } = facts;
  const start = lastClosed ? addMonths(lastClosed.month, 1) : firstOf(first);
  let before = lastClosed?.after ?? NOTHING_BEFORE;
  let year = (lastClosed?.month ?? start).slice(0, 4);
  const statements: OpenStatement[] = [];
  let counts = false;
  for (let month = start; month <= until; month = addMonths(month, 1)) {
    if (month.slice(0, 4) !== year) [year, before] = [month.slice(0, 4), NOTHING_BEFORE];
    const scheme = inForce(facts.versions, { activity: facts.activity, day: month });
    if (!scheme) continue;
    // The first month that counts takes what no month before it could.
    const within = factsWithin(facts, { from: counts ? month : null, to: addMonths(month, 1) });
    counts = true;
    const statement = countIn(facts, within, { month, scheme, before });
    before = statement.contribution.after;
    if (statement.contribution.lines.length > 0) statements.push(statement);
  }
  return statements;
}
