import { addMonths, type LocalDate } from '#kernel';
import type { ActivityAccountFacts, OpeningBalance } from './account-facts.js';

/** What moved in one month, in cents; every figure is defined in words in `definitions.ts`. */
export interface MonthFlows {
  readonly billedCents: number;
  readonly collectedCents: number;
  readonly contributionCents: number;
  readonly directCostsCents: number;
  readonly expensesCents: number;
  readonly payCostCents: number;
}

/** The analytic balance sheet at the end of a month, in cents. */
export interface ActivityBalance {
  readonly receivablesCents: number;
  readonly cashCents: number;
  readonly assetsCents: number;
  readonly expensesDueCents: number;
  readonly vatDueCents: number;
  readonly vatWaitingCents: number;
  readonly availableCents: number;
  readonly uncollectedCents: number;
  readonly liabilitiesCents: number;
}

export interface ActivityMonth {
  /** First day of the month. */
  readonly month: LocalDate;
  readonly flows: MonthFlows;
  /** Whether its contribution is not closed: it may still change. */
  readonly provisional: boolean;
  /** Income billed less what it cost, in the month. */
  readonly resultCents: number;
  /** What was available for pay when the month began, and when it ended. */
  readonly openingAvailableCents: number;
  readonly availableCents: number;
  /** Sum of all results since the account began, what it began with included. */
  readonly cumulatedResultCents: number;
  readonly balance: ActivityBalance;
}

/** What is added up within a month before anything is derived from it. */
interface Movements {
  billed: number;
  billedGross: number;
  /** VAT that billing makes due at once. */
  vatDueOnBilling: number;
  collected: number;
  collectedGross: number;
  /** VAT that waited for the payment. */
  vatDueOnPayment: number;
  contribution: number;
  directCosts: number;
  directCostsVat: number;
  expenses: number;
  expensesVat: number;
  reimbursed: number;
  payCost: number;
  provisional: boolean;
}

const NOTHING: Movements = {
  billed: 0,
  billedGross: 0,
  vatDueOnBilling: 0,
  collected: 0,
  collectedGross: 0,
  vatDueOnPayment: 0,
  contribution: 0,
  directCosts: 0,
  directCostsVat: 0,
  expenses: 0,
  expensesVat: 0,
  reimbursed: 0,
  payCost: 0,
  provisional: false,
};

/** The state that one month hands on to the next. */
type Carried = Omit<ActivityBalance, 'assetsCents' | 'liabilitiesCents'>;

