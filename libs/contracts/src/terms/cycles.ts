import { addMonths, includesDay, intersection, type LocalDate, type Period } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import { NO_END, type Term } from './term.js';

type Cadence = Pick<Term, 'period' | 'months' | 'anchor'>;

/** One billing period of a term. */
export interface Cycle {
  /** Cycles before the anchor have negative numbers. */
  readonly index: number;
  /** [anchor + index × months, anchor + (index + 1) × months): what the price is the price of. */
  readonly whole: Period;
  /** The days of `whole` that the term holds: what is billed, pro rata where it is not the whole. */
  readonly days: Period;
}

/**
 * Cycle `index` of an anchor. Each bound is computed from the anchor and never from the bound before, so that an
 * anchor on the 31st gives 28 or 29 February and then the 31 March again.
 * @param months at least 1
 */
export function cyclePeriod(anchor: LocalDate, months: number, index: number): Period {
  return { from: addMonths(anchor, index * months), to: addMonths(anchor, (index + 1) * months) };
}

function cycleIndex(anchor: LocalDate, months: number, day: LocalDate): number {
  const elapsed = (+day.slice(0, 4) - +anchor.slice(0, 4)) * 12 + (+day.slice(5, 7) - +anchor.slice(5, 7));
  const index = Math.floor(elapsed / months);
  // The day of the month decides whether the month of the anchor's day has been reached.
  return day < addMonths(anchor, index * months) ? index - 1 : index;
}

function cycleAt(term: Cadence, index: number): Cycle | null {
  const whole = term.months === 0 ? term.period : cyclePeriod(term.anchor, term.months, index);
  const days = intersection(whole, term.period);
  return days && { index, whole, days };
}

/** The billing period that a day belongs to, or null when the term does not hold that day. */
export function cycleContaining(term: Cadence, day: LocalDate): Cycle | null {
  if (!includesDay(term.period, day)) return null;
  return cycleAt(term, term.months === 0 ? 0 : cycleIndex(term.anchor, term.months, day));
}

/**
 * The billing periods of a term that share a day with `within`, in order. `days` of the first and the last may reach
 * beyond `within`: a billing period is billed as one.
 * @throws CONTRACTS.UNBOUNDED_CYCLES when neither the term nor `within` has an end
 */
export function cyclesBetween(term: Cadence, within: Period): Cycle[] {
  const asked = intersection(term.period, within);
  if (!asked) return [];
  if (term.months === 0) return [cycleAt(term, 0)!];
  if (asked.to >= NO_END) throw contractsErrors.UNBOUNDED_CYCLES({});
  const cycles: Cycle[] = [];
  for (let index = cycleIndex(term.anchor, term.months, asked.from); ; index += 1) {
    const cycle = cycleAt(term, index);
    if (!cycle || cycle.days.from >= asked.to) return cycles;
    cycles.push(cycle);
  }
}
