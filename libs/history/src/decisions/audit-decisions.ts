import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, Identity } from '#identity';
import { CLOCK, type Clock } from '#kernel';
import { type Transaction, UnitOfWork, WithinTransaction } from '#persistence';
import type { LocatedFinding } from '../audit/locate-findings.js';
import { readAuditAgain } from '../audits/read-again.js';
import {
  type FindingSearch,
  isImported,
  lockAudit,
  recordedDocuments,
  selectFindings,
} from '../audits/store-audits.js';
import { historyErrors } from '../history-errors.js';
import { effectOfImport, type ImportEffect } from '../import/import-effect.js';
import { planAudit } from '../import/plan-audit.js';
import { importDecisions } from './carry-out.js';
import { carriedOut, decide, type Decision, type DecisionRule, subjectOf } from './decide.js';
import { readDecisions, writeDecisions } from './store-decisions.js';

/** A rule and the findings it is applied to: those with these positions, or all that a search finds. */
export interface DecisionWish extends DecisionRule {
  readonly findings?: readonly number[];
  readonly search?: FindingSearch;
}

export interface DecidedFinding {
  readonly position: number;
  readonly finding: LocatedFinding;
  readonly before: Decision | null;
  readonly after: Decision | null;
}

/** What a decision would change, or has changed. */
export interface DecisionPreview {
  /** Of all that it changes; a decision given the digest of its preview does that and nothing else. */
  readonly digest: string;
  /** Findings that the wish names. */
  readonly matched: number;
  readonly changed: readonly DecidedFinding[];
  readonly unchanged: number;
  /** Pairs that the rule does not tell apart: what was decided before stays. */
  readonly undecided: number;
  /** Findings of a kind that the rule says nothing about. */
  readonly notConcerned: number;
  /** What the import would leave behind without and with this decision. */
  readonly effect: { readonly before: ImportEffect; readonly after: ImportEffect };
}

/** What a person decides of the findings of an audit before it is imported. */
@Injectable()
export class AuditDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly identity: Identity,
  ) {}

  /**
   * Says what a decision would change; keeps nothing.
   * @throws HISTORY.AUDIT_UNKNOWN, HISTORY.DECISION_REFUSED, HISTORY.DECISIONS_IMPORTED, HISTORY.DECISION_TOO_LATE,
   *   HISTORY.CHOICES_REFUSED, HISTORY.IMPORT_REFUSED
   */
  async preview(id: number, wish: DecisionWish): Promise<DecisionPreview> {
    const { preview } = await this.prepare(id, wish);
    return preview;
  }

  /**
   * Keeps the decision that was read.
   * @throws as `preview`, and HISTORY.DECISIONS_CHANGED
   */
  async decide(actor: Actor, id: number, wish: DecisionWish, digest: string): Promise<DecisionPreview> {
    const { preview, decided } = await this.prepare(id, wish);
    if (preview.digest !== digest) throw historyErrors.DECISIONS_CHANGED({});
    await this.unitOfWork.run(async (tx) => {
      await lockAudit(tx, id);
      // Whoever imported or decided meanwhile is found here: their decision is not written over unread.
      await this.requireOpen(tx, id, preview.changed);
      const now = await readDecisions(new WithinTransaction(tx), id);
      for (const { finding, before } of preview.changed) {
        const current = now.get(subjectOf(finding))?.decision ?? null;
        if (written(current) !== written(before)) throw historyErrors.DECISIONS_CHANGED({});
      }
      await writeDecisions(tx, id, decided, actor.name);
      await this.identity.recordAct(tx, actor, {
        action: 'history.audit.decide',
        subject: { kind: 'historyAudit', id },
        facts: {
          action: wish.action,
          statement: wish.statement ?? null,
          subjects: [...decided.keys()].slice(0, 500),
        },
      });
    });
    return preview;
  }

  private async prepare(id: number, wish: DecisionWish) {
    requireWhole(wish);
    const read = await readAuditAgain({ unitOfWork: this.unitOfWork, clock: this.clock }, id);
    const chosen = await selectFindings(this.unitOfWork, id, wish);
    const known = await readDecisions(this.unitOfWork, id);
    const before = new Map([...known].map(([subject, { decision }]) => [subject, decision]));
    const { located } = read.audited;
    const wrongPrice = new Set(
      located.flatMap((each) => (each.kind === 'amount-anomaly' ? each.invoice : [])),
    );
    const counts = { unchanged: 0, undecided: 0, notConcerned: 0 };
    const changed: DecidedFinding[] = [];
    // What was kept of a finding may be of an earlier version; its rows are those of the files.
    const bySubject = new Map(located.map((each) => [subjectOf(each), each]));
    for (const { position, finding: kept } of chosen) {
      const finding = bySubject.get(subjectOf(kept));
      const outcome = finding ? decide(finding, wish, wrongPrice) : 'undecided';
      const was = before.get(subjectOf(kept)) ?? null;
      if (outcome === 'undecided' || outcome === 'notConcerned') counts[outcome] += 1;
      else if (written(outcome.decision) === written(was)) counts.unchanged += 1;
      else changed.push({ position, finding: finding ?? kept, before: was, after: outcome.decision });
    }
    await this.unitOfWork.run((tx) => this.requireOpen(tx, id, changed));
    const decided = new Map(changed.map(({ finding, after }) => [subjectOf(finding), after]));
    // A decision taken back leaves none.
    const after = new Map<string, Decision>();
    for (const [subject, each] of new Map<string, Decision | null>([...before, ...decided]))
      if (each) after.set(subject, each);
    const [planBefore, planAfter] = await this.unitOfWork.run((tx) =>
      planAudit(tx, read, importDecisions(located, before), importDecisions(located, after)),
    );
    const preview: DecisionPreview = {
      digest: digestOf(id, changed),
      matched: chosen.length,
      changed,
      ...counts,
      effect: { before: effectOfImport(planBefore, located), after: effectOfImport(planAfter, located) },
    };
    return { preview, decided };
  }

  private async requireOpen(tx: Transaction, id: number, changed: readonly DecidedFinding[]): Promise<void> {
    if (!changed.some(({ finding }) => carriedOut.has(finding.kind))) return;
    if (await isImported(tx, id)) throw historyErrors.DECISIONS_IMPORTED({ audit: id });
    await requireUnrecorded(tx, id, changed);
  }
}

