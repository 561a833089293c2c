import fc from 'fast-check';
import { addDays, localDate } from '#kernel';
import type { MovedBilling } from './savings.js';
import { savingsOf } from './savings.js';

const MOVES_ON = localDate('2026-06-01');
const flat = {
  basis: 'collected' as const,
  bands: [{ fromCents: 0, rateBasisPoints: 1000 }],
  minimum: { cents: 50_000, per: 'month' as const },
  reversalBasisPoints: null,
};
const billing = (
  issuedOn: string,
  netCents: number,
  number = 'F-1',
  activity: number | null = 1,
): MovedBilling => ({
  activity,
  invoice: { id: 1, number },
  client: { id: 1, name: 'Métropole' },
  issuedOn: localDate(issuedOn),
  netCents,
});
const request = { movesOn: MOVES_ON, today: localDate('2026-08-15'), former: 'La CAE', schemeOn: () => flat };

describe('the commission that is no longer paid', () => {
  it('is the rate of the CAE on what was billed, month by month, a minimum left out', () => {
    const savings = savingsOf({
      ...request,
      billed: [billing('2026-06-30', 384_000), billing('2026-08-02', 384_000, 'F-2')],
    });
    // 10 % of 3,840.00, nothing in July, 10 % of 3,840.00.
    expect(savings.months.map(({ month, savedCents }) => [month, savedCents])).toEqual([
      ['2026-06-01', 38_400],
      ['2026-07-01', 0],
      ['2026-08-01', 38_400],
    ]);
    expect([savings.billedCents, savings.savedCents]).toEqual([768_000, 76_800]);
    expect(savings.months[0]!.lines[0]!.sentence.fr.replaceAll(/\s/g, ' ')).toBe(
      '10 % de 3 840,00 € facturés le 30 juin par F-1',
    );
  });

  it('counts its bands from 1 January: 11 % to 40,000, 10 % to 80,000, 9 % above; 90,000 gives 9,300', () => {
    const bands = [
      { fromCents: 0, rateBasisPoints: 1100 },
      { fromCents: 4_000_000, rateBasisPoints: 1000 },
      { fromCents: 8_000_000, rateBasisPoints: 900 },
    ];
    const savings = savingsOf({
      ...request,
      schemeOn: () => ({ ...flat, bands }),
      billed: ['2026-06-10', '2026-07-10', '2026-08-10'].map((day, at) => billing(day, 3_000_000, `F-${at}`)),
    });
    // 4,400 + 4,000 + 900
    expect(savings.savedCents).toBe(930_000);
  });

  it('begins its bands again in a new year, and apart for each activity', () => {
    const bands = [
      { fromCents: 0, rateBasisPoints: 1000 },
      { fromCents: 100_000, rateBasisPoints: 0 },
    ];
    const savings = savingsOf({
      ...request,
      today: localDate('2027-01-31'),
      schemeOn: () => ({ ...flat, bands }),
      billed: [
        billing('2026-12-31', 100_000),
        billing('2026-12-31', 100_000, 'F-2', 2),
        billing('2027-01-02', 100_000, 'F-3'),
      ],
    });
    expect(savings.savedCents).toBe(30_000);
  });

  it('is unknown, and not nothing, where no scheme of the CAE is known', () => {
    const savings = savingsOf({ ...request, schemeOn: () => null, billed: [billing('2026-06-30', 384_000)] });
    expect([savings.savedCents, savings.months[0]!.savedCents]).toEqual([null, null]);
    expect(savings.billedCents).toBe(384_000);
  });

  it('whatever is billed and credited, the lines explain the whole to the cent', () => {
    const document = fc
      .tuple(fc.nat(75), fc.integer({ min: -500_000, max: 900_000 }), fc.constantFrom(1, 2, null))
      .map(([at, cents, activity]) => billing(addDays(MOVES_ON, at), cents, `F-${at}`, activity));
    fc.assert(
      fc.property(fc.array(document, { maxLength: 12 }), (billed) => {
        const { months, savedCents } = savingsOf({ ...request, billed });
        const lines = months.flatMap((month) => month.lines);
        expect(lines.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(savedCents);
        // One rate on every activity: the whole is that rate of the sum, but for a cent a document.
        const sum = billed.reduce((net, { netCents }) => net + netCents, 0);
        expect(Math.abs(savedCents! - sum / 10)).toBeLessThanOrEqual(billed.length + 1);
      }),
    );
  });
});
