import fc from 'fast-check';
import { addDays, lineCents, localDate, Money, proRataCents, vatCents } from './index.js';

describe('money', () => {
  it('adds exact cents', () => {
    expect(Money.sum([Money.ofCents(10), Money.ofCents(20)]).cents).toBe(30);
  });

  it('rounds a line half-up: 1.5 × 0.33 = 0.495 is 0.50', () => {
    expect(lineCents('1.5', '0.33')).toBe(50);
  });

  it('rounds VAT half-up: 20 % of 0.06 is 0.012, so 0.01; 5.5 % of 1.00 is 0.055, so 0.06', () => {
    expect(vatCents(6, 2000)).toBe(1);
    expect(vatCents(100, 550)).toBe(6);
  });

  it('a member who leaves on the 11th is billed 10 of 31 days', () => {
    // 310.00 × 10 / 31 = 100.00
    const march = { from: localDate('2026-03-01'), to: localDate('2026-04-01') };
    expect(proRataCents(31000, march, { from: localDate('2026-03-01'), to: localDate('2026-03-11') })).toBe(
      10000,
    );
  });

  it('a period cut anywhere at one price sums to the whole, to the cent', () => {
    const from = localDate('2024-01-31');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 3, max: 400 }),
        fc.array(fc.integer({ min: 1, max: 399 }), { maxLength: 6 }),
        (cents, days, cuts) => {
          const whole = { from, to: addDays(from, days) };
          const bounds = [0, ...new Set(cuts.filter((cut) => cut < days).sort((a, b) => a - b)), days];
          const parts = bounds
            .slice(1)
            .map((to, i) => ({ from: addDays(from, bounds[i]!), to: addDays(from, to) }));
          const sum = parts.reduce((total, part) => total + proRataCents(cents, whole, part), 0);
          expect(sum).toBe(cents);
        },
      ),
    );
  });
});
