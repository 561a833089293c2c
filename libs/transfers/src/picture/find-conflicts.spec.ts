import fc from 'fast-check';
import type { Term } from '#contracts';
import { addDays, type LocalDate, localDate, overlap, type Period, totalDays, union } from '#kernel';
import { findConflicts, sideOf } from './find-conflicts.js';
import type { BilledDays, LineFacts, MoveOf } from './picture.js';

const FORMER = { id: 1, code: 'CAE', name: 'La CAE', outside: true };
const NEW = { id: 2, code: 'COOP', name: 'La coopérative', outside: false };
const MOVES_ON = localDate('2026-06-01');
const BEGIN = localDate('2026-01-01');
const move: MoveOf = { from: FORMER, to: NEW, movesOn: MOVES_ON, today: localDate('2026-06-15') };

const days = (from: string, to: string): Period => ({ from: localDate(from), to: localDate(to) });
const term: Term = {
  period: { from: BEGIN, to: localDate('9999-12-31') },
  billable: true,
  months: 1,
  billing: 'advance',
  anchor: BEGIN,
  quantity: '1',
  unitPrice: '310',
  vatCategory: 'S',
  vatRateBasisPoints: 2000,
  horizonDays: 31,
};
const billed = (issuer: number, period: Period, live: readonly Period[] = [period]): BilledDays => ({
  issuer,
  invoice: { id: 7, number: 'F-7', issuedOn: period.from },
  position: 1,
  generation: 1,
  period,
  netCents: totalDays([period]) * 1000,
  live,
});
const line = (facts: Partial<LineFacts>): LineFacts => ({
  id: 3,
  code: 'LN-3',
  service: 'hébergement',
  label: 'Hébergement',
  kind: 'subscription',
  contract: { id: 4, code: 'CT-4', title: 'Hébergement', purchaseOrder: null },
  client: { id: 5, code: 'CL-5', name: 'Client', siren: null },
  terms: [term],
  billed: [],
  due: [days('2026-01-01', '2026-07-01')],
  excused: [],
  doubles: [],
  ...facts,
});
const told = (facts: Partial<LineFacts>, of: MoveOf = move) =>
  findConflicts(line(facts), of).map(({ code, period }) => [code, period.from, period.to]);

describe('what stands between a line and its move', () => {
  it('is nothing where the CAE billed up to the eve and nobody beyond', () => {
    expect(told({ billed: [billed(1, days('2026-01-01', '2026-06-01'))] })).toEqual([]);
  });

  it('is a day lost or a day ahead by one day on either side of the move', () => {
    expect(told({ billed: [billed(1, days('2026-01-01', '2026-05-31'))] })).toEqual([
      ['FORMER_INVOICE_UNKNOWN', '2026-05-31', '2026-06-01'],
    ]);
    expect(told({ billed: [billed(1, days('2026-01-01', '2026-06-02'))] })).toEqual([
      ['FORMER_BILLED_AHEAD', '2026-06-01', '2026-06-02'],
    ]);
  });

  it('says that nobody billed a gap, and that an invoice is unknown beyond the last one that is known', () => {
    const facts = { billed: [billed(1, days('2026-02-01', '2026-05-01'))] };
    expect(told(facts)).toEqual([
      ['UNBILLED_BEFORE', '2026-01-01', '2026-02-01'],
      ['FORMER_INVOICE_UNKNOWN', '2026-05-01', '2026-06-01'],
    ]);
    const here = { ...move, from: { ...FORMER, outside: false } };
    expect(told(facts, here).map(([code]) => code)).toEqual(['UNBILLED_BEFORE', 'UNBILLED_BEFORE']);
  });

  it('leaves out what was credited, excused, or is not due yet', () => {
    const credited = billed(1, days('2026-01-01', '2026-07-01'), [days('2026-01-01', '2026-06-01')]);
    expect(told({ billed: [credited] })).toEqual([]);
    expect(told({ excused: [days('2026-01-01', '2026-06-01')] })).toEqual([]);
    expect(told({ due: [] })).toEqual([]);
  });

  it('prices the days ahead as a part of what was billed', () => {
    const [ahead] = findConflicts(line({ billed: [billed(1, days('2026-01-01', '2026-06-11'))] }), move);
    // 10 days of 161 at 10.00 a day.
    expect([ahead!.netCents, ahead!.action]).toEqual([10_000, 'requestCredit']);
    expect(ahead!.sentence.fr).toContain('100,00');
    expect(ahead!.sentence.en).toContain('€100.00 net');
  });

  it('says that an invoice in arrears has billed already, and in advance only the days after its own day', () => {
    const of = (issuedOn: string) => {
      const june = billed(1, days('2026-06-01', '2026-07-01'));
      const invoice = { ...june.invoice, issuedOn: localDate(issuedOn) };
      return findConflicts(line({ due: [], billed: [{ ...june, invoice }] }), move)[0]!.sentence;
    };
    expect(of('2026-06-30').fr).toMatch(/^La CAE a déjà facturé /);
    expect(of('2026-06-30').en).toMatch(/^La CAE has already billed /);
    expect(of('2026-06-01').fr).toMatch(/^La CAE a déjà facturé /);
    expect(of('2026-05-31').fr).toMatch(/^La CAE a facturé d’avance /);
    expect(of('2026-05-31').en).toMatch(/^La CAE billed ahead /);
  });

  it('tells a cut period and a line that ends with the move', () => {
    const mid = { ...move, movesOn: localDate('2026-06-11') };
    expect(told({ billed: [billed(1, days('2026-01-01', '2026-06-11'))] }, mid)).toEqual([
      ['PERIOD_CUT', '2026-06-01', '2026-07-01'],
    ]);
    const ended = [{ ...term, period: days('2026-01-01', '2026-06-01') }];
    expect(told({ terms: ended, due: [] })).toEqual([['NOTHING_AFTER', '2026-06-01', '2026-06-02']]);
  });

  it('whoever billed what: each due day before is billed, excused or told once; each day of the CAE after is told', () => {
    const stretch = fc.tuple(fc.nat(240), fc.integer({ min: 1, max: 60 })).map(([at, long]): Period => {
      const from = addDays(BEGIN, at);
      return { from, to: addDays(from, long) };
    });
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 6 }),
        fc.array(stretch, { maxLength: 3 }),
        (own, excused) => {
          const facts = line({ billed: union(own).map((each) => billed(1, each)), excused });
          const found = findConflicts(facts, move);
          const of = (...codes: string[]) =>
            found.filter(({ code }) => codes.includes(code)).map(({ period }) => period);
          const lost = of('FORMER_INVOICE_UNKNOWN', 'UNBILLED_BEFORE');
          const before = [{ from: BEGIN, to: MOVES_ON }];
          expect(totalDays(lost)).toBe(lost.reduce((sum, each) => sum + totalDays([each]), 0));
          expect(totalDays(overlap(lost, [...own, ...excused]))).toBe(0);
          expect(totalDays([...lost, ...overlap([...own, ...excused], before)])).toBe(151);
          const after = [{ from: MOVES_ON, to: '9999-12-31' as LocalDate }];
          expect(union(of('FORMER_BILLED_AHEAD'))).toEqual(overlap(own, after));
          expect(sideOf(facts, 1).dayCount).toBe(totalDays(own));
          for (const { sentence, advice } of found)
            for (const text of [sentence.fr, sentence.en, advice.fr, advice.en])
              expect(text).not.toMatch(/undefined|null/);
        },
      ),
      { numRuns: 200 },
    );
  });
});
