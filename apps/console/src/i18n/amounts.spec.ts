import { amountOf, centsOf, sumOf } from './amounts';

describe('amounts of the API', () => {
  it('are summed as cents: 0.10 three times is 0.30 and not 0.30000000000000004', () => {
    expect(sumOf(['0.10', '0.10', '0.10'])).toBe('0.30');
    expect(sumOf(['0.10', '0.20', '-0.30'])).toBe('0.00');
    expect(sumOf(['5', '-5.07'])).toBe('-0.07');
    expect(sumOf([])).toBe('0.00');
  });

  it('keep every cent, below zero and above what a number holds', () => {
    for (const amount of ['1.15', '-33.33', '0.01', '-0.05', '4.35', '90071992547409.93']) {
      expect(amountOf(centsOf(amount))).toBe(amount);
    }
    expect(centsOf('-12.3')).toBe(-1230n);
  });

  it('refuse what is none', () => {
    expect(() => centsOf('1e3')).toThrow('1e3 is no amount');
  });
});
