import fc from 'fast-check';
import { addDays, daysBetween, localDate, type Period, totalDays } from '#kernel';
import { type CoverageFacts, drawCoverage } from './draw-coverage.js';

const days = (from: string, to: string): Period => ({ from: localDate(from), to: localDate(to) });
const nothing: CoverageFacts = { agreed: [], paused: [], due: [], held: [], charges: [], credits: [] };
const year = days('2026-01-01', '2027-01-01');

describe('The coverage of a line', () => {
  it('says what is billed, by which document, and what is not', () => {
    const facts: CoverageFacts = {
      agreed: [days('2026-01-01', '2026-06-01'), days('2026-07-01', '9999-12-31')],
      paused: [days('2026-06-01', '2026-07-01')],
      due: [days('2026-01-01', '2026-06-01'), days('2026-07-01', '2026-09-01')],
      held: [days('2026-05-01', '2026-06-01')],
      charges: [
        { invoiceId: 7, period: days('2025-12-01', '2026-02-01'), generation: 1, foreignOrigin: true },
        { invoiceId: 8, period: days('2026-02-01', '2026-04-01'), generation: 1, foreignOrigin: false },
      ],
      credits: [{ invoiceId: 9, period: days('2026-03-01', '2026-04-01'), generation: 1 }],
    };
    expect(drawCoverage(facts, year)).toEqual([
      { state: 'billedElsewhere', ...days('2026-01-01', '2026-02-01'), invoiceId: 7 },
      { state: 'billed', ...days('2026-02-01', '2026-03-01'), invoiceId: 8 },
      { state: 'unbilled', ...days('2026-03-01', '2026-04-01'), invoiceId: 9 },
      { state: 'unbilled', ...days('2026-04-01', '2026-05-01'), invoiceId: null },
      { state: 'held', ...days('2026-05-01', '2026-06-01'), invoiceId: null },
      { state: 'paused', ...days('2026-06-01', '2026-07-01'), invoiceId: null },
      { state: 'unbilled', ...days('2026-07-01', '2026-09-01'), invoiceId: null },
      { state: 'notYetDue', ...days('2026-09-01', '2027-01-01'), invoiceId: null },
    ]);
  });

  it('shows days that were credited and billed again as billed by the newer document', () => {
    const march = days('2026-03-01', '2026-04-01');
    const facts: CoverageFacts = {
      ...nothing,
      agreed: [year],
      due: [march],
      charges: [
        { invoiceId: 1, period: march, generation: 1, foreignOrigin: false },
        { invoiceId: 3, period: march, generation: 2, foreignOrigin: false },
      ],
      credits: [{ invoiceId: 2, period: march, generation: 1 }],
    };
    expect(drawCoverage(facts, march)).toEqual([{ state: 'billed', ...march, invoiceId: 3 }]);
  });

  it('shows days that were credited for good with their credit note', () => {
    const march = days('2026-03-01', '2026-04-01');
    const facts: CoverageFacts = {
      ...nothing,
      charges: [{ invoiceId: 1, period: march, generation: 1, foreignOrigin: false }],
      credits: [{ invoiceId: 2, period: march, generation: 1 }],
    };
    expect(drawCoverage(facts, year)).toEqual([{ state: 'credited', ...march, invoiceId: 2 }]);
  });

  it('joins days that follow each other on one document, and parts those of two', () => {
    const facts: CoverageFacts = {
      ...nothing,
      charges: [
        { invoiceId: 1, period: days('2026-03-01', '2026-03-16'), generation: 1, foreignOrigin: false },
        { invoiceId: 1, period: days('2026-03-16', '2026-04-01'), generation: 1, foreignOrigin: false },
        { invoiceId: 2, period: days('2026-04-01', '2026-05-01'), generation: 1, foreignOrigin: false },
        { invoiceId: 2, period: days('2026-05-02', '2026-06-01'), generation: 1, foreignOrigin: false },
      ],
    };
    expect(drawCoverage(facts, year)).toEqual([
      { state: 'billed', ...days('2026-03-01', '2026-04-01'), invoiceId: 1 },
      { state: 'billed', ...days('2026-04-01', '2026-05-01'), invoiceId: 2 },
      { state: 'billed', ...days('2026-05-02', '2026-06-01'), invoiceId: 2 },
    ]);
  });

  it('never says two things of one day, and leaves out no agreed day', () => {
    const start = localDate('2026-01-01');
    const period = fc
      .tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 1, max: 60 }))
      .map(([at, length]): Period => ({ from: addDays(start, at), to: addDays(start, at + length) }));
    const some = fc.array(period, { maxLength: 4 });
    fc.assert(
      fc.property(
        some,
        some,
        some,
        some,
        fc.array(period, { maxLength: 3 }),
        (agreed, paused, due, held, credited) => {
          const charges = credited.map((each, at) => ({
            invoiceId: at + 1,
            period: each,
            generation: at + 1,
            foreignOrigin: false,
          }));
          const credits = charges.slice(0, -1).map(({ period: each, generation }) => ({
            invoiceId: 100 + generation,
            period: each,
            generation,
          }));
          const segments = drawCoverage({ agreed, paused, due, held, charges, credits }, year);
          const sum = segments.reduce((total, each) => total + daysBetween(each.from, each.to), 0);
          expect(sum).toBe(totalDays([...segments]));
          for (const { from, to } of agreed.filter((each) => each.to <= year.to)) {
            const inside = segments.filter((each) => each.from < to && from < each.to);
            const seen = inside.reduce(
              (total, each) =>
                total + daysBetween(each.from < from ? from : each.from, each.to > to ? to : each.to),
              0,
            );
            expect(seen).toBe(daysBetween(from, to));
          }
        },
      ),
    );
  });
});
