import { type LocalDate, type Period } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import { type Conditions, NO_END, sameConditions, type Term } from './term.js';

/**
 * Sorted by day, with neighbours of equal conditions joined. Terms billed once are never joined: two of them are two
 * billing periods, each owed whole.
 * @throws CONTRACTS.TERMS_OVERLAP when a day would have two prices
 */
export function normalise(terms: readonly Term[]): Term[] {
  const joined: Term[] = [];
  for (const next of [...terms].sort((a, b) => (a.period.from < b.period.from ? -1 : 1))) {
    const last = joined.at(-1);
    if (last && next.period.from < last.period.to)
      throw contractsErrors.TERMS_OVERLAP({ day: next.period.from });
    if (last && next.months > 0 && next.period.from === last.period.to && sameConditions(last, next)) {
      joined[joined.length - 1] = { ...last, period: { from: last.period.from, to: next.period.to } };
    } else {
      joined.push(next);
    }
  }
  return joined;
}

/**
 * The same terms with a bound on `day`: the days are conserved, and each part keeps its conditions.
 * @throws CONTRACTS.ONCE_TERM_CUT when that would make two of an item that is owed once
 */
export function split(terms: readonly Term[], day: LocalDate): Term[] {
  return terms.flatMap((term) => {
    const { from, to } = term.period;
    if (day <= from || day >= to) return [term];
    if (term.months === 0) throw contractsErrors.ONCE_TERM_CUT({ from, to, day });
    return [
      { ...term, period: { from, to: day } },
      { ...term, period: { from: day, to } },
    ];
  });
}

/** Replaces each term that lies within `days`, after a cut on both bounds; the others stay as they are. */
function rewrite(terms: readonly Term[], days: Period, become: (term: Term) => Term | null): Term[] {
  const cut = split(split(terms, days.from), days.to);
  return normalise(
    cut.flatMap((term) =>
      term.period.from >= days.from && term.period.to <= days.to ? (become(term) ?? []) : [term],
    ),
  );
}

/**
 * Other conditions from a day on, up to `to` (excluded) or to the end. Only days that have terms are touched.
 * @throws CONTRACTS.ONCE_TERM_CUT, CONTRACTS.CADENCE_KIND_CHANGED
 */
export function change(
  terms: readonly Term[],
  from: LocalDate,
  conditions: Partial<Conditions>,
  to: LocalDate = NO_END,
): Term[] {
  return rewrite(terms, { from, to }, (term) => {
    const { months = term.months } = conditions;
    if ((months === 0) !== (term.months === 0)) throw contractsErrors.CADENCE_KIND_CHANGED({});
    return { ...term, ...conditions };
  });
}

/** The days of the period stay known and are not billed. @throws CONTRACTS.ONCE_TERM_CUT */
export function pause(terms: readonly Term[], days: Period): Term[] {
  return rewrite(terms, days, (term) => ({ ...term, billable: false }));
}

/** Every day from `from` on is billed again; what was paused and resumed is again what it was. @throws CONTRACTS.ONCE_TERM_CUT */
export function resume(terms: readonly Term[], from: LocalDate): Term[] {
  return rewrite(terms, { from, to: NO_END }, (term) => ({ ...term, billable: true }));
}

/** Nothing is owed from `onDay` on. @throws CONTRACTS.ONCE_TERM_CUT */
export function cancel(terms: readonly Term[], onDay: LocalDate): Term[] {
  return rewrite(terms, { from: onDay, to: NO_END }, () => null);
}

/** The last conditions go on up to `to` (excluded). Terms that already reach it stay as they are. */
export function prolong(terms: readonly Term[], to: LocalDate): Term[] {
  const last = normalise(terms).at(-1);
  if (!last || last.months === 0 || last.period.to >= to) return normalise(terms);
  return normalise([...terms, { ...last, period: { from: last.period.to, to } }]);
}

/**
 * Takes the days of `added` out of the recurring terms and puts it there: worked time among the days of a rate.
 * @throws CONTRACTS.WORKED_TIME_OVERLAPS when an item owed once shares a part of these days
 */
export function insertOnce(terms: readonly Term[], added: Term): Term[] {
  const { from, to } = added.period;
  const others = terms.filter(
    (term) => term.months > 0 || term.period.from !== from || term.period.to !== to,
  );
  const clash = others.find((term) => term.months === 0 && term.period.from < to && from < term.period.to);
  if (clash) throw contractsErrors.WORKED_TIME_OVERLAPS({ ...clash.period });
  return normalise([...rewrite(others, added.period, () => null), added]);
}
