import type { LocalDate, Period } from '#kernel';

/** Who bills a stretch of days: the key of a document of the export, or the id of an invoice. */
export type Biller = string | number;

interface Stretch {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The highest generation under which these days were charged. */
  readonly generation: number;
  /** Null where the last charge was credited. */
  readonly by: Biller | null;
}

/** A part of a period: free to be charged under the next generation, or billed by somebody. */
export interface Piece {
  readonly period: Period;
  readonly generation: number;
  readonly by: Biller | null;
}

/**
 * The days of one contract line as charges and credits leave them, while a plan is made. Stretches are sorted and
 * disjoint, so that what n documents do to the same days costs n, not n².
 */
export class CoveredDays {
  private stretches: Stretch[] = [];

  /** The period in pieces: neighbours of one state are one piece. */
  piecesOf(period: Period): Piece[] {
    const pieces: Piece[] = [];
    const add = (from: LocalDate, to: LocalDate, generation: number, by: Biller | null) => {
      if (from >= to) return;
      const last = pieces.at(-1);
      if (last && last.by === by && last.generation === generation) {
        pieces[pieces.length - 1] = { ...last, period: { from: last.period.from, to } };
      } else pieces.push({ period: { from, to }, generation, by });
    };
    let at = period.from;
    for (let index = this.firstAfter(period.from); index < this.stretches.length; index += 1) {
      const stretch = this.stretches[index]!;
      if (stretch.from >= period.to) break;
      if (stretch.from > at) add(at, stretch.from, 0, null);
      const from = stretch.from > at ? stretch.from : at;
      const to = stretch.to < period.to ? stretch.to : period.to;
      add(from, to, stretch.generation, stretch.by);
      at = to;
    }
    add(at, period.to, 0, null);
    return pieces;
  }

  /** From now on these days were last charged under `generation`, and are billed by `by`, or were credited. */
  set(period: Period, generation: number, by: Biller | null): void {
    const first = this.firstAfter(period.from);
    let end = first;
    const rest: Stretch[] = [];
    while (end < this.stretches.length && this.stretches[end]!.from < period.to) {
      const stretch = this.stretches[end]!;
      if (stretch.from < period.from) rest.push({ ...stretch, to: period.from });
      if (stretch.to > period.to) rest.push({ ...stretch, from: period.to });
      end += 1;
    }
    const added = [...rest, { ...period, generation, by }].sort((a, b) => (a.from < b.from ? -1 : 1));
    this.stretches.splice(first, end - first, ...added);
  }

  /** Index of the first stretch that ends after `day`. */
  private firstAfter(day: LocalDate): number {
    let low = 0;
    let high = this.stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stretches[middle]!.to > day) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
