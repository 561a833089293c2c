import type { Sentence } from '#kernel';
import type { InvoiceDocument } from '../invoice-document.js';

/**
 * One rule that a document breaks. Identifiers are those of EN 16931 (`BR-CO-10`) and of the French rules
 * (`BR-FR-05`); rules of our own begin with `ID-`.
 */
export interface RuleFinding {
  readonly rule: string;
  /** A document with a `fatal` finding is not issued; a `warning` is shown to the person who issues it. */
  readonly severity: 'fatal' | 'warning';
  /** Where in the `InvoiceDocument`: `buyer.siren`, `lines[2].quantity`. */
  readonly path: string;
  /** What is wrong and what to do. */
  readonly sentence: Sentence;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Reports one broken rule. */
export type Report = (
  rule: string,
  path: string,
  sentence: Sentence,
  facts?: Readonly<Record<string, unknown>>,
  severity?: RuleFinding['severity'],
) => void;

/** A group of rules on one subject. */
export type RuleGroup = (document: InvoiceDocument, report: Report) => void;

export const written = (text: string | null | undefined): text is string => !!text && text.trim() !== '';
