import { localDate } from '#kernel';
import type { Drift } from '../coverage/read-drift.js';
import type { LineFacts } from '../proposal/facts.js';
import { forecastLine } from './forecast-line.js';

const TODAY = localDate('2026-11-22');

describe('the forecast of one line', () => {
  it('tells two centuries of late months at once: each of them today', () => {
    const period = { from: localDate('1826-11-01'), to: localDate('2026-11-01') };
    const term = {
      period,
      billable: true,
      months: 1,
      billing: 'advance',
      anchor: period.from,
      horizonDays: 31,
      cycleNetCents: 10000,
    };
    const line = { terms: [term], credited: [] } as unknown as LineFacts;
    const drift = { issuerId: 1, unbilled: [period], elsewhere: [], mispriced: [], due: [period] };
    const pieces = forecastLine(line, [drift as unknown as Drift], TODAY);
    expect(pieces).toHaveLength(2400);
    expect(new Set(pieces.map(({ billableOn }) => billableOn))).toEqual(new Set([TODAY]));
  });
});
