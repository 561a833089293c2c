import fc from 'fast-check';
import { addDays, addMonths, includesDay, type LocalDate, localDate } from '#kernel';
import { cycleContaining, cyclePeriod, cyclesBetween } from './cycles.js';
import { NO_END } from './term.js';

const day = localDate;
const since = (from: string, months: number, anchor = from, to: LocalDate = NO_END) => ({
  period: { from: day(from), to },
  months,
  anchor: day(anchor),
});

describe('cycles', () => {
  it('an anchor on the 31st gives 29 February and then 31 March', () => {
    const bounds = [0, 1, 2, 3].map((index) => cyclePeriod(day('2024-01-31'), 1, index).from);
    expect(bounds).toEqual(['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']);
  });

  it('a yearly anchor on 29 February comes back to it every fourth year', () => {
    const bounds = [0, 1, 2, 3, 4].map((index) => cyclePeriod(day('2024-02-29'), 12, index).from);
    expect(bounds).toEqual(['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
  });

  it('a term that starts on the 24th has a first cycle of which it holds five days', () => {
    const term = since('2026-02-24', 1, '2026-02-01');
    expect(cycleContaining(term, day('2026-02-26'))).toEqual({
      index: 0,
      whole: { from: '2026-02-01', to: '2026-03-01' },
      days: { from: '2026-02-24', to: '2026-03-01' },
    });
    expect(cycleContaining(term, day('2026-02-23'))).toBeNull();
  });

  it('an anchor after the first day counts backwards', () => {
    expect(cycleContaining(since('2026-01-10', 3, '2026-04-01'), day('2026-01-15'))?.whole).toEqual({
      from: '2026-01-01',
      to: '2026-04-01',
    });
  });

  it('a term owed once is one cycle, its whole period', () => {
    const once = since('2026-05-04', 0, '2026-05-04', day('2026-05-09'));
    const cycle = { index: 0, whole: once.period, days: once.period };
    expect(cycleContaining(once, day('2026-05-06'))).toEqual(cycle);
    expect(cyclesBetween(once, { from: day('2026-01-01'), to: NO_END })).toEqual([cycle]);
    expect(cyclesBetween(once, { from: day('2026-05-09'), to: NO_END })).toEqual([]);
  });

  it('asks for an end where neither the term nor the question has one', () => {
    const endless = { from: day('2026-01-01'), to: NO_END };
    expect(() => cyclesBetween(since('2026-01-01', 1), endless)).toThrow('CONTRACTS.UNBOUNDED_CYCLES');
    expect(cyclesBetween(since('2026-01-01', 1, '2026-01-01', day('2026-03-15')), endless)).toHaveLength(3);
  });

  it('tile time: each day of the term is in exactly one, whatever the anchor', () => {
    const anchors = fc
      .constantFrom('2024-01-29', '2024-01-30', '2024-01-31', '2024-02-29', '2025-08-15')
      .map(day);
    const offset = fc.integer({ min: -900, max: 900 });
    fc.assert(
      fc.property(
        anchors,
        fc.constantFrom(1, 2, 3, 6, 12, 13, 60),
        offset,
        fc.integer({ min: 1, max: 800 }),
        offset,
        (anchor, months, start, length, at) => {
          const from = addDays(anchor, start);
          const term = { period: { from, to: addDays(from, length) }, months, anchor };
          const cycles = cyclesBetween(term, term.period);
          expect(cycles[0]!.days.from).toBe(from);
          expect(cycles.at(-1)!.days.to).toBe(term.period.to);
          cycles.slice(1).forEach((cycle, i) => {
            expect(cycle.days.from).toBe(cycles[i]!.days.to);
            expect(cycle.whole.from).toBe(cycles[i]!.whole.to);
            expect(cycle.index).toBe(cycles[i]!.index + 1);
          });
          for (const cycle of cycles) expect(cycle.whole.from).toBe(addMonths(anchor, cycle.index * months));
          const asked = addDays(anchor, at);
          const holding = cycles.filter((cycle) => includesDay(cycle.days, asked));
          expect(holding).toEqual(cycleContaining(term, asked) ? [cycleContaining(term, asked)] : []);
        },
      ),
      { numRuns: 300 },
    );
  });
});
