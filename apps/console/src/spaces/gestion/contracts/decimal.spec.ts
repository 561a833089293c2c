import { amountOfCents, centsOf, decimalOf, typedOf } from './decimal';

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

  it('sums cents exactly, below zero too', () => {
    expect(amountOfCents(centsOf('0.10') + centsOf('0.20'))).toBe('0.30');
    expect(amountOfCents(centsOf('1.00') - centsOf('1.05'))).toBe('-0.05');
    expect(amountOfCents(centsOf('-12.3'))).toBe('-12.30');
  });
});