const MOST_INVOICES_TOLD = 5;

/**
 * Which of two invoices covers their days is settled once an import wrote one of them, be it of another audit.
 * @throws HISTORY.DECISION_TOO_LATE
 */
async function requireUnrecorded(
  tx: Transaction,
  audit: number,
  changed: readonly DecidedFinding[],
): Promise<void> {
  const documents = changed.flatMap(({ finding, after }) =>
    after?.kind === 'keep' ? finding.documents : [],
  );
  if (documents.length === 0) return;
  const recorded = await recordedDocuments(
    new WithinTransaction(tx),
    audit,
    documents.map(({ id }) => id),
  );
  if (recorded.size === 0) return;
  const numbers = new Map(documents.map(({ id, number }) => [id, number ?? id]));
  const invoices = [...numbers].flatMap(([id, number]) => (recorded.has(id) ? number : []));
  throw historyErrors.DECISION_TOO_LATE({
    invoices: invoices.slice(0, MOST_INVOICES_TOLD),
    total: invoices.length,
  });
}

/** @throws HISTORY.DECISION_REFUSED */
function requireWhole({ action, keep, series, statement }: DecisionWish): void {
  if (action === 'keepDocument' && !keep) {
    throw historyErrors.DECISION_REFUSED({
      reason: 'dites quelle facture est gardée.',
      reasonEn: 'say which invoice is kept.',
    });
  }
  if (action === 'keepSeries' && !series?.trim()) {
    throw historyErrors.DECISION_REFUSED({
      reason: 'dites par quoi commence le numéro de la facture gardée.',
      reasonEn: 'say what the number of the kept invoice begins with.',
    });
  }
  if (action === 'excuse' && (statement ?? '').trim().length < 5) {
    throw historyErrors.DECISION_REFUSED({
      reason: 'écrivez pourquoi, en cinq caractères au moins.',
      reasonEn: 'write why, in five characters at least.',
    });
  }
}

function written(decision: Decision | null): string {
  if (decision === null) return '';
  return decision.kind === 'keep' ? `keep:${decision.keep}` : `excuse:${decision.statement}`;
}

function digestOf(audit: number, changed: readonly DecidedFinding[]): string {
  const facts = changed.map(({ finding, before, after }) => [
    subjectOf(finding),
    written(before),
    written(after),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([audit, facts]))
    .digest('hex');
}
