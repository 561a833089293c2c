import {
  addDays,
  writeAmount,
  writeBasisPoints,
  writeDay,
  writeInstant,
  writeLongDay,
  writeMonth,
  writePeriod,
} from './format';

/** U+202F between thousands, U+00A0 before the sign: what French typography wants and what never wraps. */
const NARROW = '\u202f';
const FIXED = '\u00a0';

describe('figures as a French administrator reads them', () => {
  it('writes an amount of the API to its last cent, however long', () => {
    expect(writeAmount('1234.56', 'fr')).toBe(`1${NARROW}234,56${FIXED}€`);
    expect(writeAmount('-0.10', 'fr')).toBe(`−0,10${FIXED}€`);
    // 90 071 992 547 409.93 is no binary fraction: a number would say …,94.
    expect(writeAmount('90071992547409.93', 'fr')).toBe(
      `90${NARROW}071${NARROW}992${NARROW}547${NARROW}409,93${FIXED}€`,
    );
    expect(writeAmount('1234.56', 'en')).toBe('€1,234.56');
  });

  it('writes rates from basis points', () => {
    expect(writeBasisPoints(2000, 'fr')).toBe(`20${FIXED}%`);
    expect(writeBasisPoints(550, 'fr')).toBe(`5,5${FIXED}%`);
  });

  it('writes days and months, the first of a month as one says it', () => {
    expect(writeDay('2026-03-01', 'fr')).toBe('01/03/2026');
    expect(writeLongDay('2026-03-01', 'fr')).toBe('1er mars 2026');
    expect(writeLongDay('2026-03-11', 'fr')).toBe('11 mars 2026');
    expect(writeMonth('2026-08', 'fr')).toBe('août 2026');
  });

  it('writes a half-open period with its last day inside', () => {
    expect(writePeriod({ from: '2026-03-01', to: '2026-04-01' }, 'fr')).toBe('du 01/03/2026 au 31/03/2026');
    expect(writePeriod({ from: '2026-03-01', to: '2026-03-02' }, 'fr')).toBe('le 01/03/2026');
    expect(writePeriod({ from: '2026-03-01', to: null }, 'fr')).toBe('depuis le 01/03/2026');
    expect(writePeriod({ from: '2026-03-01', to: '2026-04-01' }, 'en')).toBe('01/03/2026 to 31/03/2026');
  });

  it('writes an instant in Paris, on both sides of the change of hour', () => {
    expect(writeInstant('2026-01-31T23:30:00Z', 'fr')).toBe('01/02/2026 00:30');
    expect(writeInstant('2026-07-31T22:30:00Z', 'fr')).toBe('01/08/2026 00:30');
  });

  it('counts days across months and leap years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});
