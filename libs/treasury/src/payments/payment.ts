import type { LocalDate } from '#kernel';

export const PAYMENT_MEANS = [
  'transfer',
  'directDebit',
  'card',
  'cheque',
  'cash',
  // Set off against what we owe the client.
  'offset',
  'other',
] as const;
export type PaymentMeans = (typeof PAYMENT_MEANS)[number];

export interface AllocationWish {
  readonly invoice: number;
  /** With VAT, of the sign of the payment. */
  readonly amountCents: number;
}

/** Money that came in, as a person writes it down. */
export interface NewPayment {
  /** Whose claim is paid. Without it: that of the invoices, which must then be our own. */
  readonly issuer?: number;
  /** On whose account it arrived; on the issuer's own unless said. */
  readonly arrivedWith?: number;
  /** Without it: that of the invoices. */
  readonly client?: number;
  readonly receivedOn: LocalDate;
  /** With VAT; negative for what is paid back to the client. */
  readonly amountCents: number;
  readonly means: PaymentMeans;
  readonly reference?: string;
  readonly note?: string | null;
  /** To what it goes; what is left can be allocated later. */
  readonly allocations?: readonly AllocationWish[];
  /** A person knows that it is another payment than one that looks the same. */
  readonly another?: boolean;
}

export interface Named {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

export interface AllocationRecord {
  readonly id: number;
  readonly invoice: { readonly id: number; readonly number: string };
  readonly amountCents: number;
  readonly collectedOn: LocalDate;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** Null while it counts. */
  readonly undone: {
    readonly on: LocalDate;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
  } | null;
}

export interface PaymentRow {
  readonly id: number;
  readonly code: string;
  readonly issuer: Named;
  readonly arrivedWith: Named;
  readonly client: Named;
  readonly receivedOn: LocalDate;
  readonly amountCents: number;
  readonly allocatedCents: number;
  /** What waits for a document. */
  readonly unallocatedCents: number;
  readonly means: PaymentMeans;
  readonly reference: string;
  readonly note: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly invoices: readonly { readonly id: number; readonly number: string }[];
  readonly reversal: {
    readonly on: LocalDate;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
  } | null;
}

export interface PaymentRecord extends PaymentRow {
  readonly allocations: readonly AllocationRecord[];
}
