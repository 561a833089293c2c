import { bandFaults, basisPointsOf, FLAT_RATE, termsOf, typedScheme } from './scheme-form';
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
      nature: 'commission' as const,
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
      nature: 'commission',
    });
    const known = {
      ...terms,
      minimum: terms.minimum!,
      reversalBasisPoints: 200,
      nature: terms.nature!,
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

describe('what stands in the way of a band', () => {
  const band = (from: string, rate: string) => ({ from, rate });

  it.each([
    ['a rate that is none', [band('0', 'abc')], { from: false, rate: true }],
    [
      'a beginning below the one before',
      [band('0', '11'), band('40000', '10'), band('20 000', '9')],
      { from: true, rate: false },
    ],
    ['a beginning at 0', [band('0', '11'), band('0', '10')], { from: true, rate: false }],
    ['nothing, where it rises', [band('0', '11'), band('40 000', '10')], { from: false, rate: false }],
    ['nothing yet, where nothing is typed', [band('0', '11'), band('', '')], { from: false, rate: false }],
  ])('%s', (_, bands, faults) => {
    expect(bandFaults(bands, bands.length - 1)).toEqual(faults);
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
