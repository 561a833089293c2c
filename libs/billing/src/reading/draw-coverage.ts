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
  const segments = drawCharges(facts, window);
  let free = difference([window], segments);
  if (free.length === 0) return joined(segments);
  const take = (state: CoverageState, days: readonly Period[], invoiceId: number | null = null) => {
    const taken = overlap(free, days);
    segments.push(...taken.map((each) => ({ state, ...each, invoiceId })));
    free = difference(free, taken);
  };
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
  return joined(segments.sort(byFirstDay));
}

function byFirstDay(a: Period, b: Period): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0;
}

/** What is billed and not credited, in order. One pass: most lines of a long list hold nothing else. */
function drawCharges({ charges, credits }: CoverageFacts, window: Period): CoverageSegment[] {
  const drawn: CoverageSegment[] = [];
  for (const { invoiceId, period, generation, foreignOrigin } of charges) {
    const gone = credits.filter((each) => each.generation === generation).map((each) => each.period);
    const live = gone.length === 0 ? [period] : difference([period], gone);
    for (const each of live) {
      const days = intersection(each, window);
      if (days) drawn.push({ state: foreignOrigin ? 'billedElsewhere' : 'billed', ...days, invoiceId });
    }
  }
  let end = window.from;
  return drawn.sort(byFirstDay).flatMap((each) => {
    if (each.to <= end) return [];
    const from = each.from > end ? each.from : end;
    end = each.to;
    return [{ ...each, from }];
  });
}

/** Segments that follow each other and say the same of the same document are one, however many charges they are. */
function joined(segments: readonly CoverageSegment[]): CoverageSegment[] {
  const whole: CoverageSegment[] = [];
  for (const next of segments) {
    const last = whole.at(-1);
    if (last?.to === next.from && last.state === next.state && last.invoiceId === next.invoiceId) {
      whole[whole.length - 1] = { ...last, to: next.to };
    } else {
      whole.push(next);
    }
  }
  return whole;
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
