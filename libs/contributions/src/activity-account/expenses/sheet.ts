import type { LocalDate } from '#kernel';
import type { ActivityRef } from '../costs/cost.js';
import type { ReceiptMediaType } from './receipt-content.js';

export const EXPENSE_KINDS = [
  'travel',
  'mileage',
  'meal',
  'lodging',
  'equipment',
  'supplies',
  'telecom',
  'other',
] as const;

export type ExpenseKind = (typeof EXPENSE_KINDS)[number];

export const SHEET_STATES = ['draft', 'submitted', 'approved', 'refused', 'reimbursed'] as const;

export type SheetState = (typeof SHEET_STATES)[number];

/** An expense: by its amount, or a distance by its kilometres. */
export interface NewExpenseLine {
  readonly spentOn: LocalDate;
  readonly kind: ExpenseKind;
  readonly label: string;
  /** In cents, with VAT; more than 0. Not of a distance. */
  readonly grossCents?: number | null;
  /** In cents, the part of it that is recovered; 0 by default. */
  readonly vatCents?: number | null;
  /** Of a distance alone: at most 1 decimal. */
  readonly kilometres?: string | null;
  /** Of a distance alone: fiscal power of the car (CV). */
  readonly fiscalPower?: number | null;
}

export interface ReceiptRef {
  readonly id: number;
  readonly mediaType: ReceiptMediaType;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

export interface ExpenseLineRecord {
  readonly id: number;
  readonly spentOn: LocalDate;
  readonly kind: ExpenseKind;
  readonly label: string;
  readonly grossCents: number;
  readonly vatCents: number;
  readonly netCents: number;
  readonly kilometres: string | null;
  readonly fiscalPower: number | null;
  /** Euros per kilometre. */
  readonly rate: string | null;
  readonly receipt: ReceiptRef | null;
}

/** One step of a sheet: who did it, when, and why where it was refused. */
export interface ExpenseActRecord {
  readonly state: Exclude<SheetState, 'draft'>;
  readonly onDay: LocalDate;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly reason: string | null;
}

export interface ExpenseSheetRow {
  readonly id: number;
  readonly title: string;
  readonly activity: ActivityRef;
  readonly enteredBy: { readonly id: number; readonly name: string };
  readonly createdAt: Date;
  readonly state: SheetState;
  /** Day of its latest step; null for a draft. */
  readonly stateSince: LocalDate | null;
  /** The refused sheet that this one takes up again. */
  readonly corrects: number | null;
  /** The sheet that takes this refused one up again; to others than its author, once it is submitted. */
  readonly correctedBy: number | null;
  readonly lines: number;
  readonly grossCents: number;
  readonly vatCents: number;
}

export interface ExpenseSheetRecord extends Omit<ExpenseSheetRow, 'lines'> {
  readonly lines: readonly ExpenseLineRecord[];
  /** From the first to the last. */
  readonly acts: readonly ExpenseActRecord[];
}

export interface SheetSearch {
  readonly activity?: number;
  readonly state?: SheetState;
  /** The sheets that this account entered for activities that are its own today; any other is as if it were not. */
  readonly account?: number;
  readonly page?: number;
  readonly size?: number;
}

export interface SheetPage {
  readonly items: readonly ExpenseSheetRow[];
  readonly total: number;
  /** Of all pages, with VAT, in cents. */
  readonly grossCents: number;
}
