import fc from 'fast-check';
import { addMonths, type LocalDate, localDate } from '#kernel';
import type { CollectedFact } from '../facts/activity-facts.js';
import { countMonth } from './contribution-of.js';
import type { Circumstances } from './due-of-year.js';
import { NOTHING_BEFORE, type RunningSums, sumsOfYear } from './running-sums.js';
import type { Scheme } from './scheme.js';

const day = localDate;
const euros = (amount: number) => Math.round(amount * 100);
const [NOVEMBER, DECEMBER, JANUARY, FEBRUARY] = ['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'].map(
  day,
) as [LocalDate, LocalDate, LocalDate, LocalDate];

const flat = (percent: number, minimum: Scheme['minimum'] = null): Scheme => ({
  basis: 'collected',
  bands: [{ fromCents: 0, rateBasisPoints: Math.round(percent * 100) }],
  minimum,
  reversalBasisPoints: null,
});
/** 11 % to 40,000, 10 % to 80,000, 9 % above. */
const marginal: Scheme = {
  ...flat(11),
  bands: [
    { fromCents: 0, rateBasisPoints: 1100 },
    { fromCents: euros(40_000), rateBasisPoints: 1000 },
    { fromCents: euros(80_000), rateBasisPoints: 900 },
  ],
};
const under = (scheme: Scheme, carriedIn = (_: LocalDate) => true): Circumstances => ({
  schemeIn: () => ({ id: 1, scheme }),
  carriedIn,
});
const until = (last: LocalDate) => (month: LocalDate) => month <= last;

let payments = 0;
const paid = (on: string, amount: number, more: Partial<CollectedFact> = {}): CollectedFact => ({
  activity: 1,
  issuer: 1,
  invoice: { id: 42, number: 'FA-2026-0042' },
  client: { id: 7, name: 'Biscuiterie des Monts' },
  payment: (payments += 1),
  collectedOn: day(on),
  netCents: euros(amount),
  grossCents: euros(amount * 1.2),
  ...more,
});
const undone = (fact: CollectedFact, on: string): CollectedFact => ({
  ...fact,
  collectedOn: day(on),
  netCents: -fact.netCents,
  takesBack: { on: fact.collectedOn, counted: null },
});
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

/** What each month's statement enters, and the sentences of the last one. */
function entered(of: Circumstances, ...months: readonly [LocalDate, readonly CollectedFact[]][]) {
  let before: RunningSums = NOTHING_BEFORE;
  let told: string[] = [];
  const amounts = months.map(([month, collected]) => {
    const { amountCents, after, lines } = countMonth({ month, collected, before }, of);
    before = after;
    told = lines.map(({ sentence }) => plain(sentence.fr));
    return amountCents;
  });
  return { amounts, told, sums: before };
}

