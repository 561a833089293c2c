import type { LocalDate } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import { NO_END } from '../terms/term.js';
import type { Carriage } from './agreement.js';

/**
 * Another issuer from a day on, up to the end that the carriage had: no day is lost and none has two carriers.
 * Moving back on the same day gives again what there was.
 * @throws CONTRACTS.CONTRACT_NOT_CARRIED_THEN when the carriage ends on that day or before
 */
export function carryFrom(carriage: readonly Carriage[], from: LocalDate, issuer: number): Carriage[] {
  const end = carriage.at(-1)?.period.to ?? NO_END;
  if (from >= end) throw contractsErrors.CONTRACT_NOT_CARRIED_THEN({ day: from });
  const before = carriage.flatMap((each) => {
    const to = each.period.to < from ? each.period.to : from;
    return each.period.from < to ? [{ ...each, period: { from: each.period.from, to } }] : [];
  });
  const last = before.at(-1);
  if (last?.issuer === issuer && last.period.to === from) {
    return [...before.slice(0, -1), { issuer, period: { from: last.period.from, to: end } }];
  }
  return [...before, { issuer, period: { from, to: end } }];
}
