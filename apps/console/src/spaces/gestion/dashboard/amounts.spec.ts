import { partsOf } from './amounts';
import { address, daysOfMonth, monthAfter } from './links';

const sum = (net: string, count = 1) => ({ count, net });

describe('the amounts of the dashboard', () => {
  it('cuts what is due by how far it has come, to the cent', () => {
    // 60 sent + 25 on the way + 15 excused = 100 issued; 100 still to bill.
    const month = { toBill: sum('100.00'), issued: sum('100.00'), sent: sum('60.00'), unsent: sum('25.00') };
    expect(partsOf(month)).toEqual({
      due: '200.00',
      parts: [
        { name: 'sent', net: '60.00', percent: 30 },
        { name: 'unsent', net: '25.00', percent: 12.5 },
        { name: 'excused', net: '15.00', percent: 7.5 },
        { name: 'toBill', net: '100.00', percent: 50 },
      ],
    });
  });

  it('of an empty month there are no parts', () => {
    const none = sum('0.00', 0);
    expect(partsOf({ toBill: none, issued: none, sent: none, unsent: none })).toEqual({
      due: '0.00',
      parts: [],
    });
  });
});

describe('the links of the dashboard', () => {
  it('know the ends of a month, February of a leap year too', () => {
    expect(daysOfMonth('2028-02')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
    expect(daysOfMonth('2026-12')).toEqual({ first: '2026-12-01', last: '2026-12-31' });
  });

  it('step over the year', () => {
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthAfter('2026-11', 2)).toBe('2027-01');
  });

  it('say only the filters that are set', () => {
    expect(address('/gestion/factures', { du: '2026-10-01', type: null })).toBe(
      '/gestion/factures?du=2026-10-01',
    );
    expect(address('/gestion/factures', { du: undefined })).toBe('/gestion/factures');
  });
});