describe('facts of a year that is closed', () => {
  it('a payment of December that is known in January is cut by the bands of its own year', () => {
    // 90,000 in 2026: 9,300. In January 1,000 of 30 December, above 80,000: 9 % = 90; and 1,000 of January: 11 % = 110.
    const { amounts, told } = entered(
      under(marginal),
      [DECEMBER, [paid('2026-12-10', 90_000)]],
      [JANUARY, [paid('2026-12-30', 1_000), paid('2027-01-12', 1_000)]],
    );
    expect(amounts).toEqual([euros(9_300), euros(90 + 110)]);
    expect(told).toEqual([
      '9 % de 1 000,00 € encaissés le 30 décembre 2026 sur FA-2026-0042 (mois déjà clos), tranche au-delà de 80 000,00 € en 2026',
      '11 % de 1 000,00 € encaissés le 12 janvier sur FA-2026-0042, tranche jusqu’à 40 000,00 €',
    ]);
  });

  it('a payment of December undone in January gives back what it cost: at its band, not at the first', () => {
    const last = paid('2026-12-20', 10_000);
    // 80,000: 8,400; 10,000 more at 9 %: 900, and exactly these 900 back.
    const { amounts, told, sums } = entered(
      under(marginal),
      [NOVEMBER, [paid('2026-11-10', 80_000)]],
      [DECEMBER, [last]],
      [JANUARY, [undone(last, '2027-01-14')]],
      [FEBRUARY, [paid('2027-02-03', 1_000)]],
    );
    // February begins the bands of 2027: 1,000 × 11 %
    expect(amounts).toEqual([euros(8_400), euros(900), euros(-900), euros(110)]);
    expect(told).toHaveLength(1);
    expect(sumsOfYear(sums, '2026')).toMatchObject({ basisCents: euros(80_000), keptCents: euros(8_400) });
    expect(sumsOfYear(sums, '2027')).toMatchObject({ basisCents: euros(1_000), keptCents: euros(110) });
  });

  it('an undo says of which payment it is, and of which year the band', () => {
    const last = paid('2026-12-20', 100_000);
    const { told } = entered(under(marginal), [DECEMBER, [last]], [JANUARY, [undone(last, '2027-01-14')]]);
    expect(told[0]).toBe(
      '9 % de \u221220 000,00 € repris le 14 janvier sur FA-2026-0042 (paiement du 20 décembre 2026 annulé), tranche au-delà de 80 000,00 € en 2026',
    );
  });

  it('what is undone was counted by the scheme of its day, whatever counts now', () => {
    const schemes: Circumstances = {
      schemeIn: (month) => (month < JANUARY ? { id: 1, scheme: flat(10) } : { id: 2, scheme: flat(12) }),
      carriedIn: () => true,
    };
    const first = paid('2026-12-20', 1_000);
    const { amounts, told } = entered(
      schemes,
      [DECEMBER, [first]],
      [JANUARY, [undone(first, '2027-01-14'), paid('2027-01-15', 1_000)]],
    );
    // 100; −100 + 120
    expect(amounts).toEqual([euros(100), euros(20)]);
    expect(told[0]).toMatch(/annulé\), barème de décembre 2026$/);
  });

  it('what is undone was counted at the rate that its document had then', () => {
    const counted = { ownRateBasisPoints: 500, reason: 'Sous-traitance interne' };
    const takesBack = { on: day('2026-12-20'), counted };
    const back = paid('2027-01-14', -1_000, { takesBack });
    const { amounts, told } = entered(under(marginal), [JANUARY, [back]]);
    // −1,000 × 5 %
    expect(amounts).toEqual([euros(-50)]);
    expect(told[0]).toContain('taux propre à ce document : Sous-traitance interne');
  });

  it('a late fact of the year before moves the bands of the scheme that followed in that year', () => {
    const schemes: Circumstances = {
      schemeIn: (month) =>
        month < day('2026-07-01') ? { id: 1, scheme: flat(10) } : { id: 2, scheme: marginal },
      carriedIn: () => true,
    };
    const { amounts, told } = entered(
      schemes,
      // 40,000 × 11 % = 4,400
      [NOVEMBER, [paid('2026-11-10', 40_000)]],
      // 10,000 × 10 % = 1,000; and 10,000 of November now lie above 40,000: 10 % instead of 11 %: −100.
      [JANUARY, [paid('2026-06-10', 10_000)]],
    );
    expect(amounts).toEqual([euros(4_400), euros(1_000 - 100)]);
    expect(told[1]).toContain('Tranches de 2026 recalculées');
  });
});

describe('a minimum of the year', () => {
  const scheme = flat(10, { cents: euros(360), per: 'year' });

  it('is completed in the last month of carriage, by twelfths', () => {
    // Carried from January to September: 360 × 9 ÷ 12 = 270; 100 of them kept: 170 more.
    const { amounts, told } = entered(
      under(scheme, until(day('2026-09-01'))),
      [day('2026-08-01'), [paid('2026-08-10', 1_000)]],
      [day('2026-09-01'), []],
      [DECEMBER, []],
    );
    expect(amounts).toEqual([euros(100), euros(170), 0]);
    expect(told).toEqual([]);
  });

  it('of an activity carried since October, three twelfths in December', () => {
    const { amounts, told } = entered(
      under(scheme, (month) => month >= day('2026-10-01')),
      [DECEMBER, []],
    );
    // 360 × 3 ÷ 12
    expect(amounts).toEqual([euros(90)]);
    expect(told).toEqual([
      'Complément au minimum de 360,00 € par an, soit 90,00 € pour 3 mois de portage (0,00 € sans lui depuis le 1er janvier)',
    ]);
  });

  it('gives its completion back as what is collected after carriage ended reaches it', () => {
    // 270 completed in September; 1,000 × 10 % = 100 kept in November: the completion is 170 instead of 270.
    const { amounts, told } = entered(
      under(scheme, until(day('2026-09-01'))),
      [day('2026-09-01'), []],
      [NOVEMBER, [paid('2026-11-10', 1_000)]],
    );
    expect(amounts).toEqual([euros(270), 0]);
    expect(told[1]).toBe('Complément au minimum de 2026 recalculé : 170,00 € au lieu de 270,00 €');
  });

  it('gives its completion back as a payment of the closed year comes to light', () => {
    const { amounts, told } = entered(
      under(scheme, until(DECEMBER)),
      [DECEMBER, []],
      [JANUARY, [paid('2026-12-30', 1_000)]],
    );
    // 360; then 100 of the payment, and the completion 260 instead of 360
    expect(amounts).toEqual([euros(360), 0]);
    expect(told[1]).toBe('Complément au minimum de 2026 recalculé : 260,00 € au lieu de 360,00 €');
  });

  it('a monthly one is completed for months of carriage only, and settled again by a late payment', () => {
    const monthly = flat(10, { cents: euros(30), per: 'month' });
    const { amounts } = entered(
      under(monthly, (month) => month === NOVEMBER),
      [NOVEMBER, [paid('2026-11-10', 100)]],
      // 400 × 10 % of November, whose completion of 20 goes; December is carried no more.
      [DECEMBER, [paid('2026-11-20', 400)]],
    );
    expect(amounts).toEqual([euros(10 + 20), euros(40 - 20)]);
  });
});

