import type { LocalDate } from '#kernel';
import type { IssuerName } from '../picture/picture.js';

export const STEPS = [
  'choice',
  'conflicts',
  'billing',
  'documents',
  'switch',
  'firstInvoice',
  'closing',
] as const;
export type Step = (typeof STEPS)[number];

export const DOSSIER_STATES = ['preparing', 'switched', 'billing', 'closed', 'undone'] as const;
export type DossierState = (typeof DOSSIER_STATES)[number];

export const EVENT_KINDS = [
  'opened',
  'chosen',
  'conflictsRead',
  'documentConfirmed',
  'documentsRecorded',
  'switched',
  'closed',
  'undone',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface DossierEvent {
  readonly kind: EventKind;
  /** Names and numbers that its sentence needs. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export interface DossierContract {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly client: { readonly id: number; readonly code: string; readonly name: string };
  readonly carriageRevision: number;
}

export interface FirstInvoice {
  readonly id: number;
  readonly number: string;
  readonly issuedOn: LocalDate;
  /** In cents, of the lines of these contracts. */
  readonly netCents: number;
}

export interface DossierRow {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly from: IssuerName;
  readonly to: IssuerName;
  /** The first day that the new carrier bills. */
  readonly movesOn: LocalDate;
  readonly version: number;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly state: DossierState;
  /** Null once it is over. */
  readonly nextStep: Step | null;
  readonly contracts: readonly DossierContract[];
  /** Of the new carrier since the switch. */
  readonly firstInvoice: FirstInvoice | null;
}

export interface StepRecord {
  readonly step: Step;
  readonly state: 'done' | 'current' | 'toDo';
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
  readonly person: string | null;
  readonly dueOn: LocalDate | null;
}

export interface DossierNote {
  readonly id: number;
  readonly text: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export interface ConfirmedDocument {
  readonly id: number;
  readonly kind: DraftKind;
  readonly aboutId: number;
  readonly title: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
}

export const DRAFT_KINDS = ['clientLetter', 'amendment', 'creditRequest'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** A dossier with its life. */
export interface Dossier extends DossierRow {
  readonly events: readonly DossierEvent[];
  readonly steps: readonly StepRecord[];
  readonly notes: readonly DossierNote[];
  readonly documents: readonly ConfirmedDocument[];
  /** Days of its lines that its decisions excuse from billing, until it is undone. */
  readonly excusedDays: number;
}

/** The steps with what is known of each. Pure. */
export function stepsOf(
  dossier: Pick<DossierRow, 'state' | 'nextStep' | 'firstInvoice' | 'version'>,
  events: readonly DossierEvent[],
  inCharge: ReadonlyMap<Step, { readonly person: string; readonly dueOn: LocalDate | null }>,
): StepRecord[] {
  const last = (...kinds: EventKind[]) => events.findLast(({ kind }) => kinds.includes(kind)) ?? null;
  const read = events.findLast(
    ({ kind, facts }) => kind === 'conflictsRead' && facts['version'] === dossier.version,
  );
  const done: Readonly<Record<Step, DossierEvent | null>> = {
    choice: last('opened', 'chosen'),
    conflicts: read ?? null,
    billing: last('documentsRecorded'),
    documents: last('documentConfirmed'),
    switch: last('switched'),
    firstInvoice: null,
    closing: last('closed'),
  };
  return STEPS.map((step) => {
    const event = done[step];
    const isDone = event !== null || (step === 'firstInvoice' && dossier.firstInvoice !== null);
    const charge = inCharge.get(step);
    return {
      step,
      state: isDone ? 'done' : step === dossier.nextStep ? 'current' : 'toDo',
      doneAt: event?.madeAt ?? null,
      doneBy: event?.madeBy ?? null,
      person: charge?.person ?? null,
      dueOn: charge?.dueOn ?? null,
    };
  });
}
