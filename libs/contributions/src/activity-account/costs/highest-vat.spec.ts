import fc from 'fast-check';
import { localDate } from '#kernel';
import { highestVat } from './highest-vat.js';

describe('the most VAT that a purchase can bear', () => {
  it.each([
    // 100.00 × 20 %
    [10_000, '2026-11-05', 2_000],
    // 0.33 × 20 % = 0.066
    [33, '2026-11-05', 7],
    // 100.00 × 19.6 %, the last day of that rate
    [10_000, '2013-12-31', 1_960],
    // 100.00 × 20.6 %
    [10_000, '2000-03-31', 2_060],
  ])('%d cents on %s: %d cents', (net, day, cents) => {
    expect(highestVat(net, localDate(day)).cents).toBe(cents);
  });

  it('never is less than the rate of the net, and less than a cent above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (net) => {
        const { cents } = highestVat(net, localDate('2026-11-05'));
        expect(cents * 10_000).toBeGreaterThanOrEqual(net * 2_000);
        expect(cents * 10_000).toBeLessThan(net * 2_000 + 10_000);
      }),
    );
  });
});
