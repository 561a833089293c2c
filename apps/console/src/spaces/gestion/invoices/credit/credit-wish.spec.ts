import { type CreditWish, isLive, leftOf, scopeOf } from './credit-wish';

const wish: CreditWish = {
  kind: 'days',
  position: '2',
  days: ['2026-11-10', '2026-11-11'],
  net: '',
  reason: '',
};

describe('what a person wishes to credit', () => {
  it('says days from the first to the last, and asks the API for half-open ones', () => {
    expect(scopeOf(wish)).toEqual({
      kind: 'days',
      position: 2,
      period: { from: '2026-11-10', to: '2026-11-12' },
    });
    expect(scopeOf({ ...wish, days: ['2026-12-31', '2026-12-31'] })).toMatchObject({
      period: { from: '2026-12-31', to: '2027-01-01' },
    });
  });

  it('is not asked until it is complete', () => {
    expect(scopeOf({ ...wish, days: ['2026-11-10', null] })).toBeNull();
    expect(scopeOf({ ...wish, position: '' })).toBeNull();
    expect(scopeOf({ ...wish, kind: 'amount' })).toBeNull();
    expect(scopeOf({ ...wish, kind: 'amount', net: 0 })).toBeNull();
  });

  it('is an amount to the cent, or all that is left', () => {
    expect(scopeOf({ ...wish, kind: 'amount', net: 12.5 })).toEqual({
      kind: 'amount',
      position: 2,
      net: '12.50',
    });
    expect(scopeOf({ ...wish, kind: 'whole', position: '' })).toEqual({ kind: 'whole' });
  });

  it('chooses among days that are still billed', () => {
    const live = [
      { from: '2026-11-01', to: '2026-11-10' },
      { from: '2026-11-12', to: '2026-12-01' },
    ];
    expect(['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12'].map((day) => isLive(day, live))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('takes no more than is left of a line', () => {
    // 100.00 billed, 6.67 credited; a deducted deposit is billed with its sign
    expect(leftOf({ net: '100.00', credited: '6.67' })).toBe(9333n);
    expect(leftOf({ net: '-30.00', credited: '0.00' })).toBe(3000n);
  });
});
