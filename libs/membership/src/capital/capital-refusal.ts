import { DomainError } from '#kernel';
import { refusalOf } from '#persistence';
import { capitalErrors, type CapitalThing, notFound } from './capital-errors.js';

const REFERENCES: Readonly<Record<string, CapitalThing>> = {
  share_subscription_person: 'person',
  share_subscription_class: 'class',
  share_payment_subscription: 'subscription',
  share_transfer_from_person_id_fkey: 'person',
  share_transfer_to_person_id_fkey: 'person',
  share_transfer_class_id_fkey: 'class',
  share_conversion_person_id_fkey: 'person',
  share_conversion_from_class_id_fkey: 'class',
  share_conversion_to_class_id_fkey: 'class',
  share_withdrawal_person_id_fkey: 'person',
  share_withdrawal_class_id_fkey: 'class',
  share_withdrawal_decision_withdrawal_id_fkey: 'withdrawal',
  share_withdrawal_abandonment_withdrawal_id_fkey: 'withdrawal',
  share_subscription_signature_subscription_id_fkey: 'subscription',
  share_subscription_cancellation_subscription_id_fkey: 'subscription',
};

const VALUES = new Set(['23514', '23502', '22003', '22001', '22P02']);

/** Facts that a check of the database tells, each check its own. */
interface Told {
  readonly code: string;
  readonly paid: number;
  readonly required: number;
  readonly person: string;
  readonly class: string;
  readonly day: string;
  readonly moved: string;
  readonly missing: number;
  readonly unpaid: number;
  readonly left: number;
  readonly capital: number;
  readonly floor: number;
  readonly losses: number;
  readonly bearing: number;
  readonly paidOn: string;
  readonly asked: number;
  readonly promised: number;
  readonly withdrawal: number;
  readonly requestedOn: string;
}

