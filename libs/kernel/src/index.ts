export { type Clock, CLOCK, ClockSetTo, SystemClock } from './clock.js';
export { divideHalfUp, plainDecimal, scaledInteger } from './decimal.js';
export {
  defineErrors,
  DomainError,
  errorCatalogue,
  type ErrorKind,
  errorOf,
  type Facts,
  type Sentence,
} from './domain-error.js';
export { kernelErrors } from './kernel-errors.js';
export {
  addDays,
  addMonths,
  civilDayOf,
  daysBetween,
  daysInMonth,
  earliest,
  isLocalDate,
  latest,
  localDate,
  type LocalDate,
  writeDate,
} from './local-date.js';
export {
  centsToDecimal,
  type Currency,
  decimalToCents,
  lineCents,
  Money,
  proRataCents,
  vatCents,
  writeCents,
} from './money.js';
export { month, type Month, monthOf, periodOfMonth } from './month.js';
export {
  contains,
  daysOf,
  difference,
  includesDay,
  intersection,
  overlap,
  period,
  type Period,
  samePeriod,
  totalDays,
  union,
  writePeriod,
} from './period.js';
export { basisPointsToPercent, percentToBasisPoints } from './rate.js';
export { isSiren, isSiret } from './siren.js';
export { typeset } from './typeset.js';
export type { Check, Finding, Findings, Invariant } from './invariants/check.js';
export {
  addRows,
  CheckUnderWay,
  type FindingList,
  MOST_TOLD,
  notApplicable,
} from './invariants/check-under-way.js';
