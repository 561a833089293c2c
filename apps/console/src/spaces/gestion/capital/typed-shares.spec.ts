import { typedAmount, typedQuantity } from './typed-shares';

describe('what is typed about shares', () => {
  it('reads amounts as French people type them', () => {
    expect(typedAmount('1 250,50 €')).toBe('1250.50');
    expect(typedAmount('1250.5')).toBe('1250.5');
    expect([typedAmount('-3'), typedAmount('1,234'), typedAmount(''), typedAmount('x')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads whole numbers of shares', () => {
    expect(typedQuantity('1 000')).toBe(1000);
    expect([typedQuantity('0'), typedQuantity('1,5'), typedQuantity('')]).toEqual([null, null, null]);
  });
});
