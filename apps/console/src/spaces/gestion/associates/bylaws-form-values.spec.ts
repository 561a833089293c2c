import fc from 'fast-check';
import { amountTyped, basisPointsOf, bylawsOf, countOf, percentOf, typedBylaws } from './bylaws-form-values';

describe('bylaws as somebody types them', () => {
  it('percents are read in French form, and never through binary fractions', () => {
    expect(basisPointsOf('33,33')).toBe(3333);
    expect(basisPointsOf('33.3 %')).toBe(3330);
    expect(basisPointsOf('100')).toBe(10_000);
    expect(basisPointsOf('100,01')).toBeNull();
    expect(basisPointsOf('1,234')).toBeNull();
    expect(basisPointsOf('')).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (value) =>
        expect(basisPointsOf(percentOf(value))).toBe(value),
      ),
    );
  });

  it('amounts and counts may be grouped', () => {
    expect(amountTyped('18 500,00 €')).toBe('18500.00');
    expect(amountTyped('18500,001')).toBeNull();
    expect(countOf('1 000')).toBe(1000);
    expect(countOf('2,5')).toBeNull();
  });

  const bylaws = {
    from: '2026-01-01',
    revision: 1,
    form: 'scic' as const,
    company: 'sa' as const,
    capital: {
      minimum: '18500.00',
      floorBasisPoints: 2500,
      paidAtSubscriptionBasisPoints: 2500,
      releaseMonths: 60,
      refundDelayMonths: 60,
      interestMarginBasisPoints: 200,
    },
    categories: [{ code: 'SAL', name: 'Salariés', kind: 'employee' as const, minimumShares: 5 }],
    colleges: [{ code: 'A', name: 'Travail', weightBasisPoints: 3333 }],
    career: {
      associateWithinMonths: 36,
      interviewsPerYear: 2,
      revisionEveryMonths: 60,
      trialMonths: 2,
      alertDays: 90,
    },
    bounds: [],
  };

  it('come back as they were read', () => {
    const { revision: _, bounds: __, ...rules } = bylaws;
    expect(bylawsOf(typedBylaws(bylaws), '2027-01-01')).toEqual({ ...rules, from: '2027-01-01' });
  });

  it('are nothing while one figure cannot be read, and an association has no capital', () => {
    expect(bylawsOf({ ...typedBylaws(bylaws), floor: 'beaucoup' }, '2027-01-01')).toBeNull();
    const association = bylawsOf({ ...typedBylaws(bylaws), form: 'association' }, '2027-01-01');
    expect(association).toMatchObject({ company: null, capital: null });
  });
});
