import { cycleContaining } from '#contracts';
import {
  addDays,
  difference,
  type LocalDate,
  overlap,
  type Period,
  proRataCents,
  totalDays,
  union,
} from '#kernel';
import type { BilledDays, BilledSide, Conflict, LineFacts, MoveOf } from './picture.js';
import { sayConflict, type Told } from './say-conflicts.js';

const BEGINNING = '0001-01-01' as LocalDate;
const END = '9999-12-31' as LocalDate;

/** What stands between a line and its move on a day, each thing with its sentence and the one thing to do. Pure. */
export function findConflicts(line: LineFacts, move: MoveOf): Conflict[] {
  const { movesOn } = move;
  const before = [{ from: BEGINNING, to: movesOn }];
  const after = [{ from: movesOn, to: END }];
  const told: Told[] = [
    ...billedIn(line, move.from.id, after).map((of) => ({ code: 'FORMER_BILLED_AHEAD' as const, ...of })),
    ...billedIn(line, move.to.id, before).map((of) => ({ code: 'NEW_BILLED_BEFORE' as const, ...of })),
    ...billedIn(line, move.to.id, after).map((of) => ({ code: 'NEW_BILLED_ALREADY' as const, ...of })),
    ...line.doubles.map(({ invoice, period, over }) => ({
      code: 'BILLED_BY_BOTH' as const,
      period,
      invoice: { ...invoice, issuedOn: movesOn },
      over: over.number,
      netCents: null,
    })),
    ...lostDays(line, move),
    ...atTheCut(line, move),
  ];
  return told
    .sort((a, b) => (a.period.from < b.period.from ? -1 : a.period.from > b.period.from ? 1 : 0))
    .map((each) => ({ line: line.id, ...sayConflict(each, line, move) }));
}

/** What an issuer has billed of a line and not credited, up to the last day of it. Pure. */
export function sideOf(line: LineFacts, issuer: number): BilledSide {
  const own = line.billed.filter((each) => each.issuer === issuer && each.live.length > 0);
  const days = union(own.flatMap(({ live }) => live));
  const invoices = new Map(own.map(({ invoice }) => [invoice.id, invoice]));
  return {
    issuer,
    days,
    dayCount: totalDays(days),
    netCents: own.reduce((sum, each) => sum + liveCents(each, each.live), 0),
    invoices: [...invoices.values()],
  };
}

function liveCents({ netCents, period }: BilledDays, days: readonly Period[]): number {
  return days.reduce((sum, part) => sum + proRataCents(netCents, period, part), 0);
}

function billedIn(line: LineFacts, issuer: number, days: readonly Period[]) {
  return line.billed
    .filter((each) => each.issuer === issuer)
    .flatMap((each) =>
      overlap(each.live, days).map((period) => ({
        period,
        invoice: each.invoice,
        netCents: liveCents(each, [period]),
      })),
    );
}

/**
 * Days before the move that are due and that nobody billed: lost unless somebody bills them. Beyond the last day that
 * the former issuer is known to have billed, its invoice may only be unknown here, where it bills with another tool.
 */
function lostDays(line: LineFacts, { from, movesOn }: MoveOf): Told[] {
  const live = line.billed.flatMap((each) => each.live);
  const owed = overlap(line.due, [{ from: BEGINNING, to: movesOn }]);
  const lost = difference(owed, [...live, ...line.excused]);
  const known = sideOf(line, from.id).days.at(-1)?.to ?? BEGINNING;
  return lost.flatMap((period): Told[] => {
    const unknown = from.outside && period.from >= known;
    return [
      { code: unknown ? 'FORMER_INVOICE_UNKNOWN' : 'UNBILLED_BEFORE', period, invoice: null, netCents: null },
    ];
  });
}

/** Whether the move cuts a billing period, and whether anything is left to bill after it. */
function atTheCut(line: LineFacts, { movesOn }: MoveOf): Told[] {
  const billable = line.terms.filter((term) => term.billable || line.kind === 'time');
  const last = billable.reduce((to, { period }) => (period.to > to ? period.to : to), BEGINNING);
  if (last <= movesOn) {
    const period = { from: movesOn, to: addDays(movesOn, 1) };
    return [{ code: 'NOTHING_AFTER', period, invoice: null, netCents: null }];
  }
  const cut = billable.find(
    ({ period, months }) => months > 0 && period.from < movesOn && movesOn < period.to,
  );
  const cycle = cut && line.kind !== 'time' ? cycleContaining(cut, movesOn) : null;
  if (!cycle || cycle.whole.from >= movesOn) return [];
  return [{ code: 'PERIOD_CUT', period: cycle.whole, invoice: null, netCents: null }];
}
