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
  direct_cost_vat_within_net: () => accountsErrors.AMOUNT_REFUSED({}),
  pay_cost_amounts: () => accountsErrors.AMOUNT_REFUSED({}),
  expense_line_amount: () => accountsErrors.AMOUNT_REFUSED({}),
  expense_line_vat: () => accountsErrors.AMOUNT_REFUSED({}),
  expense_line_mileage: () => accountsErrors.MILEAGE_INCOMPLETE({}),
  ...Object.fromEntries(
    [
      'direct_cost_label',
      'direct_cost_supplier',
      'pay_cost_label',
      'expense_sheet_title',
      'expense_line_label',
    ].map((name) => [name, () => accountsErrors.TEXT_MISSING({})]),
  ),
  ...Object.fromEntries(
    [
      'direct_cost_reason',
      'pay_cost_reason',
      'activity_opening_reason',
      'expense_act_reason',
      'expense_act_reason_length',
    ].map((name) => [name, () => accountsErrors.REASON_MISSING({})]),
  ),
  direct_cost_day: () => accountsErrors.DAY_REFUSED({}),
  pay_cost_month: () => accountsErrors.DAY_REFUSED({}),
  activity_opening_day: () => accountsErrors.DAY_REFUSED({}),
  expense_line_day: () => accountsErrors.DAY_REFUSED({}),
  expense_act_once: () => accountsErrors.SHEET_NOT_SUBMITTED({}),
  expense_act_in_order: () => accountsErrors.SHEET_NOT_SUBMITTED({}),
  expense_receipt_one_per_line: () => accountsErrors.RECEIPT_CHANGED_MEANWHILE({}),
  activity_opening_replaced_once: () => accountsErrors.OPENING_REPLACED_MEANWHILE({}),
  expense_sheet_is_draft: () => accountsErrors.SHEET_SUBMITTED({}),
  expense_sheet_corrected_once: () => accountsErrors.SHEET_ALREADY_CORRECTED({}),
  expense_sheet_corrects_refused: () => accountsErrors.SHEET_NOT_REFUSED({}),
  expense_sheet_has_lines: () => accountsErrors.SHEET_EMPTY({}),
  expense_line_has_receipt: () => accountsErrors.RECEIPT_MISSING({}),
  expense_receipt_size: () => accountsErrors.RECEIPT_TOO_LARGE({}),
  expense_act_of_another: () => accountsErrors.OWN_SHEET({}),
};

/** A text that no table can hold, a number or a day out of range. */
const VALUES = new Set(['22P02', '22003', '22007', '22008', '22001', '22021']);
const OF_ACTIVITY = /_activity_id_fkey$/;

/** What PostgreSQL refused, as this folder says it. What no person can cause passes through: it is a fault of the room. */
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
  return VALUES.has(code ?? '') ? accountsErrors.VALUE_REFUSED({}) : error;
}
