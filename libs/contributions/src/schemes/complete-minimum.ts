import type { LocalDate } from '#kernel';
import { type Circumstances, type DueOfYear, dueOfYear } from './due-of-year.js';
import { type ExplainedLine, lastMonthOf, lineOfYear, yearOf } from './explained-line.js';
import { addLines, type RunningSums, sumsOfYear } from './running-sums.js';
import { tellCorrectedMinimum, tellMonthlyMinimum, tellYearlyMinimum } from './tell-line.js';

interface Reached {
  readonly month: LocalDate;
  /** What the month's statement says but for its minimum. */
  readonly reached: readonly ExplainedLine[];
  readonly before: RunningSums;
}

/**
 * What a month, or its year, lacks to a minimum. That of a year is owed by twelfths and completed in the last month in
 * which the issuer carries the activity; it is settled again by what comes to light of the year after that, and so are
 * the minimums of closed months. A month in which more is given back than taken stays below 0.
 */
export function completeToMinimum({ month, reached, before }: Reached, of: Circumstances): ExplainedLine[] {
  const after = addLines(before, reached);
  const own = yearOf(month);
  const late = new Set(
    reached.filter(({ ofMonth }) => ofMonth < month).map(({ ofMonth }) => yearOf(ofMonth)),
  );
  return [...new Set([...late, own])].sort().flatMap((year): ExplainedLine[] => {
    const due = dueOfYear(year, lastMonthOf(year, month), after, of);
    const lines = year === own ? ofMonth(month, due, of) : [];
    const isSettled = due.yearly !== null && lastMonthOf(year, month) >= due.yearly.settledIn;
    if (!late.has(year) && !isSettled) return lines;
    const completed = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const enteredCents = sumsOfYear(before, year).minimumCents;
    const dueCents = due.minimumCents - completed;
    if (dueCents === enteredCents) return lines;
    const isFirst = due.yearly !== null && enteredCents === 0 && due.monthly.size === 0 && year === own;
    const sentence = isFirst
      ? tellYearlyMinimum(due.yearly)
      : tellCorrectedMinimum(year, { dueCents, enteredCents });
    const amountCents = dueCents - enteredCents;
    return [...lines, lineOfYear(year, month, { cause: 'minimum', amountCents, sentence })];
  });
}

function ofMonth(month: LocalDate, { monthly }: DueOfYear, { schemeIn }: Circumstances): ExplainedLine[] {
  const own = monthly.get(month);
  if (!own || own.completionCents === 0) return [];
  const sentence = tellMonthlyMinimum(schemeIn(month)!.scheme.minimum!, own.reachedCents);
  return [lineOfYear(yearOf(month), month, { cause: 'minimum', amountCents: own.completionCents, sentence })];
}
