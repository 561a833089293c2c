import { contains, type LocalDate, scaledInteger } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import { insertOnce } from '../terms/amend-terms.js';
import { requireValidTerm, type Term } from '../terms/term.js';
import type { LineRecord } from './agreement.js';
import { plainConditions } from './complete-terms.js';

export interface WorkedTime {
  readonly line: number;
  /** The days on which it was worked, `to` excluded. */
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  /** In the unit of the line; at most 4 decimals. 0 takes back what was recorded on these days. */
  readonly quantity: string;
  /** Euros for one unit; the rate of these days by default. */
  readonly unitPrice?: string;
  readonly fromRevision?: number;
  readonly reason?: string | null;
}

/**
 * The terms of a line of worked time with time recorded on some days.
 * @throws CONTRACTS.NOT_A_TIME_LINE, CONTRACTS.NO_RATE_ON_THESE_DAYS, CONTRACTS.WORKED_TIME_OVERLAPS,
 *   CONTRACTS.INVALID_FIELD, KERNEL.INVALID_NUMBER
 */
export function recordTime(line: LineRecord, { period, quantity, unitPrice }: WorkedTime): Term[] {
  if (line.kind !== 'time') throw contractsErrors.NOT_A_TIME_LINE({ line: line.id });
  const recorded = line.terms.find(
    (term) => term.months === 0 && term.period.from === period.from && term.period.to === period.to,
  );
  if (scaledInteger(quantity, 4) === 0n) return recorded ? takeBack(line.terms, recorded) : [...line.terms];
  const rate = recorded ?? line.terms.find((term) => term.months > 0 && contains(term.period, period));
  if (!rate) {
    const clash = line.terms.some(
      (term) => term.months === 0 && term.period.from < period.to && period.from < term.period.to,
    );
    // What is in the way says more than the missing rate.
    if (!clash) throw contractsErrors.NO_RATE_ON_THESE_DAYS({ ...period });
  }
  const like = rate ?? line.terms[0]!;
  const worked: Term = {
    ...like,
    ...plainConditions({ quantity, unitPrice: unitPrice ?? like.unitPrice }),
    period,
    billable: true,
    months: 0,
    billing: 'arrears',
    anchor: period.from,
  };
  return insertOnce(line.terms, requireValidTerm(worked));
}

/** The days go back to the rate beside them. */
function takeBack(terms: readonly Term[], recorded: Term): Term[] {
  const rates = terms.filter((term) => term.months > 0);
  const rate: Term = rates.filter((term) => term.period.from < recorded.period.from).at(-1) ??
    rates[0] ?? { ...recorded, billable: false, months: 1, quantity: '0' };
  return [...terms.filter((term) => term !== recorded), { ...rate, period: recorded.period }];
}
