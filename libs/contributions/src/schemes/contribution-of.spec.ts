import fc from 'fast-check';
import { addDays, type LocalDate, localDate } from '#kernel';
import type { BilledFact, CollectedFact, PurchaseFact } from '../facts/activity-facts.js';
import { contributionBetween, cumulatedContribution, rateOf } from './bands.js';
import { contributionOf } from './contribution-of.js';
import { NO_SUMS, NOTHING_BEFORE, type RunningSums, sumsOfYear } from './running-sums.js';
import { requireValidScheme, type Scheme } from './scheme.js';

const day = localDate;
const euros = (amount: number) => Math.round(amount * 100);
const flat = (percent: number, more: Partial<Scheme> = {}): Scheme => ({
  basis: 'collected',
  bands: [{ fromCents: 0, rateBasisPoints: Math.round(percent * 100) }],
  minimum: null,
  reversalBasisPoints: null,
  ...more,
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
/** Bands of 30,000 on gross margin. */
const onMargin: Scheme = {
  ...flat(11.5, { basis: 'margin' }),
  bands: [1150, 1050, 950, 850, 750].map((rateBasisPoints, at) => ({
    fromCents: at * euros(30_000),
    rateBasisPoints,
  })),
};

const MARCH = day('2026-03-01');
const client = { id: 7, name: 'Biscuiterie des Monts' };
const invoice = { id: 42, number: 'FA-2026-0042' };
const collected = (amount: number, more: Partial<CollectedFact> = {}): CollectedFact => ({
  activity: 1,
  issuer: 1,
  invoice,
  client,
  payment: 1,
  collectedOn: day('2026-03-12'),
  netCents: euros(amount),
  grossCents: euros(amount * 1.2),
  ...more,
});
const billed = (amount: number, more: Partial<BilledFact> = {}): BilledFact => ({
  activity: 1,
  issuer: 1,
  invoice,
  client,
  issuedOn: day('2026-03-02'),
  netCents: euros(amount),
  grossCents: euros(amount * 1.2),
  ...more,
});
const bought = (amount: number, more: Partial<PurchaseFact> = {}): PurchaseFact => ({
  activity: 1,
  id: 3,
  label: 'Hébergement revendu',
  boughtOn: day('2026-03-05'),
  netCents: euros(amount),
  eligible: true,
  ...more,
});
/** What January's statement said of its own month. */
const sinceJanuary = (basis: number, band: number): RunningSums =>
  new Map([[day('2026-01-01'), { ...NO_SUMS, basisCents: euros(basis), bandCents: euros(band) }]]);

/** No-break spaces read as ordinary ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('contributions: reference cases', () => {
  it('marginal 11 % to 40,000, 10 % to 80,000, 9 % above: 90,000 gives 9,300', () => {
    // 40,000 × 11 % + 40,000 × 10 % + 10,000 × 9 % = 4,400 + 4,000 + 900
    const { amountCents, lines } = contributionOf(marginal, {
      month: MARCH,
      collected: [collected(90_000)],
    });
    expect(amountCents).toBe(euros(9_300));
    expect(lines.map((line) => [line.basisCents, line.rateBasisPoints, line.amountCents])).toEqual([
      [euros(40_000), 1100, euros(4_400)],
      [euros(40_000), 1000, euros(4_000)],
      [euros(10_000), 900, euros(900)],
    ]);
  });

  it('flat 12 % of 22,000 leaves 19,360', () => {
    // 22,000 − 22,000 × 12 % = 22,000 − 2,640
    const { amountCents } = contributionOf(flat(12), { month: MARCH, collected: [collected(22_000)] });
    expect(euros(22_000) - amountCents).toBe(euros(19_360));
  });

  it('bands of 30,000 on gross margin at 11.5, 10.5, 9.5, 8.5 and 7.5 %', () => {
    // 200,000 billed − 50,000 bought = 150,000: 30,000 × (11.5 + 10.5 + 9.5 + 8.5 + 7.5) % = 30,000 × 47.5 % = 14,250
    const facts = { month: MARCH, billed: [billed(200_000)], purchases: [bought(50_000)] };
    expect(contributionOf(onMargin, facts).amountCents).toBe(euros(14_250));
    // 160,000: 10,000 more, all in the last band: 14,250 + 750
    expect(cumulatedContribution(onMargin, euros(160_000))).toBe(euros(15_000));
  });

  it('the bands go on from month to month and begin again in January', () => {
    // 35,000 before; 10,000 more: 5,000 × 11 % + 5,000 × 10 % = 550 + 500
    const before = sinceJanuary(35_000, 3_850);
    const facts = { month: MARCH, collected: [collected(10_000)] };
    expect(contributionOf(marginal, { ...facts, before }).amountCents).toBe(euros(1_050));
    expect(contributionOf(marginal, facts).amountCents).toBe(euros(1_100));
  });
});

describe('contributions: each figure explained', () => {
  const sentence = (scheme: Scheme, facts: Parameters<typeof contributionOf>[1]) => {
    const [line] = contributionOf(scheme, facts).lines;
    return { fr: plain(line!.sentence.fr), en: plain(line!.sentence.en) };
  };

  it('a payment: rate, amount, day and document', () => {
    expect(sentence(flat(10), { month: MARCH, collected: [collected(1_000)] })).toEqual({
      fr: '10 % de 1 000,00 € encaissés le 12 mars sur FA-2026-0042',
      en: '10% of €1,000.00 collected on 12 March for FA-2026-0042',
    });
  });

  it('a payment taken back, in the month when that happens', () => {
    const undone = collected(-1_000, { collectedOn: day('2026-04-02') });
    expect(sentence(flat(10), { month: day('2026-04-01'), collected: [undone] }).fr).toBe(
      '10 % de −1 000,00 € repris le 2 avril sur FA-2026-0042 (paiement annulé ou remboursé)',
    );
  });

  it('a fact of a closed month says so, with its year where it is another', () => {
    const late = collected(100, { collectedOn: day('2025-12-30') });
    expect(sentence(flat(10), { month: MARCH, collected: [late] }).fr).toBe(
      '10 % de 100,00 € encaissés le 30 décembre 2025 sur FA-2026-0042 (mois déjà clos)',
    );
  });

  it('a part within a band names the band', () => {
    expect(sentence(marginal, { month: MARCH, collected: [collected(500)] }).fr).toBe(
      '11 % de 500,00 € encaissés le 12 mars sur FA-2026-0042, tranche jusqu’à 40 000,00 €',
    );
  });
});

describe('contributions: basis, rates of documents, minimum, reversal', () => {
  it('each basis counts its own facts', () => {
    const facts = {
      month: MARCH,
      billed: [billed(1_000)],
      collected: [collected(400)],
      purchases: [bought(300)],
    };
    expect(contributionOf(flat(10, { basis: 'invoiced' }), facts).amountCents).toBe(euros(100));
    expect(contributionOf(flat(10, { basis: 'collected' }), facts).amountCents).toBe(euros(40));
    expect(contributionOf(flat(10, { basis: 'margin' }), facts).amountCents).toBe(euros(70));
  });

  it('a document issued while what is collected counted is not counted again as invoiced', () => {
    const facts = { month: MARCH, billed: [billed(1_000)], collected: [collected(1_000)] };
    const basisOf = new Map([[invoice.id, 'collected' as const]]);
    const { lines } = contributionOf(flat(10, { basis: 'invoiced' }), { ...facts, basisOf });
    expect(lines.map(({ payment, amountCents }) => [payment, amountCents])).toEqual([[1, euros(100)]]);
  });

  it('a loss on margin takes nothing and gives nothing; what follows is counted once it is made up for', () => {
    const loss = contributionOf(onMargin, { month: MARCH, purchases: [bought(1_000)] });
    expect(loss.amountCents).toBe(0);
    // −1,000 then +1,500: 500 × 11.5 %
    const next = contributionOf(onMargin, {
      month: day('2026-04-01'),
      billed: [billed(1_500)],
      before: loss.after,
    });
    expect(next.amountCents).toBe(euros(57.5));
  });

  it('a document at a rate of its own stays outside of the bands', () => {
    const own = collected(50_000, { invoice: { id: 43, number: 'FA-2026-0043' } });
    const rate = { invoice: 43, rateBasisPoints: 500, reason: 'sous-traitance interne' };
    const { amountCents, after } = contributionOf(marginal, {
      month: MARCH,
      collected: [own, collected(10_000)],
      documentRates: [rate],
    });
    // 50,000 × 5 % + 10,000 × 11 %
    expect(amountCents).toBe(euros(2_500 + 1_100));
    expect(sumsOfYear(after, '2026').basisCents).toBe(euros(10_000));
  });

  it('a month below the minimum is completed, unless the issuer carries nothing any more', () => {
    const scheme = flat(10, { minimum: { cents: euros(30), per: 'month' } });
    const facts = { month: MARCH, collected: [collected(100)] };
    expect(contributionOf(scheme, facts).lines.map(({ cause, amountCents }) => [cause, amountCents])).toEqual(
      [
        ['band', euros(10)],
        ['minimum', euros(20)],
      ],
    );
    expect(contributionOf(scheme, { ...facts, carried: false }).amountCents).toBe(euros(10));
    expect(contributionOf(scheme, { month: MARCH, collected: [collected(400)] }).amountCents).toBe(euros(40));
  });

  it('the minimum does not eat what a credit gives back', () => {
    const scheme = flat(10, { minimum: { cents: euros(30), per: 'month' } });
    // −1,000 × 10 % + 30
    expect(contributionOf(scheme, { month: MARCH, collected: [collected(-1_000)] }).amountCents).toBe(
      euros(-70),
    );
  });

  it('a minimum of the year is completed in December only', () => {
    const scheme = flat(10, { minimum: { cents: euros(360), per: 'year' } });
    const before = sinceJanuary(2_000, 200);
    const collectedThen = (on: string) => [collected(100, { collectedOn: day(on) })];
    const november = { month: day('2026-11-01'), before, collected: collectedThen('2026-11-03') };
    expect(contributionOf(scheme, november).amountCents).toBe(euros(10));
    // 360 − (200 + 10) = 150 more
    const december = { month: day('2026-12-01'), before, collected: collectedThen('2026-12-03') };
    expect(contributionOf(scheme, december).amountCents).toBe(euros(160));
  });

  it('purchases give back within what was taken, and the rest later in the year', () => {
    const scheme = flat(10, { reversalBasisPoints: 1000 });
    const first = contributionOf(scheme, {
      month: MARCH,
      collected: [collected(100)],
      purchases: [bought(250), bought(999, { id: 4, eligible: false })],
    });
    // taken 10; 10 % of 250 = 25, of which 10
    expect(first.lines.map(({ cause, amountCents }) => [cause, amountCents])).toEqual([
      ['band', euros(10)],
      ['reversal', euros(-25)],
      ['reversalLimit', euros(15)],
    ]);
    // taken 10 + 20; the 15 that were held back are given now
    const second = contributionOf(scheme, {
      month: day('2026-04-01'),
      collected: [collected(200)],
      before: first.after,
    });
    expect(second.amountCents).toBe(euros(5));
  });

  it.each([
    ['no band', { ...flat(10), bands: [] }],
    ['a first band above 0', { ...flat(10), bands: [{ fromCents: 1, rateBasisPoints: 1 }] }],
    ['bands out of order', { ...marginal, bands: [...marginal.bands, { fromCents: 5, rateBasisPoints: 1 }] }],
    ['a rate above 100 %', flat(101)],
    ['a minimum of nothing', flat(10, { minimum: { cents: 0, per: 'month' } })],
    ['a reversal on margin', flat(10, { basis: 'margin', reversalBasisPoints: 100 })],
  ])('refuses a scheme with %s', (_, scheme) => {
    expect(() => requireValidScheme(scheme)).toThrow('CONTRIBUTIONS.INVALID_SCHEME');
    expect(requireValidScheme(marginal)).toBe(marginal);
  });
});

describe('contributions: properties', () => {
  const cents = fc.integer({ min: -5_000_000, max: 20_000_000 });
  const rate = fc.integer({ min: 0, max: 3000 });
  const bands = fc
    .tuple(rate, fc.array(fc.tuple(fc.integer({ min: 1, max: 6_000_000 }), rate), { maxLength: 5 }))
    .map(([first, more]) => {
      let from = 0;
      return [
        { fromCents: 0, rateBasisPoints: first },
        ...more.map(([width, rateBasisPoints]) => ({ fromCents: (from += width), rateBasisPoints })),
      ];
    });
  const scheme: fc.Arbitrary<Scheme> = fc
    .record({
      basis: fc.constantFrom('invoiced' as const, 'collected' as const, 'margin' as const),
      bands,
      minimum: fc.option(
        fc.record({ cents: fc.integer({ min: 1, max: 50_000 }), per: fc.constantFrom('month', 'year') }),
      ),
      reversalBasisPoints: fc.option(rate),
    })
    .map((each) => (each.basis === 'margin' ? { ...each, reversalBasisPoints: null } : each) as Scheme);
  const dayOf = (month: LocalDate, offset: number) => addDays(month, offset);
  const factsOf = (month: LocalDate) =>
    fc.record({
      month: fc.constant(month),
      billed: fc.array(
        fc
          .tuple(cents, fc.integer({ min: 0, max: 27 }), fc.integer({ min: 1, max: 4 }))
          .map(([net, on, id]) =>
            billed(net / 100, { issuedOn: dayOf(month, on), invoice: { id, number: `FA-${id}` } }),
          ),
        { maxLength: 6 },
      ),
      collected: fc.array(
        fc
          .tuple(cents, fc.integer({ min: 0, max: 27 }), fc.integer({ min: 1, max: 4 }), fc.nat(9))
          .map(([net, on, id, payment]) =>
            collected(net / 100, {
              collectedOn: dayOf(month, on),
              invoice: { id, number: `FA-${id}` },
              payment,
            }),
          ),
        { maxLength: 6 },
      ),
      purchases: fc.array(
        fc
          .tuple(cents, fc.integer({ min: 0, max: 27 }), fc.nat(9), fc.boolean())
          .map(([net, on, id, eligible]) => bought(net / 100, { boughtOn: dayOf(month, on), id, eligible })),
        { maxLength: 4 },
      ),
      documentRates: fc.constantFrom([], [{ invoice: 2, rateBasisPoints: 333, reason: 'convenu' }]),
    });

  it('the order of the facts of a month changes neither sum nor lines', () => {
    fc.assert(
      fc.property(scheme, factsOf(MARCH), fc.nat(), (of, facts, turn) => {
        const turned = <T>(list: readonly T[]) => [
          ...list.slice(turn % (list.length + 1)),
          ...list.slice(0, turn % (list.length + 1)),
        ];
        const other = {
          ...facts,
          billed: turned(facts.billed).reverse(),
          collected: turned(facts.collected),
          purchases: turned(facts.purchases).reverse(),
        };
        expect(contributionOf(of, other).amountCents).toBe(contributionOf(of, facts).amountCents);
        expect(contributionOf(of, other).after).toEqual(contributionOf(of, facts).after);
      }),
    );
  });

  it('marginal bands are monotone and continuous: a cent more of basis takes 0 or 1 cent more', () => {
    fc.assert(
      fc.property(scheme, cents, (of, basis) => {
        const step = cumulatedContribution(of, basis + 1) - cumulatedContribution(of, basis);
        expect(step === 0 || step === 1).toBe(true);
      }),
    );
    expect(cumulatedContribution(marginal, 0)).toBe(0);
  });

  it('parts sum to the whole to the cent, however a basis is cut', () => {
    fc.assert(
      fc.property(scheme, fc.array(cents, { minLength: 2, maxLength: 8 }), (of, stops) => {
        const path = stops
          .slice(1)
          .flatMap((to, at) => contributionBetween(of, { fromCents: stops[at]!, toCents: to }));
        const sum = (pick: (part: (typeof path)[number]) => number) =>
          path.reduce((all, part) => all + pick(part), 0);
        const [first, last] = [stops[0]!, stops.at(-1)!];
        expect(sum((part) => part.basisCents)).toBe(last - first);
        expect(sum((part) => part.amountCents)).toBe(
          cumulatedContribution(of, last) - cumulatedContribution(of, first),
        );
      }),
    );
  });

  it('the lines are the amount, and what is undone later in the year leaves nothing behind', () => {
    fc.assert(
      fc.property(
        scheme.map((each) => ({ ...each, minimum: null })),
        factsOf(MARCH),
        (of, facts) => {
          const one = contributionOf(of, facts);
          expect(one.lines.reduce((all, line) => all + line.amountCents, 0)).toBe(one.amountCents);
          const negated = {
            month: day('2026-04-01'),
            billed: facts.billed.map((each) => ({ ...each, netCents: -each.netCents })),
            collected: facts.collected.map((each) => ({ ...each, netCents: -each.netCents })),
            purchases: facts.purchases.map((each) => ({ ...each, netCents: -each.netCents })),
            documentRates: facts.documentRates,
            before: one.after,
          };
          const both = contributionOf(of, negated);
          expect(sumsOfYear(both.after, '2026')).toMatchObject({ basisCents: 0, keptCents: 0 });
        },
      ),
    );
  });

  it('what is given back never exceeds what was taken in the year', () => {
    fc.assert(
      fc.property(scheme, fc.array(factsOf(MARCH), { minLength: 1, maxLength: 4 }), (of, months) => {
        let before = NOTHING_BEFORE;
        for (const facts of months) {
          const { after } = contributionOf(of, { ...facts, before });
          const { reversalCents, reversalLimitCents, bandCents, documentRateCents } = sumsOfYear(
            after,
            '2026',
          );
          const reversed = -(reversalCents + reversalLimitCents);
          expect(reversed).toBeGreaterThanOrEqual(0);
          expect(reversed).toBeLessThanOrEqual(Math.max(0, bandCents + documentRateCents));
          before = after;
        }
      }),
    );
  });

  it('a flat rate is the rounded product', () => {
    fc.assert(
      fc.property(cents, rate, (basis, of) => {
        expect(cumulatedContribution(flat(of / 100), basis)).toBe(rateOf(basis, of));
      }),
    );
  });
});
