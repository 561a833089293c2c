import type { Period } from '#kernel';
import type { LocatedFinding } from '../audit/locate-findings.js';
import type { Choice } from '../import/plan.js';
import { type Decision, subjectOf } from './decide.js';

/** What the decisions of a person change in an import. */
export interface ImportDecisions {
  readonly choices: readonly Choice[];
  /** Why a document that was never sent needs no sending, by its id in the export. */
  readonly unsentExcuses: ReadonlyMap<string, string>;
  /** Days that were never billed and are not to be. */
  readonly unbilledExcuses: readonly {
    readonly subscription: string;
    readonly period: Period;
    readonly reason: string;
  }[];
}

const noDecisions: ImportDecisions = { choices: [], unsentExcuses: new Map(), unbilledExcuses: [] };

/** Decisions on findings as the import reads them. Decisions that it does not carry out are left aside. Pure. */
export function importDecisions(
  findings: readonly LocatedFinding[],
  decisions: ReadonlyMap<string, Decision>,
): ImportDecisions {
  if (decisions.size === 0) return noDecisions;
  const choices: Choice[] = [];
  const unsentExcuses = new Map<string, string>();
  const unbilledExcuses: ImportDecisions['unbilledExcuses'][number][] = [];
  for (const finding of findings) {
    const decision = decisions.get(subjectOf(finding));
    if (!decision) continue;
    if (decision.kind === 'keep') {
      if (finding.kind !== 'billed-twice') continue;
      const over = finding.invoices.find((id) => id !== decision.keep)!;
      choices.push({ keep: decision.keep, over });
    } else if (finding.kind === 'never-sent') unsentExcuses.set(finding.invoice, decision.statement);
    else if (finding.kind === 'never-billed') {
      const { subscription, from, to } = finding;
      unbilledExcuses.push({ subscription, period: { from, to }, reason: decision.statement });
    }
  }
  return { choices, unsentExcuses, unbilledExcuses };
}
