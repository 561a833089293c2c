import fc from 'fast-check';
import { addDays, addMonths, daysOf, localDate, type Period, totalDays, union } from '#kernel';
import { cutPieces } from './cut-pieces.js';
import type { LineFacts, TermFacts } from './facts.js';

const day = localDate;

function term(period: Period, facts: Partial<TermFacts> = {}): TermFacts {
  return {
    id: 1,
    period,
    billable: true,
    months: 1,
    billing: 'advance',
    anchor: period.from,
    quantity: '1',
    unitPrice: '100',
    vatCategory: 'S',
    vatRateBasisPoints: 2000,
    horizonDays: 31,
    longestSpanDays: 31,
    cycleNetCents: 10000,
    priceKey: '10000/1/2000',
    ...facts,
  };
}

function line(terms: TermFacts[], unbilled: Period[], credited: LineFacts['credited'] = []): LineFacts {
  return { terms, unbilled, credited } as unknown as LineFacts;
}

describe('pieces of unbilled days', () => {
  it('follow the anchor: 31 January, 29 February, 31 March', () => {
    const terms = [term({ from: day('2024-01-31'), to: day('2024-12-31') })];
    const pieces = cutPieces(line(terms, [{ from: day('2024-01-31'), to: day('2024-04-30') }]));
    expect(pieces.map((piece) => [piece.period.from, piece.period.to, piece.netCents])).toEqual([
      ['2024-01-31', '2024-02-29', 10000],
      ['2024-02-29', '2024-03-31', 10000],
      ['2024-03-31', '2024-04-30', 10000],
    ]);
  });

  it('are cut where the price changes, and both parts are pro rata of their own price', () => {
    // March has 31 days: 14 days at 310.00 are 140.00, 17 days at 620.00 are 340.00.
    const grid = { anchor: day('2026-03-01') };
    const terms = [
      term({ from: day('2026-03-01'), to: day('2026-03-15') }, { ...grid, cycleNetCents: 31000 }),
      term({ from: day('2026-03-15'), to: day('2026-06-01') }, { ...grid, cycleNetCents: 62000 }),
    ];
    const pieces = cutPieces(line(terms, [{ from: day('2026-03-01'), to: day('2026-04-01') }]));
    expect(pieces.map((piece) => piece.netCents)).toEqual([14000, 34000]);
  });

  it('leave paused days alone', () => {
    const terms = [term({ from: day('2026-03-01'), to: day('2026-04-01') }, { billable: false })];
    expect(cutPieces(line(terms, [{ from: day('2026-03-01'), to: day('2026-04-01') }]))).toEqual([]);
  });

  it('are of the generation after what was credited, and of the first elsewhere', () => {
    const terms = [term({ from: day('2026-03-01'), to: day('2026-04-01') })];
    const credited = [
      { generation: 1, period: { from: day('2026-03-11'), to: day('2026-04-01') } },
      { generation: 2, period: { from: day('2026-03-21'), to: day('2026-04-01') } },
    ];
    const pieces = cutPieces(line(terms, [{ from: day('2026-03-01'), to: day('2026-04-01') }], credited));
    expect(pieces.map((piece) => [piece.period.from, piece.generation])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-11', 2],
      ['2026-03-21', 3],
    ]);
    expect(pieces.reduce((sum, piece) => sum + piece.netCents, 0)).toBe(10000);
  });

  it('hold each unbilled day exactly once, and whole billing periods at their exact price', () => {
    const start = day('2024-01-31');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom(1, 2, 3, 6, 12),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 90 })), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 90 })), {
          maxLength: 3,
        }),
        (shift, months, cents, stretches, credits) => {
          const anchor = addDays(start, shift);
          const terms = [
            term({ from: anchor, to: addMonths(anchor, 48) }, { months, anchor, cycleNetCents: cents }),
          ];
          const periodOf = ([from, length]: readonly [number, number]) => ({
            from: addDays(anchor, from),
            to: addDays(anchor, from + length),
          });
          const unbilled = union(stretches.map(periodOf));
          const credited = union(credits.map(periodOf)).map((period) => ({ generation: 1, period }));
          const pieces = cutPieces(line(terms, unbilled, credited));
          expect(union(pieces.map((piece) => piece.period))).toEqual(unbilled);
          expect(pieces.reduce((sum, piece) => sum + daysOf(piece.period), 0)).toBe(totalDays(unbilled));
          const byCycle = new Map<string, { days: number; cents: number; whole: number }>();
          for (const piece of pieces) {
            const sum = byCycle.get(piece.cycle.from) ?? { days: 0, cents: 0, whole: daysOf(piece.cycle) };
            sum.days += daysOf(piece.period);
            sum.cents += piece.netCents;
            byCycle.set(piece.cycle.from, sum);
          }
          for (const sum of byCycle.values()) if (sum.days === sum.whole) expect(sum.cents).toBe(cents);
        },
      ),
    );
  });
});
