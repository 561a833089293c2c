import { cyclesBetween } from '#contracts';
import { difference, intersection, type Period, proRataCents, samePeriod, union } from '#kernel';
import type { LineFacts, TermFacts } from './facts.js';

/** Days of one line, at one price, within one billing period, of one generation: what becomes an invoice line and its charge. */
export interface Piece {
  readonly line: LineFacts;
  readonly term: TermFacts;
  readonly period: Period;
  /** The whole billing period that the price is for. */
  readonly cycle: Period;
  /** 1 the first time that days are billed; n + 1 where a charge of generation n was credited. */
  readonly generation: number;
  readonly netCents: number;
}

/**
 * Cuts the unbilled days of a line at the bounds of its terms, of its billing periods and of what was credited before.
 * The pieces hold each unbilled day exactly once.
 */
export function cutPieces(line: LineFacts, days: readonly Period[] = line.unbilled): Piece[] {
  return line.terms
    .filter((term) => term.billable)
    .flatMap((term) => days.flatMap((stretch) => piecesOf(line, term, stretch)))
    .sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
}

function piecesOf(line: LineFacts, term: TermFacts, stretch: Period): Piece[] {
  return cyclesBetween(term, stretch).flatMap(({ whole, days }) => {
    const billed = intersection(days, stretch);
    if (!billed) return [];
    return byGeneration(line, billed).map(({ period, generation }) => ({
      line,
      term,
      period,
      cycle: whole,
      generation,
      netCents: proRataCents(term.cycleNetCents, whole, period),
    }));
  });
}

function byGeneration(line: LineFacts, days: Period): { period: Period; generation: number }[] {
  let rest: Period[] = [days];
  const parts: { period: Period; generation: number }[] = [];
  const generations = [...new Set(line.credited.map((each) => each.generation))].sort((a, b) => b - a);
  for (const generation of generations) {
    const credited = union(
      line.credited.filter((each) => each.generation === generation).map((each) => each.period),
    );
    const again = rest.flatMap((each) => credited.flatMap((other) => intersection(each, other) ?? []));
    parts.push(...again.map((period) => ({ period, generation: generation + 1 })));
    rest = difference(rest, again);
  }
  parts.push(...rest.map((period) => ({ period, generation: 1 })));
  return parts.sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
}

/** Whether the piece is billed for the first time and bills its whole billing period. */
export function isWholeCycle(piece: Piece): boolean {
  return samePeriod(piece.period, piece.cycle);
}
