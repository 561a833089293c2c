import { type LocalDate, type Period } from '#kernel';

export type Cadence = 'monthly' | 'quarterly' | 'yearly';
export type Billing = 'advance' | 'arrears';
export type DocumentType = 'invoice' | 'creditNote';
export type DocumentStatus = 'draft' | 'open' | 'paid' | 'cancelled';

/** A subscription as the former tool kept it: one price, one cadence, one anchor. */
export interface AuditedSubscription {
  readonly id: string;
  readonly client: string;
  readonly clientName: string;
  readonly email: string;
  readonly service: string;
  /** Price of one period, net of VAT. */
  readonly netCents: number;
  /** 2000 is 20 %; null where the export does not say. */
  readonly vatRateBasisPoints: number | null;
  readonly cadence: Cadence;
  readonly billing: Billing;
  /** The anchor from which every bound of a period is computed. */
  readonly start: LocalDate;
  /** First day that is no longer subscribed; null while it runs. */
  readonly end: LocalDate | null;
}

/** An invoice or a credit note as the former tool kept it. */
export interface AuditedDocument {
  readonly id: string;
  /** Null for a document that never got one. */
  readonly number: string | null;
  readonly type: DocumentType;
  /** Null for a sale outside any subscription. */
  readonly subscription: string | null;
  readonly client: string;
  readonly clientName: string;
  readonly label: string;
  /** Null only for a draft. */
  readonly issuedOn: LocalDate | null;
  /** The days it bills, half-open; null where it bills no subscription, or is dead anyway. */
  readonly period: Period | null;
  /** Negative on a credit note. */
  readonly netCents: number;
  readonly vatCents: number | null;
  readonly grossCents: number | null;
  readonly status: DocumentStatus;
  /** Whether it was sent; null where the export does not tell. */
  readonly sent: boolean | null;
  readonly sentOn: LocalDate | null;
  /** Id of the invoice that this credit note corrects. */
  readonly cancels: string | null;
}

/** Two exports of a former tool, in the order of their lines. */
export interface BillingHistory {
  readonly subscriptions: readonly AuditedSubscription[];
  readonly invoices: readonly AuditedDocument[];
}
