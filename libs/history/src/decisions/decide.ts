import type { FindingKind } from '../audit/audit-report.js';
import type { LocatedDocument, LocatedFinding } from '../audit/locate-findings.js';

/** Ways to decide many findings at once, and one at a time. */
export const decisionActions = [
  'keepFirstIssued',
  'keepLastIssued',
  'keepPaid',
  'keepSent',
  'keepRightPrice',
  'keepSeries',
  'keepDocument',
  'excuse',
  'undo',
] as const;
export type DecisionAction = (typeof decisionActions)[number];

export interface DecisionRule {
  readonly action: DecisionAction;
  /** For `keepDocument`: id, in the export, of the document that stays in coverage. */
  readonly keep?: string;
  /** For `keepSeries`: what the number of the kept document begins with. */
  readonly series?: string;
  /** For `excuse`: why, 5 to 500 characters. */
  readonly statement?: string;
}

export type Decision =
  { readonly kind: 'keep'; readonly keep: string } | { readonly kind: 'excuse'; readonly statement: string };

/**
 * `undecided`: the rule does not tell the two documents apart, so that what was decided before stays.
 * `notConcerned`: the rule says nothing about findings of this kind.
 */
export type Outcome = { readonly decision: Decision | null } | 'undecided' | 'notConcerned';

/** Kinds whose decision the import carries out; of the others it is a note on the file. */
export const carriedOut: ReadonlySet<FindingKind> = new Set(['billed-twice', 'never-sent', 'never-billed']);

/**
 * Names a finding by what it is about, so that the same one is found again when the files are read anew. Two findings
 * of one audit never share it.
 */
export function subjectOf(finding: LocatedFinding): string {
  switch (finding.kind) {
    case 'billed-twice':
      return `${finding.kind}:${finding.invoices.join('/')}`;
    case 'never-billed':
      return `${finding.kind}:${finding.subscription}/${finding.from}`;
    case 'number-gap':
    case 'number-duplicate':
      return `${finding.kind}:${finding.number}`;
    default:
      return `${finding.kind}:${finding.invoice}`;
  }
}

/** @param wrongPrice ids of the documents that the audit found at another price than agreed */
export function decide(
  finding: LocatedFinding,
  { action, keep = '', series = '', statement = '' }: DecisionRule,
  wrongPrice: ReadonlySet<string>,
): Outcome {
  if (action === 'undo') return { decision: null };
  if (action === 'excuse')
    return finding.kind === 'billed-twice'
      ? 'notConcerned'
      : { decision: { kind: 'excuse', statement: statement.trim() } };
  if (finding.kind !== 'billed-twice') return 'notConcerned';
  const keeps = (document: LocatedDocument, at: number): boolean => {
    switch (action) {
      case 'keepFirstIssued':
        return at === 0;
      case 'keepLastIssued':
        return at === 1;
      case 'keepPaid':
        return document.status === 'paid';
      case 'keepSent':
        return document.sent === true;
      case 'keepRightPrice':
        return !wrongPrice.has(document.id);
      case 'keepSeries':
        return document.number?.startsWith(series) ?? false;
      case 'keepDocument':
        return document.id === keep;
    }
  };
  const kept = finding.documents.filter(keeps);
  return kept.length === 1 ? { decision: { kind: 'keep', keep: kept[0]!.id } } : 'undecided';
}
