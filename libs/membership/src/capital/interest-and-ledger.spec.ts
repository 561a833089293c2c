import fc from 'fast-check';
import { localDate } from '#kernel';
import { capOfInterest, centDaysOf, interestOf } from './interest.js';
import { ledgerOf, SHARE_ACCOUNTS, type ShareFact } from './share-ledger.js';

const YEAR = { from: localDate('2026-01-01'), to: localDate('2027-01-01') };

describe('the cap on interest (art. 14 loi 47-1775)', () => {
  const rates = [
    { year: 2023, rateBasisPoints: 326 },
    { year: 2024, rateBasisPoints: 340 },
    { year: 2025, rateBasisPoints: 321 },
  ];

  it('is the mean of the three calendar years before the assembly, plus the margin', () => {
    // (3.26 + 3.40 + 3.21) / 3 = 3.29; + 2 = 5.29 %.
    expect(capOfInterest(rates, localDate('2026-06-20'), 200)).toEqual({ capBasisPoints: 529 });
  });

  it('is unknown while a year is', () => {
    expect(capOfInterest(rates, localDate('2027-06-20'), 200)).toEqual({ missing: [2026] });
  });
});

describe('interest', () => {
  it('runs on paid-up capital, day by day', () => {
    // 1,000.00 from 1 July: 184 of 365 days at 3 %: 30.00 × 184 / 365 = 15.1232…
    const centDays = centDaysOf([{ day: localDate('2026-07-01'), cents: 100_000 }], YEAR);
    expect(centDays).toBe(18_400_000n);
    expect(interestOf(centDays, 300, YEAR)).toBe(1_512);
    // Held since before: the whole year. Gone after it: nothing of what follows counts.
    expect(
      interestOf(
        centDaysOf(
          [
            { day: localDate('2020-05-05'), cents: 100_000 },
            { day: localDate('2027-01-01'), cents: -100_000 },
          ],
          YEAR,
        ),
        300,
        YEAR,
      ),
    ).toBe(3_000);
  });
});

const sums = (
  lines: readonly { readonly account: string; readonly debitCents: number; readonly creditCents: number }[],
) => {
  const balance: Record<string, number> = {};
  for (const { account, debitCents, creditCents } of lines)
    balance[account] = (balance[account] ?? 0) + debitCents - creditCents;
  return Object.fromEntries(Object.entries(balance).filter(([, cents]) => cents !== 0));
};

describe('the share ledger', () => {
  const day = localDate('2026-03-10');
  const bulletin = { day, bulletin: 1, person: 7 };
  const subscription = {
    ...bulletin,
    what: 'subscription' as const,
    amountCents: 100_000,
    calledCents: 25_000,
    reversal: false,
  };

  it('a quarter paid, the rest called and paid, then left and refunded with losses', () => {
    const facts: ShareFact[] = [
      { ...bulletin, what: 'payment', cause: 'payment/1', cents: 25_000 },
      { ...subscription, cause: 'movement/1' },
      { ...bulletin, what: 'call', cause: 'call/1', cents: 75_000 },
      { ...bulletin, what: 'payment', cause: 'payment/2', cents: 75_000 },
      { day, what: 'withdrawal', cause: 'movement/2', person: 7, cents: 100_000 },
      { day, what: 'refund', cause: 'refund/1', person: 7, paidCents: 88_000, lossCents: 12_000 },
    ];
    const [paid, made, called, rest, left, refunded] = ledgerOf(facts).map(({ lines }) => sums(lines));
    expect(paid).toEqual({ 512: 25_000, 4563: -25_000 });
    expect(made).toEqual({ 4563: 25_000, 109: 75_000, 1011: -75_000, 1013: -25_000 });
    expect(called).toEqual({ 109: -75_000, 1011: 75_000, 4562: 75_000, 1012: -75_000 });
    expect(rest).toEqual({ 512: 75_000, 4562: -75_000, 1012: 75_000, 1013: -75_000 });
    expect(left).toEqual({ 1013: 100_000, 4567: -100_000 });
    expect(refunded).toEqual({ 4567: 100_000, 512: -88_000, 119: -12_000 });
  });

  it('balances every entry, and is empty again after undoing, whatever the order', () => {
    const steps = fc.array(fc.constantFrom('pay', 'undo', 'call'), { maxLength: 20 });
    fc.assert(
      fc.property(steps, (wishes) => {
        const facts: ShareFact[] = [];
        let paid = 0;
        let called = 25_000;
        let live = false;
        wishes.forEach((wish, index) => {
          const cents = wish === 'pay' && paid < 100_000 ? 25_000 : wish === 'undo' && paid > 0 ? -25_000 : 0;
          if (cents !== 0) facts.push({ ...bulletin, what: 'payment', cause: `payment/${index}`, cents });
          paid += cents;
          if (wish === 'call' && live && called < 100_000) {
            called += 25_000;
            facts.push({ ...bulletin, what: 'call', cause: `call/${index}`, cents: 25_000 });
          }
          if (live === paid > 0) return;
          live = paid > 0;
          facts.push({ ...subscription, cause: `movement/${index}`, reversal: !live });
        });
        const entries = ledgerOf(facts);
        for (const { lines } of entries)
          expect(lines.reduce((sum, { debitCents, creditCents }) => sum + debitCents - creditCents, 0)).toBe(
            0,
          );
        const total = sums(entries.flatMap(({ lines }) => lines));
        expect(total[SHARE_ACCOUNTS.bank] ?? 0).toBe(paid);
        if (!live) expect(total).toEqual({});
      }),
    );
  });
});
