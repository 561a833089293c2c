import fc from 'fast-check';
import { addDays, localDate, type Period, totalDays } from '#kernel';
import { CoveredDays } from './covered-days.js';

const day = (n: number) => addDays(localDate('2024-01-01'), n);
const days = (from: number, to: number): Period => ({ from: day(from), to: day(to) });

describe('covered days', () => {
  it('cuts a period where somebody else bills, and joins neighbours of one state', () => {
    const covered = new CoveredDays();
    covered.set(days(0, 10), 1, 'a');
    covered.set(days(10, 20), 1, null);
    covered.set(days(20, 30), 1, null);
    expect(covered.piecesOf(days(5, 40))).toEqual([
      { period: days(5, 10), generation: 1, by: 'a' },
      { period: days(10, 30), generation: 1, by: null },
      { period: days(30, 40), generation: 0, by: null },
    ]);
  });

  it('says of each day what was last said of it, and its pieces are the whole period', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }));
    const writes = fc.array(
      fc.record({ span, generation: fc.integer({ min: 1, max: 3 }), by: fc.option(fc.string()) }),
    );
    fc.assert(
      fc.property(writes, span, (written, [from, length]) => {
        const covered = new CoveredDays();
        const expected = new Map<number, { generation: number; by: string | null }>();
        for (const {
          span: [start, count],
          generation,
          by,
        } of written) {
          covered.set(days(start, start + count), generation, by);
          for (let n = start; n < start + count; n += 1) expected.set(n, { generation, by });
        }
        const pieces = covered.piecesOf(days(from, from + length));
        expect(pieces.reduce((sum, { period }) => sum + totalDays([period]), 0)).toBe(length);
        for (let n = from; n < from + length; n += 1) {
          const piece = pieces.find(({ period }) => period.from <= day(n) && day(n) < period.to)!;
          expect({ generation: piece.generation, by: piece.by }).toEqual(
            expected.get(n) ?? { generation: 0, by: null },
          );
        }
      }),
    );
  });
});
