import { totalDays } from '#kernel';
import type { LocatedFinding } from '../audit/locate-findings.js';
import type { ImportPlan } from './plan.js';

/** What an import leaves behind, in the figures that a decision changes. Amounts are net, in cents. */
export interface ImportEffect {
  /** Days that enter coverage. */
  readonly coveredDays: number;
  /** Documents that await their credit note, and what it has to take back. */
  readonly awaitingCredits: number;
  readonly awaitingCents: number;
  /** Documents that enter without having been sent, and those of them that a person excused. */
  readonly unsent: number;
  readonly excusedDeliveries: number;
  /** What the next proposal catches up, and what a person excused from it. */
  readonly unbilledDays: number;
  readonly unbilledCents: number;
  readonly excusedDays: number;
  readonly excusedCents: number;
}

export function effectOfImport(plan: ImportPlan, findings: readonly LocatedFinding[]): ImportEffect {
  const lines = plan.documents.flatMap((document) => document.lines);
  const days = (some: typeof lines) =>
    some.reduce((sum, { period }) => sum + (period ? totalDays([period]) : 0), 0);
  const awaiting = new Map(plan.awaiting.map((each) => [each.document, each.subscription]));
  const awaitingLines = plan.documents.flatMap(({ key, lines: own }) =>
    own.filter(
      ({ subscription, generation, credit, period }) =>
        awaiting.get(key) === subscription && generation === null && credit === null && period !== null,
    ),
  );
  const excused = new Set(plan.excusedStretches);
  const stretches = findings.flatMap((each) => (each.kind === 'never-billed' ? each : []));
  const total = (which: boolean) => {
    const some = stretches.filter(
      ({ subscription, from }) => excused.has(`${subscription}/${from}`) === which,
    );
    return {
      days: some.reduce((sum, { dayCount }) => sum + (dayCount ?? 0), 0),
      cents: some.reduce((sum, { amountCents }) => sum + (amountCents ?? 0), 0),
    };
  };
  return {
    coveredDays:
      days(lines.filter(({ generation }) => generation !== null)) -
      days(lines.filter(({ credit }) => credit !== null && credit.generation !== null)),
    awaitingCredits: plan.awaiting.length,
    awaitingCents: awaitingLines.reduce((sum, { netCents }) => sum + netCents, 0),
    unsent: plan.documents.filter(({ sentOn, excuse }) => sentOn === null && excuse === null).length,
    excusedDeliveries:
      plan.documents.filter(({ sentOn, excuse }) => sentOn === null && excuse !== null).length +
      plan.excusedSince.length,
    unbilledDays: total(false).days,
    unbilledCents: total(false).cents,
    excusedDays: total(true).days,
    excusedCents: total(true).cents,
  };
}
