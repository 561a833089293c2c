import { addDays, addMonths, daysBetween, type LocalDate, type Period, period, totalDays } from '#kernel';
import type { WorkStatus } from '../associates/associate.js';
import type { CareerRules } from '../bylaws/bylaws.js';

/** What of a person's life in the cooperative the steps are counted from. */
export interface Career {
  readonly person: number;
  readonly name: string;
  /** Without those that were taken back; in any order. */
  readonly statuses: readonly {
    readonly status: WorkStatus;
    readonly period: Period;
    readonly trialEndsOn: LocalDate | null;
  }[];
  readonly memberships: readonly Period[];
  /** Signed interviews, by the day on which they were held. */
  readonly interviews: readonly LocalDate[];
}

export const STEP_KINDS = ['becomeAssociate', 'interview', 'trialEnds', 'cooperativeRevision'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Something that has to be done by a day. */
export interface DueStep {
  readonly kind: StepKind;
  /** Null where it concerns the cooperative. */
  readonly person: number | null;
  readonly name: string | null;
  readonly dueOn: LocalDate;
}

/** The stretch of days without a gap that holds `today`, of the statuses that `counts` admits. */
function runUntil(career: Career, counts: readonly WorkStatus[], today: LocalDate): Period | null {
  const days = career.statuses
    .filter(({ status }) => counts.includes(status))
    .map(({ period: each }) => each);
  let run = days.find(({ from, to }) => from <= today && today < to) ?? null;
  for (let before = run; before;) {
    const { from } = before;
    before = days.find(({ to }) => to === from) ?? null;
    if (before && run) run = period(before.from, run.to);
  }
  return run;
}

/**
 * The last day but one on which an entrepreneur may still be no associate is the day before this one: three years after
 * the contract (CESA) began, less the days under CAPE before it (C. trav. art. L7331-3). Null for whoever is an associate
 * or no entrepreneur on `today`. The limit may lie in the past.
 */
export function associateBy(career: Career, rules: CareerRules, today: LocalDate): LocalDate | null {
  const contract = runUntil(career, ['cesa'], today);
  if (!contract || career.memberships.some(({ from, to }) => from <= today && today < to)) return null;
  const supported = career.statuses
    .filter(({ status, period: { to } }) => status === 'cape' && to <= contract.from)
    .map(({ period: each }) => each);
  return addDays(addMonths(contract.from, rules.associateWithinMonths), -totalDays(supported));
}

/**
 * The day by which the next signed interview has to have been held: each year of the contract has so many, the n-th of
 * them by the n-th part of the year. Interviews of a year count for that year. Null for whoever is no entrepreneur.
 */
export function nextInterviewBy(career: Career, rules: CareerRules, today: LocalDate): LocalDate | null {
  const contract = runUntil(career, ['cesa'], today);
  if (!contract || rules.interviewsPerYear === 0) return null;
  const { interviewsPerYear: perYear } = rules;
  const yearOf = (n: number) =>
    period(addMonths(contract.from, 12 * n), addMonths(contract.from, 12 * (n + 1)));
  const monthsSince = Math.max(0, Math.floor(daysBetween(contract.from, today) / 28));
  let year = Math.floor(monthsSince / 12);
  while (yearOf(year).from > today) year -= 1;
  const { from, to } = yearOf(year);
  const held = career.interviews.filter((day) => from <= day && day < to).length;
  const partOf = (n: number) => addMonths(from, Math.floor((12 * n) / perYear));
  return held < perYear ? partOf(held + 1) : addMonths(to, Math.floor(12 / perYear));
}

/** Steps of one person that fall due within the days of notice, or are overdue. */
export function stepsOf(career: Career, rules: CareerRules, today: LocalDate): DueStep[] {
  const { person, name } = career;
  const until = addDays(today, rules.alertDays);
  const steps: DueStep[] = [];
  const add = (kind: StepKind, dueOn: LocalDate | null) => {
    if (dueOn !== null && dueOn <= until) steps.push({ kind, person, name, dueOn });
  };
  add('becomeAssociate', associateBy(career, rules, today));
  add('interview', nextInterviewBy(career, rules, today));
  for (const { period: days, trialEndsOn } of career.statuses) {
    const isOn = days.from <= today && today < days.to;
    if (isOn && trialEndsOn !== null && trialEndsOn > today) add('trialEnds', trialEndsOn);
  }
  return steps;
}

/** Five years after the last révision coopérative, or after the first bylaws (loi 47-1775, art. 25-1; décret 2015-706). */
export function revisionBy(
  { foundedOn, lastRevisionOn }: { readonly foundedOn: LocalDate; readonly lastRevisionOn: LocalDate | null },
  rules: CareerRules,
): LocalDate {
  return addMonths(lastRevisionOn ?? foundedOn, rules.revisionEveryMonths);
}

/** The most urgent first: by day, then in the order in which kinds are told. */
export function byUrgency(steps: readonly DueStep[]): DueStep[] {
  const rank = (step: DueStep) => STEP_KINDS.indexOf(step.kind);
  return [...steps].sort((a, b) =>
    a.dueOn === b.dueOn
      ? rank(a) - rank(b) || (a.name ?? '').localeCompare(b.name ?? '', 'fr')
      : a.dueOn < b.dueOn
        ? -1
        : 1,
  );
}
