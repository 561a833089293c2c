import { inputOf, typedNumber, valuesOf } from './line-values';

describe('an expense as it is typed', () => {
  it.each([
    ['12,50', '12.50'],
    ['1 234,5 €', '1234.5'],
    ['12', '12'],
    ['12,505', null],
    ['-3', null],
    ['', null],
    ['douze', null],
  ])('reads « %s » as %s', (text, read) => {
    expect(typedNumber(text, 2)).toBe(read);
  });

  it('is sent by its amount, or by its distance, never by both', () => {
    const values = {
      ...valuesOf(null, '2026-11-22'),
      label: ' Train ',
      gross: '44',
      vat: '4',
      kilometres: '12',
    };
    expect(inputOf(values)).toEqual({
      spentOn: '2026-11-22',
      kind: 'travel',
      label: 'Train',
      gross: '44',
      vat: '4',
    });
    expect(inputOf({ ...values, kind: 'mileage' })).toEqual({
      spentOn: '2026-11-22',
      kind: 'mileage',
      label: 'Train',
      kilometres: '12',
      fiscalPower: 5,
    });
  });
});
