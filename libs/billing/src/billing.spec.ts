import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';

describe('a billing run', () => {
  let coop: TestCooperative;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22', 60);
  });
  afterAll(() => coop.close());

  it('bills the month that has begun, once', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    await coop.bill('2026-11-22');
    expect(await coop.charged(line.id)).toEqual([['2026-11-01', '2026-12-01', 10000]]);
    expect(await coop.billing.drift({ asOf: localDate('2026-11-22') })).toEqual([]);
  });

  it('gives one invoice to fifty workers on one due period', async () => {
    const line = await coop.subscription('2026-11-10');
    await Promise.all(Array.from({ length: 50 }, () => coop.bill('2026-11-22')));
    expect(await coop.charged(line.id)).toEqual([['2026-11-10', '2026-12-10', 10000]]);
  });
});
