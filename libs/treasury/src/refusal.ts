import { DomainError } from '#kernel';
import { type DatabaseRefusal, refusalOf } from '#persistence';
import { treasuryErrors } from './treasury-errors.js';

/** `FA-2026-0042|120000`: the document and what was open on it. */
function openOn({ detail = '' }: DatabaseRefusal): { number: string; cents: number } {
  const cut = detail.lastIndexOf('|');
  return { number: detail.slice(0, cut), cents: Number(detail.slice(cut + 1)) };
}

const SENTENCES: Readonly<Record<string, (refusal: DatabaseRefusal) => DomainError>> = {
  payment_issuer: () => treasuryErrors.PARTY_UNKNOWN({}),
  payment_arrived_with: () => treasuryErrors.PARTY_UNKNOWN({}),
  payment_client: () => treasuryErrors.PARTY_UNKNOWN({}),
  payment_not_in_future: () => treasuryErrors.IN_FUTURE({}),
  payment_of_something: () => treasuryErrors.NOTHING({}),
  payment_reference: () => treasuryErrors.TEXT_REFUSED({ field: 'reference' }),
  payment_note: () => treasuryErrors.TEXT_REFUSED({ field: 'note' }),
  payment_undone_for_a_reason: () => treasuryErrors.TEXT_REFUSED({ field: 'reason' }),
  allocation_of_something: () => treasuryErrors.NOTHING({}),
  allocation_reason: () => treasuryErrors.TEXT_REFUSED({ field: 'reason' }),
  allocation_undone_for_a_reason: () => treasuryErrors.TEXT_REFUSED({ field: 'reason' }),
  payment_once: () => treasuryErrors.ALREADY_RECORDED({ code: '?', by: '?' }),
  payment_reversal_pkey: () => treasuryErrors.ALREADY_UNDONE({}),
  allocation_invoice: ({ detail = '' }) =>
    treasuryErrors.INVOICE_UNKNOWN({ invoice: /=\((\d+)\)/.exec(detail)?.[1] ?? '' }),
  allocation_undone_once: () => treasuryErrors.ALREADY_UNDONE({}),
  allocation_within_payment: () => treasuryErrors.BEYOND_PAYMENT({}),
  allocation_of_payment_in_force: () => treasuryErrors.PAYMENT_UNDONE({ code: '' }),
  allocation_within_balance: (refusal) => {
    const { number, cents } = openOn(refusal);
    return treasuryErrors.BEYOND_BALANCE({ number, balanceCents: cents });
  },
  refund_within_overpayment: (refusal) => {
    const { number, cents } = openOn(refusal);
    return treasuryErrors.BEYOND_OVERPAYMENT({ number, overpaidCents: -cents });
  },
  payments_append_only: () => treasuryErrors.APPEND_ONLY({}),
};

const VALUES = new Set(['23514', '23502', '22P02', '22003', '22007', '22008', '22001', '22021']);

/** Whether the key of a payment in force refused another one like it. */
export function saysAlreadyRecorded(error: unknown): boolean {
  return refusalOf(error)?.constraint === 'payment_once';
}

/** What PostgreSQL refused, as this room says it; anything that is not a refusal of a value passes through. */
export function domainErrorOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const named = SENTENCES[refusal.constraint ?? ''];
  if (named) return named(refusal);
  return VALUES.has(refusal.code ?? '')
    ? treasuryErrors.VALUE_REFUSED({ constraint: refusal.constraint ?? refusal.code ?? '' })
    : error;
}
