import type { Day } from '../../../i18n/format';

const DAY_MS = 86_400_000;

/** The civil day as a number that can be subtracted. */
const at = (day: Day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

export interface Span {
  readonly label: string;
  readonly from: Day;
  /** Null: goes on. */
  readonly to: Day | null;
  /** Recorded by mistake: it does not count. */
  readonly isTakenBack?: boolean;
}

export interface TimelineScale {
  readonly from: Day;
  readonly to: Day;
  /** The last day that is told: of a span, or today. */
  readonly last: Day;
  /** Where a day lies, from 0 to 100. */
  readonly placeOf: (day: Day | null) => number;
  /** The first of January of each year in between, thinned to eight at most. */
  readonly years: readonly Day[];
}

const MOST_YEARS = 8;

/** A scale that holds all spans and today, with a little room behind today. Null without spans. */
export function scaleOf(spans: readonly Span[], today: Day): TimelineScale | null {
  if (spans.length === 0) return null;
  const days = spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  // What begins later than today is seen from today on.
  const from = [...days, today].reduce((a, b) => (a < b ? a : b));
  const last = [...days, today].reduce((a, b) => (a > b ? a : b));
  const length = Math.max(30, at(last) - at(from));
  const to = new Date((at(last) + Math.ceil(length * 0.04)) * DAY_MS).toISOString().slice(0, 10);
  const whole = at(to) - at(from);
  const first = Number(from.slice(0, 4)) + 1;
  const count = Math.max(0, Number(to.slice(0, 4)) - first + 1);
  const step = Math.max(1, Math.ceil(count / MOST_YEARS));
  return {
    from,
    to,
    last,
    placeOf: (day) => (day === null ? 100 : Math.min(100, Math.max(0, ((at(day) - at(from)) / whole) * 100))),
    years: Array.from({ length: count }, (_, i) => first + i)
      .filter((_, i) => i % step === 0)
      .map((year) => `${year}-01-01`),
  };
}
