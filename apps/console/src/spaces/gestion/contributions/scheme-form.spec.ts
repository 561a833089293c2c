import { basisPointsOf, FLAT_RATE, termsOf, typedScheme } from './scheme-form';
import { standingsOf, type Version } from './scheme-versions';

describe('a scheme as it is typed', () => {
  it.each([
    ['11,5', 1150],
    ['9', 900],
    ['7.5 %', 750],
    ['101', null],
    ['un', null],
    ['1,234', null],
  ])('%s is %s basis points', (typed, points) => {
    expect(basisPointsOf(typed)).toBe(points);
  });

  it('goes to the API and back as it was', () => {
    const typed = {
      ...FLAT_RATE,
      bands: [
        { from: '0', rate: '11' },
        { from: '40 000', rate: '10,5' },
      ],
      minimum: '30',
      reversal: '2',
    };
    const terms = termsOf(typed)!;
    expect(terms).toEqual({
      basis: 'collected',
      bands: [
        { from: '0', rateBasisPoints: 1100 },
        { from: '40000', rateBasisPoints: 1050 },
      ],
      minimum: { amount: '30', per: 'month' },
      reversalBasisPoints: 200,
    });
    const known = {
      ...terms,
      minimum: terms.minimum!,
      reversalBasisPoints: 200,
      sentence: { fr: '', en: '' },
    };
    expect(termsOf(typedScheme(known, 'fr'))).toEqual(terms);
  });

  it('is nothing while a number is missing or bands do not rise', () => {
    expect(termsOf({ ...FLAT_RATE, bands: [{ from: '0', rate: '' }] })).toBeNull();
    const bands = [...FLAT_RATE.bands, { from: '0', rate: '5' }];
    expect(termsOf({ ...FLAT_RATE, bands })).toBeNull();
    expect(termsOf({ ...FLAT_RATE, minimum: 'rien' })).toBeNull();
  });

  it('a reversal is not asked on margin, where purchases are taken off already', () => {
    expect(termsOf({ ...FLAT_RATE, basis: 'margin', reversal: '2' })!.reversalBasisPoints).toBeNull();
  });
});

describe('versions of schemes', () => {
  const version = (id: number, from: string, revision = 1, activity: number | null = null) =>
    ({ id, from, revision, activity }) as Version;

  it('tells what is in force, what comes and what was replaced or corrected', () => {
    const versions = [
      version(1, '2026-01-01'),
      version(2, '2026-06-01'),
      version(3, '2026-06-01', 2),
      version(4, '2027-01-01'),
      version(5, '2026-01-01', 1, 7),
    ];
    expect(
      Object.fromEntries(standingsOf(versions, '2026-11-22').map((each) => [each.version.id, each.standing])),
    ).toEqual({ 1: 'past', 2: 'past', 3: 'now', 4: 'coming', 5: 'now' });
  });
});
