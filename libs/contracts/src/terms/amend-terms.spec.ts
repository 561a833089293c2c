import fc from 'fast-check';
import { addDays, type LocalDate, localDate, totalDays, union } from '#kernel';
import { FAR_FUTURE } from '#persistence';
import { cancel, change, insertOnce, normalise, pause, prolong, resume, split } from './amend-terms.js';
import { type Conditions, NO_END, requireValidTerm, sameTerms, type Term } from './term.js';

const day = localDate;
const monthly: Conditions = {
  billable: true,
  months: 1,
  billing: 'advance',
  anchor: day('2026-01-01'),
  quantity: '1',
  unitPrice: '120',
  vatCategory: 'S',
  vatRateBasisPoints: 2000,
  horizonDays: 31,
};
const hosting: Term = { ...monthly, period: { from: day('2026-01-01'), to: NO_END } };
const audit: Term = { ...monthly, months: 0, period: { from: day('2026-03-01'), to: day('2026-03-11') } };

const days = fc.integer({ min: 0, max: 2000 }).map((offset) => addDays(day('2024-01-01'), offset));
const conditions: fc.Arbitrary<Conditions> = fc.record({
  billable: fc.constant(true),
  months: fc.constantFrom(1, 3, 12),
  billing: fc.constantFrom('advance' as const, 'arrears' as const),
  anchor: fc.constantFrom(day('2024-01-01'), day('2024-01-31'), day('2024-02-29')),
  quantity: fc.constantFrom('1', '2.5'),
  unitPrice: fc.constantFrom('10', '99.99'),
  vatCategory: fc.constant('S' as const),
  vatRateBasisPoints: fc.constantFrom(2000, 550),
  horizonDays: fc.constant(31),
});
/** Recurring terms, with and without gaps, the last one sometimes without end. */
const recurring: fc.Arbitrary<Term[]> = fc
  .tuple(
    fc.uniqueArray(days, { minLength: 2, maxLength: 8 }),
    fc.array(conditions, { minLength: 8, maxLength: 8 }),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    fc.boolean(),
  )
  .map(([bounds, each, kept, endless]) => {
    const sorted = [...bounds].sort();
    const ends: LocalDate[] = endless ? [...sorted.slice(1), NO_END] : sorted.slice(1);
    const terms = ends.map((to, i) => ({ ...each[i]!, period: { from: sorted[i]!, to } }));
    return normalise(terms.filter((_, i) => kept[i] || i === 0));
  });

const heldDays = (terms: readonly Term[]) => union(terms.map((term) => term.period));

