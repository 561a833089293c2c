import { amountOf, centsOf, sumOf } from './amounts';

describe('amounts of the API', () => {
  it('are summed as cents: 0.10 three times is 0.30 and not 0.30000000000000004', () => {
    expect(sumOf(['0.10', '0.10', '0.10'])).toBe('0.30');
    expect(sumOf([])).toBe('0.00');
  });

  it('keep every cent, below zero too', () => {
    for (const amount of ['1.15', '-33.33', '9007199254.99', '0.01', '4.35']) {
      expect(amountOf(centsOf(amount))).toBe(amount);
    }
  });
});
