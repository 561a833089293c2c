import { decimalOf, priceOf, typedOf } from './decimal';

describe('numbers as people type them', () => {
  it.each([
    ['120', '120'],
    ['120,50', '120.50'],
    ['1 234,56 €', '1234.56'],
    ['1\u202F234.5', '1234.5'],
  ])('%s is %s', (typed, decimal) => expect(decimalOf(typed)).toBe(decimal));

  it.each(['', 'douze', '-3', '1,2,3', '123456789'])('%s is no price', (typed) =>
    expect(decimalOf(typed)).toBeNull(),
  );

  it('is shown with the comma of French', () => {
    expect([typedOf('120.5', 'fr'), typedOf('120.5', 'en')]).toEqual(['120,5', '120.5']);
  });

  it('makes the price of a period, half-up to the cent', () => {
    // 3 × 0.335 = 1.005, which is 1.01 and not 1.00.
    expect(priceOf('3', '0.335')).toBe('1.01');
    expect(priceOf('1200', '3.20')).toBe('3840.00');
  });
});