describe('terms', () => {
  it('know a term without end by the day that persistence reads', () => {
    expect(NO_END).toBe(FAR_FUTURE);
  });

  it('are refused when a day would have two prices', () => {
    expect(() => normalise([hosting, { ...hosting, unitPrice: '1' }])).toThrow('CONTRACTS.TERMS_OVERLAP');
  });

  it('join neighbours of equal conditions, but never two items that are owed once', () => {
    const next = { ...audit, period: { from: day('2026-03-11'), to: day('2026-03-21') } };
    expect(normalise([next, audit])).toEqual([audit, next]);
    expect(normalise(split([hosting], day('2026-05-17')))).toEqual([hosting]);
  });

  it('a new price from 1 June leaves the days before as they were', () => {
    expect(change([hosting], day('2026-06-01'), { unitPrice: '150' })).toEqual([
      { ...hosting, period: { from: '2026-01-01', to: '2026-06-01' } },
      { ...hosting, unitPrice: '150', period: { from: '2026-06-01', to: NO_END } },
    ]);
  });

  it('a pause in July keeps the days of July, not billed', () => {
    const paused = pause([hosting], { from: day('2026-07-01'), to: day('2026-08-01') });
    expect(paused.map((term) => [term.period.from, term.period.to, term.billable])).toEqual([
      ['2026-01-01', '2026-07-01', true],
      ['2026-07-01', '2026-08-01', false],
      ['2026-08-01', NO_END, true],
    ]);
  });

  it('pausing and resuming ten times leaves what there was', () => {
    let terms = [hosting];
    for (let i = 0; i < 10; i += 1) {
      const from = addDays(day('2026-02-03'), i * 17);
      terms = resume(pause(terms, { from, to: NO_END }), from);
    }
    expect(terms).toEqual([hosting]);
  });

  it('a cancellation on the 10th leaves nine days of the month, and none before the start', () => {
    expect(cancel([hosting], day('2026-01-10'))).toEqual([
      { ...hosting, period: { from: '2026-01-01', to: '2026-01-10' } },
    ]);
    expect(cancel([hosting], day('2025-12-31'))).toEqual([]);
  });

  it('an item owed once is paused, changed and cancelled whole, and never cut', () => {
    expect(pause([audit], audit.period)).toEqual([{ ...audit, billable: false }]);
    expect(cancel([audit], day('2026-03-01'))).toEqual([]);
    expect(cancel([audit], day('2026-03-11'))).toEqual([audit]);
    for (const cut of [
      () => cancel([audit], day('2026-03-05')),
      () => pause([audit], { from: day('2026-03-05'), to: NO_END }),
      () => change([audit], day('2026-03-05'), { unitPrice: '1' }),
    ]) {
      expect(cut).toThrow('CONTRACTS.ONCE_TERM_CUT');
    }
  });

  it('a subscription never becomes an item owed once, nor the reverse', () => {
    expect(() => change([hosting], day('2026-06-01'), { months: 0 })).toThrow(
      'CONTRACTS.CADENCE_KIND_CHANGED',
    );
    expect(() => change([audit], day('2026-03-01'), { months: 1 })).toThrow('CONTRACTS.CADENCE_KIND_CHANGED');
  });

  it('are prolonged at the last conditions, up to a day or without end', () => {
    const year = { ...hosting, period: { from: day('2026-01-01'), to: day('2027-01-01') } };
    expect(prolong([year], NO_END)).toEqual([hosting]);
    expect(prolong([year], day('2026-06-01'))).toEqual([year]);
  });

  it('worked time takes its days out of the rate, is corrected on the same days, refused across others', () => {
    const rate = { ...hosting, billable: false, quantity: '0' };
    const recorded = insertOnce([rate], audit);
    expect(recorded.map((term) => term.period.from)).toEqual(['2026-01-01', '2026-03-01', '2026-03-11']);
    const corrected = insertOnce(recorded, { ...audit, quantity: '3' });
    expect(corrected.map((term) => term.quantity)).toEqual(['0', '3', '0']);
    const across = { ...audit, period: { from: day('2026-03-10'), to: day('2026-03-20') } };
    expect(() => insertOnce(recorded, across)).toThrow('CONTRACTS.WORKED_TIME_OVERLAPS');
  });

  it('refuse what the database would refuse', () => {
    expect(requireValidTerm(hosting)).toBe(hosting);
    const wrong: Partial<Term>[] = [
      { months: 61 },
      { months: 1.5 },
      { months: 0 },
      { quantity: '-1' },
      { quantity: '1.00001' },
      { unitPrice: '0.0000001' },
      { horizonDays: 367 },
      { vatRateBasisPoints: 10_001 },
      { vatCategory: 'E' },
      { anchor: '2026-02-30' as LocalDate },
      { period: { from: day('2026-02-01'), to: day('2026-02-01') } },
    ];
    for (const each of wrong) expect(() => requireValidTerm({ ...hosting, ...each })).toThrow(/INVALID/);
  });
});

describe('properties of terms', () => {
  const within = fc.tuple(days, days).filter(([a, b]) => a < b);

  it('no amendment makes days overlap; a change and a pause conserve the days', () => {
    fc.assert(
      fc.property(recurring, within, conditions, (terms, [from, to], other) => {
        for (const amended of [
          change(terms, from, other, to),
          change(terms, from, other),
          pause(terms, { from, to }),
          resume(terms, from),
          normalise(split(terms, from)),
        ]) {
          expect(heldDays(amended)).toEqual(heldDays(terms));
          expect(totalDays(amended.map((term) => term.period))).toBe(
            amended.reduce((sum, term) => sum + totalDays([term.period]), 0),
          );
        }
      }),
    );
  });

  it('pause then resume is identity', () => {
    fc.assert(
      fc.property(recurring, days, (terms, from) => {
        expect(sameTerms(resume(pause(terms, { from, to: NO_END }), from), terms)).toBe(true);
      }),
    );
  });

  it('change then change back is identity where one price was in force', () => {
    fc.assert(
      fc.property(conditions, conditions, within, days, (now, other, [start, end], from) => {
        const terms = [{ ...now, period: { from: start, to: end } }];
        expect(sameTerms(change(change(terms, from, other), from, now), terms)).toBe(true);
      }),
    );
  });

  it('cancel keeps each day before, as it was, and no other', () => {
    fc.assert(
      fc.property(recurring, days, (terms, on) => {
        const kept = cancel(terms, on);
        expect(kept.every((term) => term.period.to <= on)).toBe(true);
        expect(
          sameTerms(
            kept,
            normalise(split(terms, on)).flatMap((term) => cancel([term], on)),
          ),
        ).toBe(true);
        expect(totalDays(heldDays(kept))).toBe(
          totalDays(
            split(terms, on)
              .filter((term) => term.period.to <= on)
              .map((term) => term.period),
          ),
        );
      }),
    );
  });
});
