import { monthsToClose, placeOf, type StatementRow } from './places';

const row = (issuer: number, month: string, id: number | null = null) =>
  ({ id, month, issuer: { id: issuer }, activity: { id: 7 } }) as StatementRow;

describe('months to close', () => {
  it('is the oldest open month of each issuer that is over, all its activities together', () => {
    const rows = [
      row(1, '2026-11-01'),
      row(1, '2026-10-01'),
      row(1, '2026-10-01'),
      row(1, '2026-09-01', 12),
      row(2, '2026-08-01'),
    ];
    expect(
      monthsToClose(rows, '2026-11-22').map(({ issuer, month, statements }) => [
        issuer.id,
        month,
        statements.length,
      ]),
    ).toEqual([
      [1, '2026-10-01', 2],
      [2, '2026-08-01', 1],
    ]);
  });

  it('is nothing while the month runs', () => {
    expect(monthsToClose([row(1, '2026-11-01')], '2026-11-30')).toEqual([]);
  });
});

describe('the place of a statement', () => {
  it('is its number when it is closed, what it is of while it is open', () => {
    expect(placeOf(row(1, '2026-10-01', 12))).toBe('/gestion/contributions/releves/12');
    expect(placeOf(row(1, '2026-10-01'))).toBe(
      '/gestion/contributions/ouvert?emetteur=1&activite=7&mois=2026-10',
    );
  });
});