const BY_CONSTRAINT: Readonly<Record<string, (told: Told, value: string) => DomainError>> = {
  share_class_nominal_cents_check: () => capitalErrors.NOMINAL_OUT_OF_BOUNDS({}),
  share_payment_amount_cents_check: () => capitalErrors.AMOUNT_NOT_POSITIVE({}),
  share_call_due: () => capitalErrors.CALL_DUE_TOO_EARLY({}),
  tmo_rate_rate_basis_points_check: () => capitalErrors.TMO_OUT_OF_BOUNDS({}),
  share_interest_rate_basis_points_check: () => capitalErrors.INTEREST_NOT_POSITIVE({}),
  share_class_code_unique: (_, code) => capitalErrors.CLASS_CODE_TAKEN({ code }),
  share_payment_within_subscription: ({ code }) => capitalErrors.PAYMENT_EXCEEDS({ code }),
  share_payment_once: (_, value) => capitalErrors.PAYMENT_KNOWN({ reference: value.split(', ')[1] ?? value }),
  share_payment_after_undoing: (_, value) =>
    capitalErrors.PAYMENT_KNOWN({ reference: value.split(', ')[1] ?? value }),
  share_call_within_subscription: ({ code }) => capitalErrors.CALL_EXCEEDS({ code }),
  share_movement_of_paid_bulletin: ({ code, paid, required }) =>
    capitalErrors.BULLETIN_NOT_PAID({ code, paid, required }),
  share_subscription_cancelled: ({ code }) => capitalErrors.SUBSCRIPTION_CANCELLED({ code }),
  share_subscription_cancelled_once: (_, value) => capitalErrors.SUBSCRIPTION_CANCELLED({ code: value }),
  share_subscription_signed_once: (_, value) =>
    capitalErrors.ALREADY_SIGNED({ code: value.split(', ')[0] ?? value }),
  share_signature_corrected_once: (_, value) =>
    capitalErrors.NOT_SIGNED({ code: value.split(', ')[0] ?? value }),
  share_signature_after_bulletin: ({ code, day, moved }) =>
    capitalErrors.BEFORE_BULLETIN({ code, day, subscribedOn: moved }),
  share_payment_after_bulletin: ({ code, day, moved }) =>
    capitalErrors.BEFORE_BULLETIN({ code, day, subscribedOn: moved }),
  share_holdings_not_negative: ({ person, class: code, day, missing }) =>
    capitalErrors.HOLDINGS_TOO_SMALL({ person, class: code, day, missing }),
  share_unpaid_stays: ({ person, class: code, day, unpaid, left }) =>
    capitalErrors.SHARES_NOT_PAID_UP({ person, class: code, day, unpaid, left }),
  share_promised_stays: ({ person, class: code, withdrawal, requestedOn, promised, missing }) =>
    capitalErrors.SHARES_PROMISED({ person, class: code, withdrawal, requestedOn, promised, missing }),
  share_withdrawals_of_other_shares: ({ person, class: code, asked, left }) =>
    capitalErrors.SHARES_ALREADY_LEAVING({ person, class: code, asked, left }),
  capital_keeps_its_floor: ({ day, capital, floor }) => capitalErrors.FLOOR_REACHED({ day, capital, floor }),
  share_withdrawals_in_order: ({ withdrawal, requestedOn }) =>
    capitalErrors.QUEUE_ORDER({ withdrawal, requestedOn }),
  share_movement_of_granted_withdrawal: ({ withdrawal }) =>
    capitalErrors.WITHDRAWAL_NOT_GRANTED({ withdrawal }),
  share_movement_once_per_cause: (_, value) =>
    capitalErrors.ALREADY_IN_REGISTER({ cause: value.split(', ')[0] ?? value }),
  share_movement_after_reversal: (_, value) =>
    capitalErrors.ALREADY_IN_REGISTER({ cause: value.split(', ')[0] ?? value }),
  share_reversal_after_movement: ({ day, moved }) => capitalErrors.REVERSED_TOO_EARLY({ day, moved }),
  share_payment_in_order: ({ day, moved }) => capitalErrors.PAYMENT_TOO_EARLY({ day, moved }),
  share_transfer_between_two: () => capitalErrors.TRANSFER_TO_SELF({}),
  share_conversion_between_two: () => capitalErrors.CONVERSION_SAME_CLASS({}),
  share_conversion_to_quantity_check: () => capitalErrors.CONVERSION_TOO_LARGE({}),
  share_movement_conserves: () => capitalErrors.CONVERSION_UNEQUAL({ from: 0, to: 0 }),
  share_withdrawal_decided_once: (_, value) =>
    capitalErrors.WITHDRAWAL_DECIDED({ withdrawal: Number(value) }),
  share_withdrawal_abandoned_once: (_, value) =>
    capitalErrors.WITHDRAWAL_DECIDED({ withdrawal: Number(value) }),
  share_withdrawal_still_waits: ({ withdrawal }) => capitalErrors.WITHDRAWAL_DONE({ withdrawal }),
  share_refund_once: (_, value) => capitalErrors.REFUND_PAID({ withdrawal: Number(value) }),
  capital_closing_once: (_, day) => capitalErrors.CLOSING_KNOWN({ day }),
  capital_closing_losses: ({ day, losses, bearing }) =>
    capitalErrors.LOSSES_EXCEED_CAPITAL({ day, losses, bearing }),
  capital_closing_before_refunds: ({ day, withdrawal, paidOn }) =>
    capitalErrors.CLOSING_AFTER_REFUND({ day, withdrawal, paidOn }),
  share_interest_within_cap: () => capitalErrors.INTEREST_ABOVE_CAP({ rate: 0, cap: 0 }),
  share_interest_exercise: (_, exercise) => capitalErrors.INTEREST_KNOWN({ exercise }),
  membership_facts_append_only: () => capitalErrors.APPEND_ONLY({}),
};

function toldIn(detail: string): Told {
  try {
    return JSON.parse(detail) as Told;
  } catch {
    return {} as Told;
  }
}

/** What PostgreSQL refused, as this room says it; anything that is not a refusal of a value passes through. */
export function capitalRefusalOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const { constraint = '', detail = '', code = '' } = refusal;
  const value = /=\((.*)\) (already|is not|conflicts)/.exec(detail)?.[1] ?? '';
  if (BY_CONSTRAINT[constraint]) return BY_CONSTRAINT[constraint](toldIn(detail), value);
  if (REFERENCES[constraint]) return notFound(REFERENCES[constraint], value);
  return VALUES.has(code) ? capitalErrors.VALUE_REFUSED({ constraint: constraint || code }) : error;
}
