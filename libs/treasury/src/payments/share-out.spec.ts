import fc from 'fast-check';
import { lessShares, type OpenShare, shareOut, spread } from './share-out.js';

describe('shares of a payment', () => {
  it('half of an invoice falls by half to the lines of each contract', () => {
    // 1,200.00 open: 960.00 (net 800.00) and 240.00 (net 200.00); 600.00 is paid
    const open = [
      { contract: 1, grossCents: 96_000, netCents: 80_000 },
      { contract: 2, grossCents: 24_000, netCents: 20_000 },
    ];
    expect(shareOut(60_000, open)).toEqual([
      { contract: 1, grossCents: 48_000, netCents: 40_000 },
      { contract: 2, grossCents: 12_000, netCents: 10_000 },
    ]);
  });

  it('what a credit note took off a contract, a payment does not give to it', () => {
    const open = [
      { contract: 1, grossCents: 60_000, netCents: 50_000 },
      { contract: 2, grossCents: 0, netCents: 0 },
    ];
    expect(shareOut(60_000, open)).toEqual([{ contract: 1, grossCents: 60_000, netCents: 50_000 }]);
  });

  it('a refund goes to the contract that was credited', () => {
    const open = [
      { contract: 1, grossCents: 0, netCents: 0 },
      { contract: 2, grossCents: -12_000, netCents: -10_000 },
    ];
    expect(shareOut(-12_000, open)).toEqual([{ contract: 2, grossCents: -12_000, netCents: -10_000 }]);
  });

  const share = fc.record({
    grossCents: fc.integer({ min: 1, max: 5_000_000 }),
    rate: fc.constantFrom(0, 550, 1000, 2000),
  });
  const invoice = fc.array(share, { minLength: 1, maxLength: 6 }).map((parts) =>
    parts.map(({ grossCents, rate }, contract): OpenShare => ({
      contract,
      grossCents,
      netCents: Math.round((grossCents * 10_000) / (10_000 + rate)),
    })),
  );

  it('parts sum to the payment to the cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_000_000, max: 9_000_000 }),
        fc.array(fc.bigInt({ min: -9_000_000n, max: 9_000_000n }), { minLength: 1, maxLength: 8 }),
        (total, weights) => {
          expect(spread(total, weights).reduce((sum, part) => sum + part, 0)).toBe(total);
        },
      ),
    );
  });

  it('an invoice paid in any number of parts gives each contract its gross and its net, and nothing more', () => {
    fc.assert(
      fc.property(invoice, fc.array(fc.nat(1000), { maxLength: 5 }), (open, cuts) => {
        const whole = open.reduce((sum, { grossCents }) => sum + grossCents, 0);
        const bounds = [...cuts.map((cut) => Math.floor((whole * cut) / 1000)).sort((a, b) => a - b), whole];
        let left: readonly OpenShare[] = open;
        bounds.forEach((bound, at) => {
          left = lessShares(left, shareOut(bound - (bounds[at - 1] ?? 0), left));
        });
        expect(left.every(({ grossCents, netCents }) => grossCents === 0 && netCents === 0)).toBe(true);
      }),
    );
  });
});
