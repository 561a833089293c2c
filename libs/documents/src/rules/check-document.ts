import type { InvoiceDocument } from '../invoice-document.js';
import { amountRules } from './amount-rules.js';
import type { Report, RuleFinding, RuleGroup } from './finding.js';
import { identityRules } from './identity-rules.js';
import { noteRules } from './note-rules.js';
import { partyRules } from './party-rules.js';
import { paymentRules } from './payment-rules.js';
import { textRules } from './text-rules.js';
import { vatRules } from './vat-rules.js';

const GROUPS: readonly RuleGroup[] = [
  identityRules,
  partyRules,
  noteRules,
  amountRules,
  vatRules,
  paymentRules,
  textRules,
];

/**
 * Every rule that the document breaks, in the order in which a person would read the document; empty when it may be
 * issued. Stricter than the official validators on cents (they tolerate 1 € of VAT) and on keys (SIREN, IBAN).
 */
export function checkDocument(document: InvoiceDocument): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const report: Report = (rule, path, sentence, facts = {}, severity = 'fatal') => {
    findings.push({ rule, severity, path, sentence, facts });
  };
  for (const group of GROUPS) group(document, report);
  return findings;
}

/** Whether the findings forbid to issue. */
export function forbidsIssue(findings: readonly RuleFinding[]): boolean {
  return findings.some((finding) => finding.severity === 'fatal');
}
