import { typedAmount } from './typed-amount';

describe('an amount as it is typed', () => {
  it.each([
    ['1 234,56 €', '1234.56'],
    ['12', '12'],
    ['12.5', '12.5'],
    ['12,555', null],
    ['', null],
    ['-5', null],
  ])('reads « %s » as %s', (text, read) => {
    expect(typedAmount(text)).toBe(read);
  });

  it('may be below zero where that is asked for, with the minus of a keyboard or of a book', () => {
    expect(typedAmount('-120,50', { signed: true })).toBe('-120.50');
    expect(typedAmount('\u2212120,50', { signed: true })).toBe('-120.50');
  });
});
