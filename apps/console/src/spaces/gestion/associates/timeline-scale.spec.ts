import { scaleOf } from './timeline-scale';

describe('the scale of a life in the cooperative', () => {
  it('holds all spans and today', () => {
    const scale = scaleOf(
      [
        { label: 'a', from: '2020-03-01', to: '2024-03-01' },
        { label: 'b', from: '2024-03-01', to: null },
      ],
      '2026-11-22',
    )!;
    expect(scale.from).toBe('2020-03-01');
    expect(scale.to > '2026-11-22').toBe(true);
    expect(scale.placeOf('2020-03-01')).toBe(0);
    expect(scale.placeOf(null)).toBe(100);
    expect(scale.placeOf('2026-11-22')).toBeGreaterThan(90);
    expect(scale.years).toEqual(
      ['2021', '2022', '2023', '2024', '2025', '2026', '2027'].map((year) => `${year}-01-01`),
    );
  });

  it('shows what begins later from today on', () => {
    const scale = scaleOf([{ label: 'a', from: '2027-11-02', to: null }], '2026-11-22')!;
    expect(scale.from).toBe('2026-11-22');
    expect(scale.last).toBe('2027-11-02');
    expect(scale.placeOf('2026-11-22')).toBe(0);
  });

  it('names eight years at most, and nothing without spans', () => {
    expect(
      scaleOf([{ label: 'a', from: '1980-01-01', to: null }], '2026-11-22')!.years.length,
    ).toBeLessThanOrEqual(8);
    expect(scaleOf([], '2026-11-22')).toBeNull();
  });
});
