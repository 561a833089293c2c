import { addMonths, daysBetween, daysOf, type LocalDate, type Period } from '#kernel';
import { type AuditedSubscription, type Cadence } from './billing-history.js';

export const monthsOfCadence: Readonly<Record<Cadence, number>> = { monthly: 1, quarterly: 3, yearly: 12 };

/** What periods are computed from; an end is not part of it. */
export type Rhythm = Pick<AuditedSubscription, 'start' | 'cadence'>;

/** Start of period `index` (0 at the anchor, negative before it), always computed from the anchor. */
export function boundOf(rhythm: Rhythm, index: number): LocalDate {
  return addMonths(rhythm.start, index * monthsOfCadence[rhythm.cadence]);
}

/** Index of the period that holds `day`; negative before the anchor. */
export function indexOfPeriodAt(rhythm: Rhythm, day: LocalDate): number {
  const monthsApart =
    (+day.slice(0, 4) - +rhythm.start.slice(0, 4)) * 12 + (+day.slice(5, 7) - +rhythm.start.slice(5, 7));
  let index = Math.floor(monthsApart / monthsOfCadence[rhythm.cadence]);
  while (boundOf(rhythm, index) > day) index -= 1;
  while (boundOf(rhythm, index + 1) <= day) index += 1;
  return index;
}

/** Index of the first period that begins on or after `day`. */
export function indexOfPeriodFrom(rhythm: Rhythm, day: LocalDate): number {
  const index = indexOfPeriodAt(rhythm, day);
  return boundOf(rhythm, index) === day ? index : index + 1;
}

/** Whether `billed` is a whole number of cadences long, counted from its own first day. */
function ownLengthInPeriods(rhythm: Rhythm, billed: Period): number | null {
  const months = monthsOfCadence[rhythm.cadence];
  const estimate = Math.max(1, Math.round(daysOf(billed) / (months * 30.4375)));
  for (const count of [estimate, estimate - 1, estimate + 1]) {
    if (count > 0 && addMonths(billed.from, count * months) === billed.to) return count;
  }
  return null;
}

/**
 * The net amounts, in cents and fractions of a cent, that `billed` may rightly cost:
 * pro rata by day of each period it touches, and the full price for each whole cadence counted from its first day
 * (a tool that bills calendar months on a line anchored mid-month).
 */
export function rightNetsOf(subscription: AuditedSubscription, billed: Period): number[] {
  const first = indexOfPeriodAt(subscription, billed.from);
  const last = indexOfPeriodFrom(subscription, billed.to) - 1;
  const shareOf = (index: number): number => {
    const from = boundOf(subscription, index);
    const to = boundOf(subscription, index + 1);
    if (billed.from <= from && to <= billed.to) return 1;
    const start = from > billed.from ? from : billed.from;
    const end = to < billed.to ? to : billed.to;
    return daysBetween(start, end) / daysBetween(from, to);
  };
  const shares = first === last ? shareOf(first) : last - first - 1 + shareOf(first) + shareOf(last);
  const nets = [subscription.netCents * shares];
  const own = ownLengthInPeriods(subscription, billed);
  if (own !== null && own !== shares) nets.push(subscription.netCents * own);
  return nets;
}
