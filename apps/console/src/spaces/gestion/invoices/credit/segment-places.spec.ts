import { placesOf } from './segment-places';

describe('places of segments', () => {
  it('are the share of the window that they hold, day by day, also where clocks change', () => {
    // 25 October 2026 has 25 hours: 10 of 40 days are a quarter all the same.
    const window = { from: '2026-10-20', to: '2026-11-29' };
    expect(
      placesOf(
        [
          { from: '2026-10-20', to: '2026-10-30', state: 'billed' },
          { from: '2026-10-30', to: '2026-11-29', state: 'unbilled' },
        ],
        window,
      ),
    ).toEqual([
      { from: '2026-10-20', to: '2026-10-30', state: 'billed', start: 0, width: 25 },
      { from: '2026-10-30', to: '2026-11-29', state: 'unbilled', start: 25, width: 75 },
    ]);
    expect(
      placesOf([{ from: '2026-10-20', to: '2026-10-21' }], { from: '2026-10-20', to: '2026-10-20' }),
    ).toEqual([]);
  });
});
