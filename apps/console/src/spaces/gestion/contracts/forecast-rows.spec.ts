import type { Schema } from '../../../api/api';
import { forecastRows } from './forecast-rows';

const line = { id: 1, code: 'LN-1', label: 'Hébergement' };
const piece = (billableOn: string, from: string, to: string, net: string, afterCredit = false) => ({
  line,
  issuer: 'COOP',
  period: { from, to },
  net,
  billableOn,
  afterCredit,
});
const change = (parts: Partial<Schema<'ForecastChangeView'>>) => parts as Schema<'ForecastChangeView'>;

describe('a forecast by day', () => {
  it('puts beside each other what a day bills before and after, cut in parts or not', () => {
    const rows = forecastRows(
      change({
        before: { pieces: [piece('2026-12-01', '2026-12-01', '2027-01-01', '100.00')], toCredit: [] },
        after: {
          pieces: [
            piece('2026-12-01', '2026-12-01', '2026-12-16', '48.39'),
            piece('2026-12-01', '2026-12-16', '2027-01-01', '61.94'),
            piece('2026-11-22', '2026-11-16', '2026-12-01', '60.00', true),
          ],
          toCredit: [
            {
              line,
              issuer: 'COOP',
              invoice: { id: 7, number: 'COOP-7' },
              issuedOn: '2026-11-01',
              period: { from: '2026-11-16', to: '2026-12-01' },
              net: '50.00',
            },
          ],
        },
      }),
    );
    expect(rows.map(({ kind, on, before, after, changed }) => [kind, on, before, after, changed])).toEqual([
      ['credit', null, '0.00', '-50.00', true],
      ['rebill', '2026-11-22', '0.00', '60.00', true],
      ['bill', '2026-12-01', '100.00', '110.33', true],
    ]);
    expect(rows[2]!.parts.map(({ period }) => period.from)).toEqual(['2026-12-01', '2026-12-16']);
  });

  it('a day that bills nothing any more stays in sight, and a day that stays the same is no change', () => {
    const rows = forecastRows(
      change({
        before: {
          pieces: [
            piece('2026-12-01', '2026-12-01', '2027-01-01', '100.00'),
            piece('2027-01-01', '2027-01-01', '2027-02-01', '100.00'),
          ],
          toCredit: [],
        },
        after: { pieces: [piece('2026-12-01', '2026-12-01', '2027-01-01', '100.00')], toCredit: [] },
      }),
    );
    expect(rows.map(({ on, after, changed }) => [on, after, changed])).toEqual([
      ['2026-12-01', '100.00', false],
      ['2027-01-01', '0.00', true],
    ]);
  });

  it('what is made anew has no before, and is no change of anything', () => {
    const [row] = forecastRows(
      change({
        before: null,
        after: { pieces: [piece('2026-12-01', '2026-12-01', '2027-01-01', '9.90')], toCredit: [] },
      }),
    );
    expect([row!.before, row!.after, row!.changed]).toEqual([null, '9.90', false]);
  });
});
