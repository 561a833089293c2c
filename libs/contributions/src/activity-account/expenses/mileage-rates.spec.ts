import { localDate } from '#kernel';
import { mileageOf, mileageScaleOn } from './mileage-rates.js';

describe('mileage', () => {
  const day = localDate('2026-10-05');

  it('is paid per kilometre, half-up to the cent', () => {
    // 120.5 × 0.636 = 76.638
    expect(mileageOf(day, { kilometres: '120.5', fiscalPower: 5 })).toEqual({ rate: '0.636', cents: 7_664 });
    // 5 × 0.529 = 2.645
    expect(mileageOf(day, { kilometres: '5', fiscalPower: 3 })).toEqual({ rate: '0.529', cents: 265 });
  });

  it('takes the lowest rate below the scale and the highest above it', () => {
    expect(mileageOf(day, { kilometres: '1', fiscalPower: 1 }).rate).toBe('0.529');
    expect(mileageOf(day, { kilometres: '1', fiscalPower: 12 }).rate).toBe('0.697');
  });

  it('has no rate on a day of no scale, and says that its rates are not verified', () => {
    expect(() => mileageOf(localDate('2021-12-31'), { kilometres: '1', fiscalPower: 5 })).toThrow(
      'ACCOUNTS.NO_MILEAGE_SCALE',
    );
    expect(mileageScaleOn(day).verified).toBe(false);
  });
});
