import fc from 'fast-check';
import { addDays, addMonths, localDate, type LocalDate } from '#kernel';
import type { ActivityAccountFacts } from './account-facts.js';
import { accountOfActivity, type ActivityMonth } from './account-of-activity.js';

const COLLECTION = 1;
const DEBITS = 2;
const day = localDate;

const invoice = { id: 1, number: 'FA-2026-0001' };
const client = { id: 1, name: 'Mairie de Plouisy' };
const of = { activity: 7, issuer: COLLECTION, invoice, client };

const NO_FACTS: ActivityAccountFacts = {
  opening: null,
  billed: [],
  collected: [],
  contributions: [],
  directCosts: [],
  expenses: [],
  payCosts: [],
  issuersOnDebits: new Set([DEBITS]),
};

/** An invoice of 1,000 at 20 % in January, paid in February; what it costs in between. */
const STORY: ActivityAccountFacts = {
  ...NO_FACTS,
  billed: [{ ...of, issuedOn: day('2026-01-31'), netCents: 100_000, grossCents: 120_000 }],
  collected: [{ ...of, payment: 1, collectedOn: day('2026-02-20'), netCents: 100_000, grossCents: 120_000 }],
  contributions: [
    { activity: 7, issuer: COLLECTION, month: day('2026-02-01'), amountCents: 10_000, closed: true },
  ],
  directCosts: [{ activity: 7, spentOn: day('2026-02-05'), netCents: 5_000, vatCents: 1_000 }],
  expenses: [
    {
      activity: 7,
      approvedOn: day('2026-02-25'),
      reimbursedOn: day('2026-03-05'),
      netCents: 4_000,
      vatCents: 200,
    },
  ],
  payCosts: [{ activity: 7, month: day('2026-02-01'), costCents: 60_000 }],
};

describe('the account of an activity', () => {
  const [january, february, march] = accountOfActivity(STORY, day('2026-03-15')) as [
    ActivityMonth,
    ActivityMonth,
    ActivityMonth,
  ];

  it('begins with the first fact and goes on to the month that is asked', () => {
    expect([january.month, february.month, march.month]).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
    expect(accountOfActivity(STORY, day('2026-03-15'))).toHaveLength(3);
    expect(accountOfActivity(NO_FACTS, day('2026-03-15'))).toEqual([]);
  });

  it('makes nothing available before a client has paid, though the result counts what is billed', () => {
    expect([january.availableCents, january.resultCents]).toEqual([0, 100_000]);
    expect(january.balance).toEqual({
      // 1,200 owed by the client; of it 1,000 of income and 200 of VAT that waits for the payment.
      receivablesCents: 120_000,
      cashCents: 0,
      assetsCents: 120_000,
      expensesDueCents: 0,
      vatDueCents: 0,
      vatWaitingCents: 20_000,
      availableCents: 0,
      uncollectedCents: 100_000,
      liabilitiesCents: 120_000,
    });
  });

  it('leaves 210 of 1,000 collected after contribution, costs, expenses and pay', () => {
    // 1,000 − 100 − 50 − 40 − 600
    expect(february.availableCents).toBe(21_000);
    // nothing billed − 100 − 50 − 40 − 600
    expect(february.resultCents).toBe(-79_000);
    // 1,000 − 790: all that was billed is collected, so the result is what is available
    expect(february.cumulatedResultCents).toBe(21_000);
    expect(february.balance).toEqual({
      receivablesCents: 0,
      // 1,200 − 100 − 60 − 600
      cashCents: 44_000,
      assetsCents: 44_000,
      // 40 + 2 of VAT, paid back in March
      expensesDueCents: 4_200,
      // 200 due by the payment − 10 − 2 recovered
      vatDueCents: 18_800,
      vatWaitingCents: 0,
      availableCents: 21_000,
      uncollectedCents: 0,
      liabilitiesCents: 44_000,
    });
  });

  it('pays the VAT of a month over in the next, and expenses back', () => {
    expect(march.openingAvailableCents).toBe(21_000);
    // 440 − 188 − 42
    expect(march.balance).toMatchObject({ cashCents: 21_000, vatDueCents: 0, expensesDueCents: 0 });
    expect(march.availableCents).toBe(21_000);
  });

  it('owes VAT from the invoice on where the issuer opted for debits', () => {
    const billed = STORY.billed.map((fact) => ({ ...fact, issuer: DEBITS }));
    const [month] = accountOfActivity({ ...NO_FACTS, billed }, day('2026-01-31'));
    expect(month!.balance).toMatchObject({
      vatDueCents: 20_000,
      vatWaitingCents: 0,
      uncollectedCents: 100_000,
    });
  });

  it('begins with its opening balance and counts no day before it twice', () => {
    const opening = {
      openedOn: day('2026-02-01'),
      receivablesCents: 120_000,
      uncollectedCents: 100_000,
      vatWaitingCents: 20_000,
      vatDueCents: 0,
      expensesDueCents: 0,
      availableCents: 0,
    };
    // The invoice of January is in the opening: the rest of the story is the same.
    const months = accountOfActivity({ ...STORY, opening }, day('2026-03-15'));
    expect(months).toEqual([february, march]);
  });

  it('says in which month the contribution is not closed', () => {
    const contributions = STORY.contributions.map((fact) => ({ ...fact, closed: false }));
    const months = accountOfActivity({ ...STORY, contributions }, day('2026-03-15'));
    expect(months.map(({ provisional }) => provisional)).toEqual([false, true, false]);
    expect(february.provisional).toBe(false);
  });

  it('is brought back where it was by a reversal', () => {
    const cost = { activity: 7, spentOn: day('2026-02-06'), netCents: 9_900, vatCents: 1_980 };
    const reversal = { ...cost, netCents: -9_900, vatCents: -1_980 };
    const directCosts = [...STORY.directCosts, cost, reversal];
    expect(accountOfActivity({ ...STORY, directCosts }, day('2026-03-15'))).toEqual([
      january,
      february,
      march,
    ]);
  });
});

const anyDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays(day('2025-06-15'), days));
const anyMonth = fc.integer({ min: 0, max: 13 }).map((months) => addMonths(day('2025-06-01'), months));
const cents = fc.integer({ min: -5_000_000, max: 5_000_000 });
const amounts = fc.record({ netCents: cents, vatCents: cents });
const issuer = fc.constantFrom(COLLECTION, DEBITS);

const anyFacts: fc.Arbitrary<ActivityAccountFacts> = fc.record({
  opening: fc.option(
    fc.record({
      openedOn: anyMonth,
      receivablesCents: cents,
      uncollectedCents: cents,
      vatWaitingCents: cents,
      vatDueCents: cents,
      expensesDueCents: cents,
      availableCents: cents,
    }),
    { nil: null },
  ),
  billed: fc.array(
    fc.record({ issuedOn: anyDay, issuer, of: amounts }).map(({ of: { netCents, vatCents }, ...fact }) => ({
      ...of,
      ...fact,
      netCents,
      grossCents: netCents + vatCents,
    })),
    { maxLength: 12 },
  ),
  collected: fc.array(
    fc
      .record({ collectedOn: anyDay, issuer, of: amounts })
      .map(({ of: { netCents, vatCents }, ...fact }) => ({
        ...of,
        ...fact,
        payment: 1,
        netCents,
        grossCents: netCents + vatCents,
      })),
    { maxLength: 12 },
  ),
  contributions: fc.array(
    fc.record({
      activity: fc.constant(7),
      issuer,
      month: anyMonth,
      amountCents: cents,
      closed: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  directCosts: fc.array(
    fc
      .record({ spentOn: anyDay, of: amounts })
      .map(({ spentOn, of: of_ }) => ({ activity: 7, spentOn, ...of_ })),
    { maxLength: 8 },
  ),
  expenses: fc.array(
    fc
      .record({ approvedOn: anyDay, later: fc.option(fc.nat(90), { nil: null }), of: amounts })
      .map(({ approvedOn, later, of: of_ }) => ({
        activity: 7,
        approvedOn,
        reimbursedOn: later === null ? null : addDays(approvedOn, later),
        ...of_,
      })),
    { maxLength: 8 },
  ),
  payCosts: fc.array(
    fc.record({ month: anyMonth, costCents: cents }).map((fact) => ({ activity: 7, ...fact })),
    { maxLength: 8 },
  ),
  issuersOnDebits: fc.constant(new Set([DEBITS])),
});

const UNTIL: LocalDate = day('2026-09-30');
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((item, index) => ({ item, at: ((index + 1) * (seed + 7919)) % 104_729 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

describe('every account of an activity', () => {
  it('has a balance sheet whose two sides are equal, at the end of every month', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { balance } of accountOfActivity(facts, UNTIL)) {
          expect(balance.assetsCents).toBe(balance.liabilitiesCents);
        }
      }),
    );
  });

  it('is a chain: what a month begins with and its movements make what it ends with, and the next begins there', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        let available = facts.opening?.availableCents ?? 0;
        let result = available + (facts.opening?.uncollectedCents ?? 0);
        let month: LocalDate | null = null;
        for (const each of accountOfActivity(facts, UNTIL)) {
          const { collectedCents, billedCents, ...spent } = each.flows;
          const costs =
            spent.contributionCents + spent.directCostsCents + spent.expensesCents + spent.payCostCents;
          if (month) expect(each.month).toBe(addMonths(month, 1));
          expect(each.openingAvailableCents).toBe(available);
          expect(each.availableCents).toBe(available + collectedCents - costs);
          expect(each.resultCents).toBe(billedCents - costs);
          expect(each.cumulatedResultCents).toBe(result + each.resultCents);
          available = each.availableCents;
          result = each.cumulatedResultCents;
          month = each.month;
        }
      }),
    );
  });

  it('tells the result by what is available and what is not collected yet', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { balance, cumulatedResultCents } of accountOfActivity(facts, UNTIL)) {
          expect(balance.availableCents + balance.uncollectedCents).toBe(cumulatedResultCents);
        }
      }),
    );
  });

  it('does not depend on the order in which facts are told', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(1_000), (facts, seed) => {
        const { billed, collected, contributions, directCosts, expenses, payCosts } = facts;
        const others = {
          ...facts,
          billed: shuffled(billed, seed),
          collected: shuffled(collected, seed),
          contributions: shuffled(contributions, seed),
          directCosts: shuffled(directCosts, seed),
          expenses: shuffled(expenses, seed),
          payCosts: shuffled(payCosts, seed),
        };
        expect(accountOfActivity(others, UNTIL)).toEqual(accountOfActivity(facts, UNTIL));
      }),
    );
  });

  it('has the same months whenever it is read: a later day only adds to them', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const whole = accountOfActivity(facts, UNTIL);
        const earlier = accountOfActivity(facts, day('2026-01-31'));
        expect(whole.slice(0, earlier.length)).toEqual(earlier);
      }),
    );
  });
});
