import {
  IconCalendarExclamation,
  IconCopy,
  IconCurrencyEuro,
  IconHash,
  IconMailOff,
  IconNumbers,
  IconReceiptOff,
} from '@tabler/icons-react';
import type { Schema } from '../../../api/api';

export type Finding = Schema<'FindingView'>;
export type FindingKind = Finding['kind'];
export type FindingDocument = Schema<'FindingDocumentView'>;
export type DecisionAction = Schema<'DecisionAction'>;

/** What needs a person first comes first. */
export const KINDS = [
  'billed-twice',
  'never-sent',
  'never-billed',
  'billed-ahead',
  'amount-anomaly',
  'number-gap',
  'number-duplicate',
] as const satisfies readonly FindingKind[];

export const KIND_ICONS = {
  'billed-twice': IconCopy,
  'billed-ahead': IconCalendarExclamation,
  'never-sent': IconMailOff,
  'never-billed': IconReceiptOff,
  'amount-anomaly': IconCurrencyEuro,
  'number-gap': IconHash,
  'number-duplicate': IconNumbers,
} as const;

/** Rules that keep one of two invoices for the same days. */
const KEEPING = [
  'keepFirstIssued',
  'keepLastIssued',
  'keepPaid',
  'keepSent',
  'keepRightPrice',
  'keepSeries',
] as const satisfies readonly DecisionAction[];

/** What can be decided of many findings of a kind at once; of findings of all kinds, what suits any. */
export function rulesOf(kind: FindingKind | null): readonly DecisionAction[] {
  if (kind === 'billed-twice') return [...KEEPING, 'undo'];
  if (kind === null) return [...KEEPING, 'excuse', 'undo'];
  return ['excuse', 'undo'];
}

/** Kinds whose decision the import carries out; once it is done, there is nothing left to decide of them. */
export function isCarriedOut(kind: FindingKind | null): boolean {
  return kind === null || kind === 'billed-twice' || kind === 'never-sent' || kind === 'never-billed';
}

/** What a finding is called in a list: its documents, its subscription, or its number. */
export function nameOfFinding({ kind, documents, agreement, number, position }: Finding): string {
  if (kind === 'number-gap' || kind === 'number-duplicate') return number ?? `${position}`;
  if (kind === 'never-billed') return agreement?.id ?? `${position}`;
  return documents.map((document) => document.number ?? document.id).join(' / ') || `${position}`;
}

/** The number of the document that a decision keeps. */
export function numberKept(documents: readonly FindingDocument[], keep: string | null): string {
  const kept = documents.find(({ id }) => id === keep);
  return kept?.number ?? kept?.id ?? keep ?? '';
}
