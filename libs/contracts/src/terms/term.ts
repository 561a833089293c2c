import type { VatCategory } from '#documents';
import { isLocalDate, type LocalDate, type Period, samePeriod, scaledInteger } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';

/** What is owed on each day of a term; everything about it but its days. */
export interface Conditions {
  /** False while paused: the days are known and not billed. */
  readonly billable: boolean;
  /** Length of one billing period, 0 to 60. 0 means once: the whole term is one billing period. */
  readonly months: number;
  /** Whether a billing period is owed from its first day or after its last. */
  readonly billing: 'advance' | 'arrears';
  /** Day from which billing periods are counted; see `cyclesBetween`. */
  readonly anchor: LocalDate;
  /** Decimal of at most 4 decimals, never negative, without needless zeros. */
  readonly quantity: string;
  /** Euros before tax for one unit and one billing period; decimal of at most 6 decimals, never negative. */
  readonly unitPrice: string;
  readonly vatCategory: VatCategory;
  /** 0 to 10000; 0 in every category but S. */
  readonly vatRateBasisPoints: number;
  /** How many days before its first day a billing period may be billed at the most, 0 to 366. */
  readonly horizonDays: number;
}

/** Dated conditions of a contract line. Terms of one revision never overlap. */
export interface Term extends Conditions {
  /** A term without end runs to `NO_END`. */
  readonly period: Period;
}

/** The end of a term that has none: the day that persistence reads for a range without an upper bound. */
export const NO_END = '9999-12-31' as LocalDate;

const CONDITION_NAMES = [
  'billable',
  'months',
  'billing',
  'anchor',
  'quantity',
  'unitPrice',
  'vatCategory',
  'vatRateBasisPoints',
  'horizonDays',
] as const satisfies readonly (keyof Conditions)[];

export function sameConditions(a: Conditions, b: Conditions): boolean {
  return CONDITION_NAMES.every((name) => a[name] === b[name]);
}

/** Whether two normalised sets of terms say the same of each day. */
export function sameTerms(a: readonly Term[], b: readonly Term[]): boolean {
  return (
    a.length === b.length &&
    a.every((term, index) => samePeriod(term.period, b[index]!.period) && sameConditions(term, b[index]!))
  );
}

function require(holds: boolean, field: string, value: unknown, expected: string, expectedEn: string): void {
  if (!holds) throw contractsErrors.INVALID_FIELD({ field, value: String(value), expected, expectedEn });
}

/**
 * @returns the same term, so that it can be used in an expression
 * @throws CONTRACTS.INVALID_FIELD, KERNEL.INVALID_NUMBER
 */
export function requireValidTerm(term: Term): Term {
  const { period, months, anchor, quantity, unitPrice, vatCategory, vatRateBasisPoints, horizonDays } = term;
  const isDays = isLocalDate(period.from) && isLocalDate(period.to) && period.from < period.to;
  require(isDays, 'period', `${period.from}..${period.to}`, 'il faut un premier jour, puis un jour de fin (exclu) qui le suit.', 'a first day is needed, then an end (excluded) after it.');
  require(Number.isInteger(months) &&
    months >= 0 &&
    months <=
      60, 'months', months, 'il faut un nombre entier de mois, de 0 (une fois) à 60.', 'a whole number of months is needed, from 0 (once) to 60.');
  require(months > 0 ||
    period.to <
      NO_END, 'period', `${period.from}..`, 'un élément facturé en une fois a une fin.', 'an item billed once has an end.');
  require(isLocalDate(
    anchor,
  ), 'anchor', anchor, 'il faut une date AAAA-MM-JJ.', 'a date YYYY-MM-DD is needed.');
  require(scaledInteger(quantity, 4) >= 0n &&
    quantity.length <=
      13, 'quantity', quantity, 'il faut une quantité positive ou nulle de moins de 100 millions.', 'a quantity of zero or more, below 100 million, is needed.');
  require(scaledInteger(unitPrice, 6) >= 0n &&
    unitPrice.length <=
      15, 'unitPrice', unitPrice, 'il faut un prix positif ou nul de moins de 100 millions.', 'a price of zero or more, below 100 million, is needed.');
  require(Number.isInteger(horizonDays) &&
    horizonDays >= 0 &&
    horizonDays <=
      366, 'horizonDays', horizonDays, 'il faut un nombre de jours de 0 à 366.', 'a number of days from 0 to 366 is needed.');
  require(Number.isInteger(vatRateBasisPoints) &&
    vatRateBasisPoints >= 0 &&
    vatRateBasisPoints <=
      10_000, 'vatRateBasisPoints', vatRateBasisPoints, 'il faut un taux de 0 à 100 %.', 'a rate from 0 to 100 % is needed.');
  require(vatCategory === 'S' ||
    vatRateBasisPoints ===
      0, 'vatRateBasisPoints', vatRateBasisPoints, `le taux est nul dans la catégorie ${vatCategory}.`, `the rate is zero in category ${vatCategory}.`);
  return term;
}
