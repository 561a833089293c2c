import type { LocalDate, Period } from '#kernel';

export const WORK_STATUSES = [
  'employee',
  'cape',
  'cesa',
  'freelancer',
  'microEntrepreneur',
  'volunteer',
] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];

/** Days on which a person works here under a status. */
export interface WorkerStatus {
  readonly id: number;
  readonly person: number;
  readonly status: WorkStatus;
  readonly period: Period;
  /** The first day after the trial; null without one. */
  readonly trialEndsOn: LocalDate | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** Why it was taken back, where it had been recorded by mistake. */
  readonly withdrawnReason: string | null;
}

/** Who may admit: the founders by signing the bylaws, or a body of the cooperative. */
export const ADMITTING_BODIES = ['founders', 'assembly', 'board', 'management'] as const;
export type AdmittingBody = (typeof ADMITTING_BODIES)[number];
/** Founders act once: nobody leaves by their decision. */
export const DECIDING_BODIES = ['assembly', 'board', 'management'] as const;
export type DecidingBody = (typeof DECIDING_BODIES)[number];

export const EXIT_REASONS = ['resignation', 'exclusion', 'death', 'lossOfQuality'] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

export interface AssociateExit {
  readonly reason: ExitReason;
  readonly decidedOn: LocalDate;
  readonly decidedBy: DecidingBody | null;
  readonly reference: string | null;
  /** The first day on which they are no associate. */
  readonly effectiveOn: LocalDate;
}

/** Why something was taken back that was recorded by mistake. */
export interface Correction {
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** A category or a college on days. */
export interface Placement {
  readonly code: string;
  readonly period: Period;
  readonly reason: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** One row of the register of associates: from an admission to an exit. */
export interface AssociateRecord {
  readonly id: number;
  readonly person: number;
  /** In the register; from 1, without gaps. */
  readonly number: number;
  readonly decidedOn: LocalDate;
  readonly decidedBy: AdmittingBody;
  readonly reference: string | null;
  readonly period: Period;
  /** That the admission was recorded by mistake, and does not count; null where it does. */
  readonly correction: Correction | null;
  readonly exit: AssociateExit | null;
  /** Exits that were recorded by mistake, the first one first. */
  readonly correctedExits: readonly (AssociateExit & { readonly correction: Correction })[];
  /** From the first to the last. */
  readonly categories: readonly Placement[];
  readonly colleges: readonly Placement[];
}

export interface Admission {
  readonly person: number;
  readonly decidedOn: LocalDate;
  readonly decidedBy: AdmittingBody;
  readonly reference?: string | null | undefined;
  readonly effectiveOn: LocalDate;
  /** Codes of the bylaws in force that day; a college where the bylaws have colleges. */
  readonly category: string;
  readonly college?: string | null | undefined;
}

export interface Leaving {
  readonly associate: number;
  readonly reason: ExitReason;
  readonly decidedOn: LocalDate;
  readonly decidedBy?: DecidingBody | null | undefined;
  readonly reference?: string | null | undefined;
  readonly effectiveOn: LocalDate;
}

/** Another category, another college, or both, from a day on. What is absent stays. */
export interface PlacementChange {
  readonly associate: number;
  readonly from: LocalDate;
  readonly category?: string | undefined;
  readonly college?: string | undefined;
  readonly reason?: string | null | undefined;
}
