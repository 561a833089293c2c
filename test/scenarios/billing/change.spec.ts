import fc from 'fast-check';
import { addDays, localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

const reason = 'modification du contrat';

describe('a contract that changes after it was billed', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  const amend = async (line: number, from: string, unitPrice: string, to: string | null = null) =>
    coop.contracts.amendLine(coop.actor, {
      line,
      fromRevision: (await coop.contracts.readLine(line)).revision,
      change: { from: localDate(from), to: to ? localDate(to) : null, conditions: { unitPrice } },
    });
  const correct = async () => {
    const wish = { issuer: 'COOP', reason };
    const { digest } = await coop.billing.previewCorrection(wish);
    return coop.billing.correct(wish, digest, 'essai');
  };
  /** What a line cost so far, net of its credits, in cents. */
  const balanceOf = async (line: number) => {
    const [row] = await coop.database.unitOfWork.read<{ net: number }>(
      `SELECT (coalesce((SELECT sum(net_cents) FROM billing.charge WHERE line_id = $1), 0)
             - coalesce((SELECT sum(net_cents) FROM billing.credit WHERE line_id = $1), 0))::bigint AS net`,
      [line],
    );
    return row!.net;
  };
  const creditsOf = (line: number) =>
    coop.database.unitOfWork
      .read<{ from: string; to: string; net: number }>(
        `SELECT lower(period) AS "from", upper(period) AS "to", net_cents AS net FROM billing.credit
         WHERE line_id = $1 ORDER BY invoice_id, position`,
        [line],
      )
      .then((rows) => rows.map((row) => [row.from, row.to, row.net]));

  it('a period split anywhere at one price sums to the whole, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.array(fc.integer({ min: 1, max: 29 }), { minLength: 1, maxLength: 6 }),
        async (cents, cuts) => {
          const days = [0, ...new Set([...cuts].sort((a, b) => a - b)), 30];
          const [row] = await coop.database.unitOfWork.read<{ sum: number }>(
            `SELECT sum(billing.pro_rata_cents($1, '[2026-11-01,2026-12-01)', daterange(a, b)))::bigint AS sum
             FROM unnest($2::date[], $3::date[]) AS parts (a, b)`,
            [
              cents,
              days.slice(0, -1).map((day) => addDays(localDate('2026-11-01'), day)),
              days.slice(1).map((day) => addDays(localDate('2026-11-01'), day)),
            ],
          );
          expect(row!.sum).toBe(cents);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('a month at 100.00 that is paused for a day in its midst and billed in parts costs 100.00 once resumed', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.contracts.pauseLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      period: { from: localDate('2026-11-08'), to: localDate('2026-11-09') },
    });
    await coop.bill('2026-11-22');
    // 100.00 × 7/30 = 23.33; the 8th is 26.67 − 23.33 = 3.34; the rest is 100.00 − 26.67 = 73.33.
    expect(await coop.charged(line.id)).toEqual([
      ['2026-11-01', '2026-11-08', 2333],
      ['2026-11-09', '2026-12-01', 7333],
    ]);
    await coop.contracts.resumeLine(coop.actor, {
      line: line.id,
      fromRevision: 2,
      from: localDate('2026-11-08'),
    });
    await coop.bill('2026-11-22', { release: true });
    expect(await balanceOf(line.id)).toBe(10000);
  });

  it('an upgrade that is billed and then reverted nets zero', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    await amend(line.id, '2026-11-11', '150');
    await correct();
    // 10 days at 100.00 and 20 at 150.00: 33.33 + 100.00.
    expect(await balanceOf(line.id)).toBe(13333);
    await amend(line.id, '2026-11-11', '100');
    await correct();
    expect(await balanceOf(line.id)).toBe(10000);
    await expect(correct()).rejects.toMatchObject({ code: 'BILLING.CORRECTION_EMPTY' });
  });

  it('an upgrade and its revert before any correction ask for none', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    await amend(line.id, '2026-11-11', '150');
    await amend(line.id, '2026-11-11', '100');
    await expect(correct()).rejects.toMatchObject({ code: 'BILLING.CORRECTION_EMPTY' });
    expect(await coop.billing.drift({ asOf: localDate('2026-11-22') })).toEqual([]);
  });

  it('a free period is billed at zero, and a later price for it is a correction and no second bill', async () => {
    const line = await coop.subscription('2026-11-01', { unitPrice: '0' });
    await coop.bill('2026-11-22');
    await coop.bill('2026-11-22');
    expect(await coop.charged(line.id)).toEqual([['2026-11-01', '2026-12-01', 0]]);
    await amend(line.id, '2026-11-01', '30');
    const again = await coop.bill('2026-11-22');
    expect(again.proposal.documents).toEqual([]);
    await correct();
    expect(await balanceOf(line.id)).toBe(3000);
  });

  it('a cancellation on the 10th credits exactly the rest, once', async () => {
    const line = await coop.subscription('2026-11-01', { unitPrice: '99.99' });
    await coop.bill('2026-11-22');
    await coop.contracts.cancelLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      onDay: localDate('2026-11-10'),
    });
    const { credits, rebills } = await correct();
    expect([credits.length, rebills.length]).toEqual([1, 0]);
    // 9 of 30 days of 99.99 stay: 30.00 (29.997); the rest is 99.99 − 30.00 = 69.99.
    expect(await creditsOf(line.id)).toEqual([['2026-11-10', '2026-12-01', 6999]]);
    await expect(correct()).rejects.toMatchObject({ code: 'BILLING.CORRECTION_EMPTY' });
    await coop.bill('2026-11-22');
    expect(await balanceOf(line.id)).toBe(3000);
  });

  it('a price backdated three months credits these months and bills them again, in one correction', async () => {
    const line = await coop.subscription('2026-08-01', { unitPrice: '100' });
    await coop.bill('2026-11-22', { release: true });
    await amend(line.id, '2026-09-01', '110');
    const { credits, rebills } = await correct();
    // One invoice billed all four months: one credit note of three lines, one invoice of three.
    expect(credits.map((each) => each.toIssue.document.netCents)).toEqual([30000]);
    expect(rebills.map((each) => each.toIssue.document.netCents)).toEqual([33000]);
    expect(credits[0]!.toIssue.credits.map(({ period }) => period.from)).toEqual([
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
    ]);
    // 100.00 for August and 3 × 110.00.
    expect(await balanceOf(line.id)).toBe(43000);
    expect(await coop.billing.drift({ asOf: localDate('2026-11-22') })).toEqual([]);
  });

  it('a correction that is no longer the one that was read is refused', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    await amend(line.id, '2026-11-11', '150');
    const wish = { issuer: 'COOP', reason };
    const { digest } = await coop.billing.previewCorrection(wish);
    await amend(line.id, '2026-11-11', '160');
    await expect(coop.billing.correct(wish, digest, 'essai')).rejects.toMatchObject({
      code: 'BILLING.CORRECTION_CHANGED',
    });
    expect(await balanceOf(line.id)).toBe(10000);
  });

  it('a preview of a correction keeps nothing and takes no number', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    await amend(line.id, '2026-11-11', '150');
    for (let i = 0; i < 3; i += 1) await coop.billing.previewCorrection({ issuer: 'COOP', reason });
    const { credits, rebills } = await correct();
    expect([...credits, ...rebills].map((each) => each.number)).toEqual([
      'COOP-2026-00002',
      'COOP-2026-00003',
    ]);
  });

  it('ten pauses and resumptions leave a line that is billed as if nothing had been', async () => {
    const line = await coop.subscription('2026-10-01');
    await coop.bill('2026-10-31');
    for (let i = 0; i < 10; i += 1) {
      const { revision } = await coop.contracts.readLine(line.id);
      const from = addDays(localDate('2026-11-02'), i);
      await coop.contracts.pauseLine(coop.actor, { line: line.id, fromRevision: revision, period: { from } });
      await coop.contracts.resumeLine(coop.actor, { line: line.id, fromRevision: revision + 1, from });
    }
    await coop.bill('2026-11-22');
    expect(await coop.charged(line.id)).toEqual([
      ['2026-10-01', '2026-11-01', 10000],
      ['2026-11-01', '2026-12-01', 10000],
    ]);
    expect(await coop.billing.drift({ asOf: localDate('2026-11-22') })).toEqual([]);
  });

  it('ten pauses of a day, each billed around, leave these ten days out and nothing else', async () => {
    const line = await coop.subscription('2026-11-01', { unitPrice: '30' });
    for (let i = 0; i < 10; i += 1) {
      const { revision } = await coop.contracts.readLine(line.id);
      const from = addDays(localDate('2026-11-02'), 2 * i);
      await coop.contracts.pauseLine(coop.actor, {
        line: line.id,
        fromRevision: revision,
        period: { from, to: addDays(from, 1) },
      });
    }
    await coop.bill('2026-11-22');
    // 30 days of 1.00 less ten.
    expect(await balanceOf(line.id)).toBe(2000);
    expect(await coop.charged(line.id)).toHaveLength(11);
  });

  it('a pause of days that were billed is credited, and its end bills them again once released', async () => {
    const line = await coop.subscription('2026-11-01', { unitPrice: '30' });
    await coop.bill('2026-11-22');
    await coop.contracts.pauseLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      period: { from: localDate('2026-11-10'), to: localDate('2026-11-20') },
    });
    await correct();
    expect(await balanceOf(line.id)).toBe(2000);
    await coop.contracts.resumeLine(coop.actor, {
      line: line.id,
      fromRevision: 2,
      from: localDate('2026-11-10'),
    });
    const run = await coop.bill('2026-11-22');
    expect(run.proposal.documents.map((each) => [each.state, each.controls[0]!.code])).toEqual([
      ['held', 'REBILL_AFTER_CREDIT'],
    ]);
    await coop.bill('2026-11-22', { release: true });
    expect(await balanceOf(line.id)).toBe(3000);
  });

  it('a full credit and then a cancellation credit nothing twice', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    const [{ id }] = (await coop.database.unitOfWork.read('SELECT id FROM billing.invoice')) as [
      { id: number },
    ];
    await coop.billing.creditInvoice({ invoiceId: id, scopes: [{ kind: 'whole' }], reason }, 'essai');
    await coop.contracts.cancelLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      onDay: localDate('2026-11-10'),
    });
    await expect(correct()).rejects.toMatchObject({ code: 'BILLING.CORRECTION_EMPTY' });
    // What is still owed is 1 to 9 November: it waits for a person, since it was billed and credited before.
    const run = await coop.bill('2026-11-22', { release: true });
    expect(run.proposal.documents[0]!.controls.map((control) => control.code)).toEqual([
      'REBILL_AFTER_CREDIT',
    ]);
    // 9 of 30 days of 100.00.
    expect(await balanceOf(line.id)).toBe(3000);
  });

  it('a gesture of money on a line does not keep its days from being corrected in two places', async () => {
    const line = await coop.subscription('2026-11-01', { unitPrice: '30' });
    await coop.bill('2026-11-22');
    const [{ id }] = (await coop.database.unitOfWork.read('SELECT id FROM billing.invoice')) as [
      { id: number },
    ];
    await coop.billing.creditInvoice(
      { invoiceId: id, scopes: [{ kind: 'amount', position: 1, netCents: 2500 }], reason },
      'essai',
    );
    await coop.contracts.pauseLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      period: { from: localDate('2026-11-03'), to: localDate('2026-11-07') },
    });
    await coop.contracts.pauseLine(coop.actor, {
      line: line.id,
      fromRevision: 2,
      period: { from: localDate('2026-11-20'), to: localDate('2026-11-24') },
    });
    await correct();
    // 8 days of 1.00 were over-billed, of which 5.00 had not been given back yet: nothing below zero is credited.
    expect(await creditsOf(line.id)).toEqual([
      ['2026-11-03', '2026-11-07', 400],
      ['2026-11-20', '2026-11-24', 100],
    ]);
  });
});
