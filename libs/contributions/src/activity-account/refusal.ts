import { DomainError } from '#kernel';
import { refusalOf } from '#persistence';
import { accountsErrors } from './accounts-errors.js';

const SENTENCES: Readonly<Record<string, () => DomainError>> = {
  account_facts_append_only: () => accountsErrors.APPEND_ONLY({}),
  direct_cost_reversed_once: () => accountsErrors.ALREADY_REVERSED({ cost: 0 }),
  pay_cost_reversed_once: () => accountsErrors.ALREADY_REVERSED({ cost: 0 }),
  direct_cost_reverses_its_like: () => accountsErrors.REVERSAL_NOT_REVERSED({ cost: 0 }),
  pay_cost_reverses_its_like: () => accountsErrors.REVERSAL_NOT_REVERSED({ cost: 0 }),
  direct_cost_amounts: () => accountsErrors.AMOUNT_REFUSED({}),
  pay_cost_amounts: () => accountsErrors.AMOUNT_REFUSED({}),
  expense_line_amount: () => accountsErrors.AMOUNT_REFUSED({}),
  expense_line_vat: () => accountsErrors.AMOUNT_REFUSED({}),
  expense_line_mileage: () => accountsErrors.MILEAGE_INCOMPLETE({}),
  activity_opening_replaced_once: () => accountsErrors.OPENING_REPLACED_MEANWHILE({}),
  expense_sheet_is_draft: () => accountsErrors.SHEET_SUBMITTED({}),
  expense_sheet_has_lines: () => accountsErrors.SHEET_EMPTY({}),
  expense_line_has_receipt: () => accountsErrors.RECEIPT_MISSING({}),
  expense_receipt_size: () => accountsErrors.RECEIPT_TOO_LARGE({}),
  expense_act_of_another: () => accountsErrors.OWN_SHEET({}),
};

const CHECK_VIOLATION = '23514';
const OF_ACTIVITY = /_activity_id_fkey$/;

/** What PostgreSQL refused, as this folder says it; anything that is not a refusal of a value passes through. */
export function accountsErrorOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const { constraint = '', code, detail = '' } = refusal;
  const said = SENTENCES[constraint];
  if (said) return said();
  if (OF_ACTIVITY.test(constraint)) {
    return accountsErrors.ACTIVITY_NOT_FOUND({ activity: /=\((\d+)\)/.exec(detail)?.[1] ?? '' });
  }
  return code === CHECK_VIOLATION ? accountsErrors.VALUE_REFUSED({ constraint }) : error;
}
