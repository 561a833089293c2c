import { faultOf, isBeyond, restOf, sumOfParts, typedAmount } from './wish';

const chosen = (...parts: string[]) => parts.map((part) => ({ document: {} as never, part }));

describe('what a person types of a payment', () => {
  it.each([
    ['120,5', '120.50'],
    ['1 200,00 €', '1200.00'],
    ['-12,30', '-12.30'],
    ['−12', '-12.00'],
    ['12,345', null],
    ['douze', null],
    ['', null],
  ])('%s is %s', (typed, amount) => {
    expect(typedAmount(typed)).toBe(amount);
  });

  it('what is left is the payment less its parts, to the cent', () => {
    // 0,30 − (0,10 + 0,20)
    expect(restOf('0,30', chosen('0,10', '0,20'))).toBe(0n);
    expect(sumOfParts(chosen('0,10', '0,20'))).toBe('0.30');
    expect(restOf('0,30', chosen('x'))).toBeNull();
  });

  it.each([
    ['220.80', '220,80', null],
    ['220.80', '50', null],
    ['220.80', '0', 'noAmount'],
    ['220.80', 'abc', 'noAmount'],
    ['220.80', '-5', 'noAmount'],
    ['220.80', '220,81', 'beyondBalance'],
    // A credit note is given back.
    ['-48.00', '-48', null],
    ['-48.00', '48', 'noAmount'],
    ['-48.00', '-48,01', 'beyondBalance'],
  ])('of %s that is left, a part of %s: %s', (balance, part, fault) => {
    expect(faultOf({ document: { balance } as never, part })).toBe(fault);
  });

  it('parts that exceed the payment are told, also where it is paid back', () => {
    expect(isBeyond('10', restOf('10', chosen('10,01'))!)).toBe(true);
    expect(isBeyond('-10', restOf('-10', chosen('-10,01'))!)).toBe(true);
    expect(isBeyond('-10', restOf('-10', chosen('-9'))!)).toBe(false);
  });
});
