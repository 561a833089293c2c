import type { Schema } from '../../api/api';
import { amountOf, centsOf } from '../../i18n/amounts';

export type ActivityMonth = Schema<'ActivityMonthView'>;

/** A month, or a year told as one: its movements added up, its balance that of its last month. */
export interface Span {
  readonly months: readonly ActivityMonth[];
  readonly first: ActivityMonth;
  readonly last: ActivityMonth;
  readonly flows: ActivityMonth['flows'];
  readonly result: string;
  readonly provisional: boolean;
}

const FLOWS = ['billed', 'collected', 'contribution', 'directCosts', 'expenses', 'payCost'] as const;

/** @param months at least one, in order */
export function spanOf(months: readonly ActivityMonth[]): Span {
  const sum = (amount: (month: ActivityMonth) => string) =>
    amountOf(months.reduce((total, month) => total + centsOf(amount(month)), 0n));
  return {
    months,
    first: months[0]!,
    last: months.at(-1)!,
    flows: Object.fromEntries(
      FLOWS.map((flow) => [flow, sum(({ flows }) => flows[flow])]),
    ) as ActivityMonth['flows'],
    result: sum(({ result }) => result),
    provisional: months.some(({ provisional }) => provisional),
  };
}

export type StepName =
  'billed' | 'toCollect' | 'contribution' | 'directCosts' | 'expenses' | 'payCost' | 'carried' | 'available';

export interface Step {
  readonly name: StepName;
  /** What it adds (negative: takes away); of the last, what all of them come to. */
  readonly amount: string;
  readonly whole: boolean;
}

const negated = (amount: string): string => amountOf(-centsOf(amount));

/** From what was billed to what is available: each step adds to those before it, and the last is their sum. */
export function stepsOf({ flows, first, last }: Span): Step[] {
  const part = (name: StepName, amount: string): Step => ({ name, amount, whole: false });
  return [
    { name: 'billed', amount: flows.billed, whole: true },
    part('toCollect', amountOf(centsOf(flows.collected) - centsOf(flows.billed))),
    part('contribution', negated(flows.contribution)),
    part('directCosts', negated(flows.directCosts)),
    part('expenses', negated(flows.expenses)),
    part('payCost', negated(flows.payCost)),
    part('carried', first.openingAvailable),
    { name: 'available', amount: last.available, whole: true },
  ];
}
