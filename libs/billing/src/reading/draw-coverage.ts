import { difference, intersection, overlap, type Period } from '#kernel';

/**
 * What is true of days of a line, the first that applies:
 * `billed` here, `billedElsewhere` by a former tool; `held` by a written excuse or by the control of an open run;
 * `unbilled`: due and billed by nobody; `credited`: billed, taken back, and not due; `paused`; `notYetDue`.
 */
export const COVERAGE_STATES = [
  'billed',
  'billedElsewhere',
  'held',
  'unbilled',
  'credited',
  'paused',
  'notYetDue',
] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export interface CoverageSegment extends Period {
  readonly state: CoverageState;
  /** The document that bills these days, or the credit note that took them back; null where there is none. */
  readonly invoiceId: number | null;
}

/** All that decides what is true of the days of one line. */
export interface CoverageFacts {
  /** Days of its terms, paused ones apart. */
  readonly agreed: readonly Period[];
  readonly paused: readonly Period[];
  readonly due: readonly Period[];
  readonly held: readonly Period[];
  readonly charges: readonly {
    readonly invoiceId: number;
    readonly period: Period;
    readonly generation: number;
    readonly foreignOrigin: boolean;
  }[];
  readonly credits: readonly {
    readonly invoiceId: number;
    readonly period: Period;
    readonly generation: number;
  }[];
}

/** Cuts a window of days into segments that say one thing each, in order. Days of which nothing is true have none. */
export function drawCoverage(facts: CoverageFacts, window: Period): CoverageSegment[] {
  const segments: CoverageSegment[] = [];
  let free: Period[] = [window];
  const take = (state: CoverageState, days: readonly Period[], invoiceId: number | null = null) => {
    const taken = overlap(free, days);
    segments.push(...taken.map((each) => ({ state, ...each, invoiceId })));
    free = difference(free, taken);
  };
  for (const { invoiceId, period, generation, foreignOrigin } of facts.charges) {
    const gone = facts.credits.filter((each) => each.generation === generation).map((each) => each.period);
    take(foreignOrigin ? 'billedElsewhere' : 'billed', difference([period], gone), invoiceId);
  }
  const due = overlap(free, facts.due);
  const held = overlap(due, facts.held);
  const unbilled = difference(due, held);
  // The newest credit note of a day tells why the day is free again.
  for (const credit of [...facts.credits].sort((a, b) => b.generation - a.generation)) {
    take('held', overlap(held, [credit.period]), credit.invoiceId);
    take('unbilled', overlap(unbilled, [credit.period]), credit.invoiceId);
    take('credited', difference([credit.period], due), credit.invoiceId);
  }
  take('held', held);
  take('unbilled', unbilled);
  take('paused', facts.paused);
  take('notYetDue', facts.agreed);
  return segments.sort((a, b) => (a.from < b.from ? -1 : 1));
}

export interface Carrier extends Period {
  /** Code of the issuer. */
  readonly issuer: string;
}

/** Who carries a contract, cut to a window. */
export function carriersWithin(carriers: readonly Carrier[], window: Period): Carrier[] {
  return carriers.flatMap((each) => {
    const days = intersection(each, window);
    return days ? [{ ...days, issuer: each.issuer }] : [];
  });
}
