import { Billing } from '#billing';
import { addDays, civilDayOf, type Clock, daysBetween, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

/** A clock stopped at an instant, whose civil day is that of Paris. */
function clockAt(instant: string): Clock {
  const now = new Date(instant);
  return { now: () => now, today: () => civilDayOf(now) };
}

describe('the calendar', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2024-01-01');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  /** Bills on each day in turn, from one to another, as a scheduler would. */
  const billDaily = async (from: string, to: string) => {
    for (let day = localDate(from); day < to; day = addDays(day, 1)) {
      coop.clock.set(day);
      await coop.bill(day);
    }
  };
  const boundsOf = async (line: number) => (await coop.charged(line)).map(([from]) => from);

  it.each([
    // 2024 is a leap year; each bound is computed from the anchor, so that no month keeps the day of a shorter one.
    ['2024-01-29', ['2024-01-29', '2024-02-29', '2024-03-29', '2024-04-29']],
    ['2024-01-30', ['2024-01-30', '2024-02-29', '2024-03-30', '2024-04-30']],
    ['2024-01-31', ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']],
  ])('an anchor of %s is found again after February', async (anchor, bounds) => {
    const line = await coop.subscription(anchor);
    for (const day of bounds) {
      coop.clock.set(localDate(day));
      await coop.bill(day);
    }
    expect(await boundsOf(line.id)).toEqual(bounds);
  });

  it('28 February follows 31 January in a common year, and 31 March follows it', async () => {
    const line = await coop.subscription('2025-01-31');
    for (const day of ['2025-01-31', '2025-02-28', '2025-03-31']) {
      coop.clock.set(localDate(day));
      await coop.bill(day);
    }
    expect(await coop.charged(line.id)).toEqual([
      ['2025-01-31', '2025-02-28', 10000],
      ['2025-02-28', '2025-03-31', 10000],
      ['2025-03-31', '2025-04-30', 10000],
    ]);
  });

  it('a yearly line of 29 February is due on 28 February, and on the 29th again four years later', async () => {
    const line = await coop.subscription('2024-02-29', { months: 12, unitPrice: '1200' });
    for (const day of ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']) {
      coop.clock.set(localDate(day));
      await coop.bill(day);
    }
    expect(await boundsOf(line.id)).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('a period is due on its first day and not on the day before', async () => {
    const line = await coop.subscription('2024-03-10');
    coop.clock.set(localDate('2024-03-09'));
    await coop.bill('2024-03-09');
    expect(await boundsOf(line.id)).toEqual([]);
    await coop.bill('2024-03-10');
    expect(await boundsOf(line.id)).toEqual(['2024-03-10']);
  });

  it('in arrears a period is due on the day after its last one and not before', async () => {
    const line = await coop.subscription('2024-03-10', { billing: 'arrears' });
    coop.clock.set(localDate('2024-04-09'));
    await coop.bill('2024-04-09');
    expect(await boundsOf(line.id)).toEqual([]);
    coop.clock.set(localDate('2024-04-10'));
    await coop.bill('2024-04-10');
    expect(await coop.charged(line.id)).toEqual([['2024-03-10', '2024-04-10', 10000]]);
  });

  it.each([
    // Paris is at UTC + 2 in summer: 22:30 is 0:30 of the next day there; in winter 23:30 is.
    ['2024-06-30T21:30:00Z', '2024-06-30'],
    ['2024-06-30T22:30:00Z', '2024-07-01'],
    ['2024-12-31T22:30:00Z', '2024-12-31'],
    ['2024-12-31T23:30:00Z', '2025-01-01'],
    // The days of 23 hours (31 March 2024) and of 25 hours (27 October 2024) begin at midnight of Paris as well.
    ['2024-03-30T23:00:00Z', '2024-03-31'],
    ['2024-03-31T21:59:59Z', '2024-03-31'],
    ['2024-03-31T22:00:00Z', '2024-04-01'],
    ['2024-10-26T22:00:00Z', '2024-10-27'],
    ['2024-10-27T22:59:59Z', '2024-10-27'],
    ['2024-10-27T23:00:00Z', '2024-10-28'],
  ])('an invoice made at %s is dated %s', async (instant, day) => {
    await coop.subscription('2024-01-15', { months: 12 });
    const billing = new Billing(coop.database.unitOfWork, clockAt(instant), coop.jobs);
    const run = await billing.proposeRun({
      issuer: 'COOP',
      asOf: localDate('2024-01-20'),
      proposedBy: 'essai',
    });
    await billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    await billing.issueRun(run.id, { issuedBy: 'essai' });
    const rows = await coop.database.unitOfWork.read('SELECT issued_on AS day, number FROM billing.invoice');
    expect(rows).toEqual([{ day, number: `COOP-${day.slice(0, 4)}-00001` }]);
  });

  it('the days on which the clock changes are days like the others: 31 of March, 31 of October', async () => {
    const line = await coop.subscription('2024-03-01', { to: '2024-04-01', unitPrice: '31' });
    await coop.contracts.amendLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      change: { from: localDate('2024-03-31'), conditions: { unitPrice: '62' } },
    });
    coop.clock.set(localDate('2024-03-31'));
    await coop.bill('2024-03-31');
    // 30 days of 1.00, and one of 2.00 although it had 23 hours.
    expect(await coop.charged(line.id)).toEqual([
      ['2024-03-01', '2024-03-31', 3000],
      ['2024-03-31', '2024-04-01', 200],
    ]);
  });

  it('a period that begins beyond the horizon is blocked, whoever would release it', async () => {
    const line = await coop.subscription('2024-03-01', { horizonDays: 31 });
    // 1 January + 31 days is 1 February: a run as of 1 March would bill 60 days ahead.
    const run = await coop.billing.proposeRun({
      issuer: 'COOP',
      asOf: localDate('2024-03-01'),
      proposedBy: 'essai',
    });
    expect(
      run.proposal.documents.map((each) => each.controls.map((control) => [control.code, control.severity])),
    ).toEqual([[['BEYOND_HORIZON', 'blocked']]]);
    await expect(coop.bill('2024-03-01', { release: true })).rejects.toMatchObject({
      code: 'BILLING.RELEASE_REFUSED',
    });
    expect(await coop.charged(line.id)).toEqual([]);
    coop.clock.set(addDays(localDate('2024-03-01'), -31));
    await coop.bill('2024-03-01');
    expect(await boundsOf(line.id)).toEqual(['2024-03-01']);
  });

  it('twelve months asked at once on a monthly line are twelve periods, of which none beyond the horizon is billed', async () => {
    const line = await coop.subscription('2024-01-01');
    await expect(coop.bill('2024-12-31', { release: true })).rejects.toMatchObject({
      code: 'BILLING.RELEASE_REFUSED',
    });
    const run = await coop.bill('2024-12-31');
    const codes = run.proposal.documents.flatMap((each) => each.controls.map((control) => control.code));
    // February begins on the 31st day of the horizon; March to December begin after it: ten periods.
    expect(codes.filter((code) => code === 'BEYOND_HORIZON')).toHaveLength(10);
    expect(await coop.charged(line.id)).toEqual([]);
  });

  it('400 daily runs bill what one run after 400 days bills, which waits for a person', async () => {
    const [from, to] = ['2024-01-31', '2025-03-06'];
    expect(daysBetween(localDate(from), localDate(to))).toBe(400);
    const daily = await coop.subscription(from);
    await billDaily(from, to);
    const late = await coop.subscription(from);
    const run = await coop.bill('2025-03-05');
    expect(run.proposal.documents.map((each) => [each.state, each.controls[0]?.code])).toEqual([
      ['held', 'CATCH_UP'],
    ]);
    expect(await coop.charged(late.id)).toEqual([]);
    await coop.bill('2025-03-05', { release: true });
    expect(await coop.charged(late.id)).toEqual(await coop.charged(daily.id));
    // 31 January 2024 to 28 February 2025 are 14 periods that have begun by 5 March.
    expect(await coop.charged(daily.id)).toHaveLength(14);
  }, 120_000);

  it('one missed period is caught up without a person, two are not', async () => {
    const line = await coop.subscription('2024-01-01');
    coop.clock.set(localDate('2024-02-10'));
    await coop.bill('2024-02-10');
    expect(await boundsOf(line.id)).toEqual(['2024-01-01', '2024-02-01']);
    coop.clock.set(localDate('2024-05-10'));
    await coop.bill('2024-05-10');
    expect(await boundsOf(line.id)).toEqual(['2024-01-01', '2024-02-01']);
    await coop.bill('2024-05-10', { release: true });
    expect(await boundsOf(line.id)).toHaveLength(5);
  });
});
