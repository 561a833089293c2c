import { centsOf, negated, signed, sumOf } from './states';

describe('amounts of documents', () => {
  it('of a credit note are shown with their sign', () => {
    expect([signed('120.00', 'creditNote'), signed('120.00', 'invoice')]).toEqual(['-120.00', '120.00']);
    expect([negated('-6.67'), negated('0.00'), negated('-0.00')]).toEqual(['6.67', '0.00', '0.00']);
  });

  it('are summed to the cent, however long', () => {
    // 0.10 + 0.20 − 0.30 = 0.00, and not 5.55e-17
    expect(sumOf(['0.10', '0.20', '-0.30'])).toBe('0.00');
    expect(sumOf(['90071992547409.93', '0.02'])).toBe('90071992547409.95');
    expect(sumOf(['5', '-5.07'])).toBe('-0.07');
    expect(sumOf([])).toBe('0.00');
    expect(centsOf('-12.3')).toBe(-1230n);
  });
});