describe('contributions over years: properties', () => {
  const FIRST = day('2025-01-01');
  const MONTHS = 30;
  const monthAt = (at: number) => addMonths(FIRST, at);
  const rate = fc.integer({ min: 0, max: 3000 });
  const scheme: fc.Arbitrary<Scheme> = fc.record({
    basis: fc.constant('collected' as const),
    bands: fc
      .tuple(rate, fc.array(fc.tuple(fc.integer({ min: 1, max: 3_000_000 }), rate), { maxLength: 3 }))
      .map(([first, more]) => {
        let from = 0;
        return [
          { fromCents: 0, rateBasisPoints: first },
          ...more.map(([width, rateBasisPoints]) => ({ fromCents: (from += width), rateBasisPoints })),
        ];
      }),
    minimum: fc.option(
      fc.record({
        cents: fc.integer({ min: 1, max: 50_000 }),
        per: fc.constantFrom('month' as const, 'year' as const),
      }),
    ),
    reversalBasisPoints: fc.constant(null),
  });
  /** Some schemes one after the other, and carriage up to some month. */
  const circumstances: fc.Arbitrary<Circumstances> = fc
    .record({
      schemes: fc.array(fc.tuple(fc.nat(MONTHS - 1), scheme), { minLength: 1, maxLength: 3 }),
      carriedTo: fc.nat(MONTHS),
    })
    .map(({ schemes, carriedTo }) => {
      const versions = schemes
        .map(([at, each], id) => ({ from: monthAt(at), id, scheme: each }))
        .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id - b.id));
      versions[0] = { ...versions[0]!, from: FIRST };
      return {
        schemeIn: (month) => versions.findLast(({ from }) => from <= month) ?? null,
        carriedIn: (month) => month < monthAt(carriedTo),
      };
    });
  /** A payment of one month that is known in the same or a later one, and perhaps undone later still. */
  const payment = fc.record({
    of: fc.nat(MONTHS - 1),
    late: fc.nat(14),
    undoneAfter: fc.nat(14),
    cents: fc.integer({ min: -200_000, max: 6_000_000 }),
  });
  type Known = { readonly at: number; readonly fact: CollectedFact };
  const last = MONTHS - 1;
  const known = ({ of, late, cents }: { of: number; late: number; cents: number }, id: number): Known => ({
    at: Math.min(last, of + late),
    fact: paid(monthAt(of), 0, { payment: id, netCents: cents, invoice: { id, number: `FA-${id}` } }),
  });
  const runThrough = (of: Circumstances, facts: readonly Known[]) => {
    let before: RunningSums = NOTHING_BEFORE;
    let sum = 0;
    for (let at = 0; at < MONTHS; at += 1) {
      const collected = facts.filter((each) => each.at === at).map(({ fact }) => fact);
      const counted = countMonth({ month: monthAt(at), collected, before }, of);
      expect(counted.lines.reduce((all, { amountCents }) => all + amountCents, 0)).toBe(counted.amountCents);
      before = counted.after;
      sum += counted.amountCents;
    }
    return { sum, before };
  };
  const years = (sums: RunningSums) =>
    ['2025', '2026', '2027'].map((year) => {
      const { basisCents, keptCents } = sumsOfYear(sums, year);
      return { year, basisCents, keptCents };
    });

  it('a fact and its undo, whenever and under whatever schemes, leave exactly what there was without them', () => {
    fc.assert(
      fc.property(
        circumstances,
        fc.array(payment, { maxLength: 8 }),
        fc.array(payment, { minLength: 1, maxLength: 4 }),
        (of, kept, taken) => {
          const rest = kept.map(known);
          const both = taken.flatMap((each, id): Known[] => {
            const first = known(each, 100 + id);
            const at = Math.min(last, first.at + each.undoneAfter);
            return [first, { at, fact: undone(first.fact, monthAt(at)) }];
          });
          expect(years(runThrough(of, [...rest, ...both]).before)).toEqual(
            years(runThrough(of, rest).before),
          );
        },
      ),
    );
  });

  it('what is known late costs its year what it would have cost in time', () => {
    fc.assert(
      fc.property(circumstances, fc.array(payment, { maxLength: 8 }), (of, facts) => {
        const late = facts.map(known);
        const inTime = facts.map((each, id) => known({ ...each, late: 0 }, id));
        expect(years(runThrough(of, late).before)).toEqual(years(runThrough(of, inTime).before));
        expect(runThrough(of, late).sum).toBe(runThrough(of, inTime).sum);
      }),
    );
  });

  it('a month that is closed is never counted again: each statement enters differences alone', () => {
    fc.assert(
      fc.property(circumstances, fc.array(payment, { maxLength: 6 }), (of, facts) => {
        const { sum, before } = runThrough(of, facts.map(known));
        expect(years(before).reduce((all, { keptCents }) => all + keptCents, 0)).toBe(sum);
      }),
    );
  });
});
