import { placeOf, seen, ticksOf, windowOf } from './picture-scale';

const TODAY = '2026-11-22';

describe('the days of the picture of a contract', () => {
  it('begin with the first line, not with a carriage of years ago, and end some months after today', () => {
    const window = windowOf([{ from: '2015-01-01', to: null }], [{ from: '2026-01-01', to: null }], TODAY);
    expect(window).toEqual({ from: '2026-01-01', to: '2027-06-10' });
  });

  it('show who carried it before a move', () => {
    const carriage = [
      { from: '2020-01-01', to: '2026-06-01' },
      { from: '2026-06-01', to: null },
    ];
    expect(windowOf(carriage, [{ from: '2026-07-01', to: null }], TODAY).from).toBe('2026-04-02');
  });

  it('show an end that lies far ahead', () => {
    expect(windowOf([{ from: '2026-01-01', to: '2030-01-01' }], [], TODAY).to).toBe('2030-02-15');
  });

  const year = { from: '2026-01-01', to: '2027-01-01' };

  it('stand in proportion, and within the picture', () => {
    expect([placeOf('2026-01-01', year, 730), placeOf('2026-07-02', year, 730)]).toEqual([0, 364]);
    expect([placeOf('2025-01-01', year, 730), placeOf('2028-01-01', year, 730)]).toEqual([0, 730]);
  });

  it('are cut to what is seen, and told to go on where they have no end', () => {
    expect(seen({ from: '2025-01-01', to: null }, year)).toEqual({ ...year, goesOn: true });
    expect(seen({ from: '2026-03-01', to: '2026-04-01' }, year)).toMatchObject({ goesOn: false });
    expect(seen({ from: '2025-01-01', to: '2026-01-01' }, year)).toBeNull();
  });

  it('are marked by month, quarter or year, as there is room', () => {
    expect(ticksOf(year, 800)).toHaveLength(12);
    expect(ticksOf(year, 300).map(({ day }) => day)).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
    ]);
    expect(ticksOf({ from: '2020-02-01', to: '2026-01-01' }, 500).map(({ unit }) => unit)).toEqual(
      Array.from({ length: 5 }, () => 'year'),
    );
  });
});
