import type { Cycle } from '#contracts';
import { earliest, latest, type LocalDate } from '#kernel';
import type { TermFacts } from '../proposal/facts.js';

/** What of a term decides when its days fall due. */
export type DueTerm = Pick<TermFacts, 'period' | 'billable' | 'months' | 'billing' | 'anchor'>;

/** Whether the second of two neighbours bills on along the grid of billing periods of the first. */
function followsOnGrid(first: DueTerm | undefined, second: DueTerm | undefined): boolean {
  return (
    first !== undefined &&
    second !== undefined &&
    first.billable &&
    second.billable &&
    first.period.to === second.period.from &&
    first.anchor === second.anchor &&
    first.months === second.months &&
    first.billing === second.billing
  );
}

/**
 * The first day on which the drift calls the days of a billing period due: the rule of `billing.due_days`, for one
 * period. In advance that is its first day, in arrears the day after its last one; terms that follow each other on one
 * grid fall due together.
 * @param terms all of the line's, in order
 */
export function dueOn(terms: readonly DueTerm[], term: DueTerm, { whole }: Cycle): LocalDate {
  const { period, months, billing } = term;
  if (months === 0) return billing === 'advance' ? period.from : period.to;
  const index = terms.indexOf(term);
  if (billing === 'advance') {
    return followsOnGrid(terms[index - 1], term) ? whole.from : latest(whole.from, period.from);
  }
  return followsOnGrid(term, terms[index + 1]) ? whole.to : earliest(whole.to, period.to);
}