function firstOfMonth(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01` as LocalDate;
}

/** Adds every fact to its month. Facts of days before the account was opened are in its opening balance. */
function movementsByMonth(facts: ActivityAccountFacts): Map<LocalDate, Movements> {
  const months = new Map<LocalDate, Movements>();
  const opened = facts.opening?.openedOn;
  const of = (day: LocalDate): Movements => {
    // What is thrown away is added to a month that nobody keeps.
    if (opened !== undefined && day < opened) return { ...NOTHING };
    const month = firstOfMonth(day);
    const known = months.get(month) ?? { ...NOTHING };
    months.set(month, known);
    return known;
  };
  for (const fact of facts.billed) {
    const month = of(fact.issuedOn);
    month.billed += fact.netCents;
    month.billedGross += fact.grossCents;
    if (facts.issuersOnDebits.has(fact.issuer)) month.vatDueOnBilling += fact.grossCents - fact.netCents;
  }
  for (const fact of facts.collected) {
    const month = of(fact.collectedOn);
    month.collected += fact.netCents;
    month.collectedGross += fact.grossCents;
    if (!facts.issuersOnDebits.has(fact.issuer)) month.vatDueOnPayment += fact.grossCents - fact.netCents;
  }
  for (const fact of facts.contributions) {
    const month = of(fact.month);
    month.contribution += fact.amountCents;
    month.provisional ||= !fact.closed;
  }
  for (const fact of facts.directCosts) {
    const month = of(fact.spentOn);
    month.directCosts += fact.netCents;
    month.directCostsVat += fact.vatCents;
  }
  for (const fact of facts.expenses) {
    const month = of(fact.approvedOn);
    month.expenses += fact.netCents;
    month.expensesVat += fact.vatCents;
    if (fact.reimbursedOn !== null) of(fact.reimbursedOn).reimbursed += fact.netCents + fact.vatCents;
  }
  for (const fact of facts.payCosts) of(fact.month).payCost += fact.costCents;
  return months;
}

function carriedFrom(opening: OpeningBalance | null): Carried {
  if (!opening) {
    return {
      receivablesCents: 0,
      cashCents: 0,
      expensesDueCents: 0,
      vatDueCents: 0,
      vatWaitingCents: 0,
      availableCents: 0,
      uncollectedCents: 0,
    };
  }
  const { openedOn: _day, ...state } = opening;
  return { ...state, cashCents: liabilitiesOf(state) - state.receivablesCents };
}

function liabilitiesOf(state: Omit<Carried, 'cashCents'>): number {
  const { expensesDueCents, vatDueCents, vatWaitingCents, availableCents, uncollectedCents } = state;
  return expensesDueCents + vatDueCents + vatWaitingCents + availableCents + uncollectedCents;
}

/**
 * The state at the end of a month. Assets and liabilities are moved by separate rules, one for each figure: that both
 * sides stay equal is a property to be shown, not an assignment.
 */
function carryOn(before: Carried, moved: Movements): Carried {
  const vatBilled = moved.billedGross - moved.billed;
  // The cooperative declares a month's VAT the month after (CGI art. 287, monthly returns): what was due then is paid now.
  const vatPaid = before.vatDueCents;
  const vatRecovered = moved.directCostsVat + moved.expensesVat;
  return {
    receivablesCents: before.receivablesCents + moved.billedGross - moved.collectedGross,
    cashCents:
      before.cashCents +
      moved.collectedGross -
      moved.contribution -
      (moved.directCosts + moved.directCostsVat) -
      moved.reimbursed -
      moved.payCost -
      vatPaid,
    expensesDueCents: before.expensesDueCents + moved.expenses + moved.expensesVat - moved.reimbursed,
    vatDueCents: before.vatDueCents - vatPaid + moved.vatDueOnBilling + moved.vatDueOnPayment - vatRecovered,
    vatWaitingCents: before.vatWaitingCents + vatBilled - moved.vatDueOnBilling - moved.vatDueOnPayment,
    availableCents:
      before.availableCents +
      moved.collected -
      moved.contribution -
      moved.directCosts -
      moved.expenses -
      moved.payCost,
    uncollectedCents: before.uncollectedCents + moved.billed - moved.collected,
  };
}

function balanceOf(state: Carried): ActivityBalance {
  return {
    ...state,
    assetsCents: state.receivablesCents + state.cashCents,
    liabilitiesCents: liabilitiesOf(state),
  };
}

/**
 * The account of one activity, month by month from its first fact (or its opening) to the month of `until`; months in
 * which nothing moved are there too. Integer cents throughout; nothing is rounded.
 */
export function accountOfActivity(facts: ActivityAccountFacts, until: LocalDate): ActivityMonth[] {
  const movements = movementsByMonth(facts);
  const last = firstOfMonth(until);
  const first = facts.opening?.openedOn ?? [...movements.keys()].sort()[0];
  const months: ActivityMonth[] = [];
  if (first === undefined) return months;
  let before = carriedFrom(facts.opening);
  let cumulated = before.availableCents + before.uncollectedCents;
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    const moved = movements.get(month) ?? NOTHING;
    const after = carryOn(before, moved);
    const flows: MonthFlows = {
      billedCents: moved.billed,
      collectedCents: moved.collected,
      contributionCents: moved.contribution,
      directCostsCents: moved.directCosts,
      expensesCents: moved.expenses,
      payCostCents: moved.payCost,
    };
    const resultCents =
      moved.billed - moved.contribution - moved.directCosts - moved.expenses - moved.payCost;
    cumulated += resultCents;
    months.push({
      month,
      flows,
      provisional: moved.provisional,
      resultCents,
      openingAvailableCents: before.availableCents,
      availableCents: after.availableCents,
      cumulatedResultCents: cumulated,
      balance: balanceOf(after),
    });
    before = after;
  }
  return months;
}
