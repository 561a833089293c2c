import { addDays, type LocalDate, plainDecimal, scaledInteger } from '#kernel';
import { contractsErrors } from '../contracts-errors.js';
import { normalise } from '../terms/amend-terms.js';
import { type Conditions, NO_END, requireValidTerm, type Term } from '../terms/term.js';
import { defaultVat, NORMAL_RATE_BASIS_POINTS, type VatCircumstances } from '../vat/default-vat.js';
import type { LineKind, TermInput } from './agreement.js';

const HORIZON_DAYS = 31;

type Circumstances = Omit<VatCircumstances, 'rateBasisPoints' | 'nature'>;

export interface LineForm {
  readonly kind: LineKind;
  readonly nature: 'goods' | 'services';
}

/** Decimals without needless zeros, so that `1.50` and `1.5` are one price. @throws KERNEL.INVALID_NUMBER */
export function plainConditions<T extends Partial<Conditions>>(conditions: T): T {
  const { quantity, unitPrice } = conditions;
  return {
    ...conditions,
    ...(quantity === undefined ? {} : { quantity: plainDecimal(scaledInteger(quantity, 4), 4) }),
    ...(unitPrice === undefined ? {} : { unitPrice: plainDecimal(scaledInteger(unitPrice, 6), 6) }),
  };
}

/** What is owed once without an end is owed on one day. */
function endOf({ period: { from, to } }: TermInput, months: number): LocalDate {
  return to ?? (months === 0 ? addDays(from, 1) : NO_END);
}

function completeTerm(input: TermInput, { kind, nature }: LineForm, vat: Circumstances): Term {
  const isTime = kind === 'time';
  const isOnce = kind === 'oneOff' || kind === 'deposit';
  const months = input.months ?? (isOnce ? 0 : 1);
  const rateBasisPoints = input.vatRateBasisPoints ?? NORMAL_RATE_BASIS_POINTS;
  const treatment = input.vatCategory
    ? {
        vatCategory: input.vatCategory,
        vatRateBasisPoints: input.vatCategory === 'S' ? rateBasisPoints : (input.vatRateBasisPoints ?? 0),
      }
    : defaultVat({ ...vat, nature, rateBasisPoints });
  const { from } = input.period;
  return requireValidTerm(
    plainConditions({
      period: { from, to: endOf(input, months) },
      // The rate of worked time is known and owed by nobody until time is recorded.
      billable: !isTime,
      months,
      billing: input.billing ?? (isTime ? 'arrears' : 'advance'),
      anchor: months === 0 ? from : (input.anchor ?? from),
      quantity: isTime ? '0' : (input.quantity ?? '1'),
      unitPrice: input.unitPrice,
      ...treatment,
      horizonDays: input.horizonDays ?? HORIZON_DAYS,
    }),
  );
}

/**
 * The terms of a new line, with what nobody said filled in.
 * @throws CONTRACTS.INVALID_FIELD, CONTRACTS.TERMS_OF_ANOTHER_KIND, CONTRACTS.TERMS_OVERLAP, KERNEL.INVALID_NUMBER
 */
export function completeTerms(inputs: readonly TermInput[], form: LineForm, vat: Circumstances): Term[] {
  const terms = normalise(inputs.map((input) => completeTerm(input, form, vat)));
  const suits = terms.every(({ months, period }) => {
    if (form.kind === 'deposit') return months === 0 && addDays(period.from, 1) === period.to;
    return (months === 0) === (form.kind === 'oneOff');
  });
  if (terms.length === 0 || !suits || (form.kind === 'deposit' && terms.length > 1)) {
    throw contractsErrors.TERMS_OF_ANOTHER_KIND({ kind: form.kind });
  }
  return terms;
}
