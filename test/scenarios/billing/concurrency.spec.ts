import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

const reason = 'erreur de facturation';

/** What became of several acts at once: how many were done, and the codes of the others. */
async function outcomes(acts: readonly Promise<unknown>[]): Promise<{ done: number; refused: string[] }> {
  const settled = await Promise.allSettled(acts);
  const refused = settled.flatMap((each) =>
    each.status === 'rejected' ? [(each.reason as { code?: string }).code ?? String(each.reason)] : [],
  );
  return { done: settled.length - refused.length, refused };
}

describe('when several act at once', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  const proposed = async (asOf: string) => {
    const run = await coop.billing.proposeRun({ issuer: 'COOP', asOf: localDate(asOf), proposedBy: 'essai' });
    await coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    return run;
  };
  const statesOf = async (runId: number) =>
    (
      await coop.database.unitOfWork.read<{ state: string; code: string | null }>(
        `SELECT state, reason ->> 'code' AS code FROM billing.run_document WHERE run_id = $1 ORDER BY position`,
        [runId],
      )
    ).map(({ state, code }) => [state, code]);

  it('the scheduled run and the button bill a due period once, and the loser is told who billed it', async () => {
    const line = await coop.subscription('2026-11-01');
    const [cron, button] = [await proposed('2026-11-22'), await proposed('2026-11-22')];
    await Promise.all([cron, button].map((run) => coop.billing.issueRun(run.id, { issuedBy: 'essai' })));
    expect(await coop.charged(line.id)).toEqual([['2026-11-01', '2026-12-01', 10000]]);
    const states = [...(await statesOf(cron.id)), ...(await statesOf(button.id))].sort();
    expect(states).toEqual([
      ['issued', null],
      ['obsolete', 'BILLING.DAYS_ALREADY_BILLED'],
    ]);
  });

  it('fifty runs on a pool of ten connections all come to an end', async () => {
    const line = await coop.subscription('2026-11-01');
    const runs = [];
    for (let i = 0; i < 50; i += 1) runs.push(await proposed('2026-11-22'));
    await Promise.all(
      runs.map((run, i) =>
        coop.billing.issueRun(run.id, { issuedBy: `ouvrier ${i}`, batchSize: 1 + (i % 3) }),
      ),
    );
    expect(await coop.charged(line.id)).toHaveLength(1);
  });

  it('several workers on one run issue each of its documents once', async () => {
    for (let i = 0; i < 12; i += 1) await coop.subscription('2026-11-01');
    const run = await proposed('2026-11-22');
    await Promise.all(
      [1, 2, 3, 4].map((i) => coop.billing.issueRun(run.id, { issuedBy: `ouvrier ${i}`, batchSize: i })),
    );
    expect(await statesOf(run.id)).toEqual(Array.from({ length: 12 }, () => ['issued', null]));
  });

  it('of two runs that are cut differently and overlap by a day, the second is refused whole', async () => {
    // 10 November to 9 December by the first; an amendment of the cadence makes the second 10 November to 9 February.
    const line = await coop.subscription('2026-11-10');
    const first = await proposed('2026-11-22');
    await coop.contracts.amendLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      change: { from: localDate('2026-12-09'), conditions: { unitPrice: '120' } },
    });
    const second = await proposed('2026-11-22');
    await coop.billing.issueRun(second.id, { issuedBy: 'essai' });
    await coop.billing.issueRun(first.id, { issuedBy: 'essai' });
    // 29 of 30 days at 100.00 are 96.67, the last one at 120.00 / 30 is 4.00: the day is billed once.
    expect(await coop.charged(line.id)).toEqual([
      ['2026-11-10', '2026-12-09', 9667],
      ['2026-12-09', '2026-12-10', 400],
    ]);
    expect(await statesOf(first.id)).toEqual([['review', 'BILLING.AMENDED_MEANWHILE']]);
  });

  it('an amendment that comes between approval and issue sends the document back to review', async () => {
    const [amended, other] = [await coop.subscription('2026-11-01'), await coop.subscription('2026-11-01')];
    const run = await proposed('2026-11-22');
    await coop.contracts.amendLine(coop.actor, {
      line: amended.id,
      fromRevision: 1,
      change: { from: localDate('2026-11-01'), conditions: { unitPrice: '80' } },
    });
    await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
    expect(await statesOf(run.id)).toEqual([
      ['review', 'BILLING.AMENDED_MEANWHILE'],
      ['issued', null],
    ]);
    expect(await coop.charged(amended.id)).toEqual([]);
    expect(await coop.charged(other.id)).toHaveLength(1);
    await coop.bill('2026-11-22');
    expect(await coop.charged(amended.id)).toEqual([['2026-11-01', '2026-12-01', 8000]]);
  });

  it('an amendment that races a run is before it or after it, never in between', async () => {
    const lines = [];
    for (let i = 0; i < 8; i += 1) lines.push(await coop.subscription('2026-11-01'));
    const run = await proposed('2026-11-22');
    await Promise.all([
      coop.billing.issueRun(run.id, { issuedBy: 'essai', batchSize: 2 }),
      ...lines.map((line) =>
        coop.contracts.amendLine(coop.actor, {
          line: line.id,
          fromRevision: 1,
          change: { from: localDate('2026-11-01'), conditions: { unitPrice: '80' } },
        }),
      ),
    ]);
    for (const [index, [state]] of (await statesOf(run.id)).entries()) {
      const charges = await coop.charged(lines[index]!.id);
      if (state === 'issued') expect(charges).toEqual([['2026-11-01', '2026-12-01', 10000]]);
      else expect([state, charges]).toEqual(['review', []]);
    }
  });

  it('of two amendments from one revision, the second is refused', async () => {
    const line = await coop.subscription('2026-11-01');
    const amend = (unitPrice: string) =>
      coop.contracts.amendLine(coop.actor, {
        line: line.id,
        fromRevision: 1,
        change: { from: localDate('2026-12-01'), conditions: { unitPrice } },
      });
    expect(await outcomes([amend('110'), amend('120')])).toEqual({
      done: 1,
      refused: ['CONTRACTS.AMENDED_MEANWHILE'],
    });
  });

  it('of five people who credit the same invoice, one does', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    const [{ id }] = (await coop.database.unitOfWork.read('SELECT id FROM billing.invoice')) as [
      { id: number },
    ];
    const whole = () =>
      coop.billing.creditInvoice({ invoiceId: id, scopes: [{ kind: 'whole' }], reason }, 'essai');
    const result = await outcomes([whole(), whole(), whole(), whole(), whole()]);
    expect(result).toEqual({ done: 1, refused: Array(4).fill('BILLING.CREDIT_EMPTY') });
    expect(await coop.charged(line.id)).toHaveLength(1);
  });

  it('of two people who credit overlapping days, each day is credited once', async () => {
    await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    const [{ id }] = (await coop.database.unitOfWork.read('SELECT id FROM billing.invoice')) as [
      { id: number },
    ];
    const days = (from: string, to: string) =>
      coop.billing.creditInvoice(
        {
          invoiceId: id,
          scopes: [{ kind: 'days', position: 1, period: { from: localDate(from), to: localDate(to) } }],
          reason,
        },
        'essai',
      );
    await outcomes([days('2026-11-01', '2026-11-16'), days('2026-11-10', '2026-11-21')]);
    // 1 to 20 November, 20 of 30 days of 100.00: 66.67, in whichever order and however cut.
    const [{ days: count, net }] = (await coop.database.unitOfWork.read(
      `SELECT sum(upper(period) - lower(period))::int AS days, sum(net_cents)::int AS net FROM billing.credit`,
    )) as [{ days: number; net: number }];
    expect([count, net]).toEqual([20, 6667]);
  });

  it('of two people who issue one correction, one does', async () => {
    const line = await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
    await coop.contracts.cancelLine(coop.actor, {
      line: line.id,
      fromRevision: 1,
      onDay: localDate('2026-11-10'),
    });
    const wish = { issuer: 'COOP', reason };
    const { digest } = await coop.billing.previewCorrection(wish);
    const result = await outcomes([1, 2, 3].map(() => coop.billing.correct(wish, digest, 'essai')));
    expect(result).toEqual({ done: 1, refused: Array(2).fill('BILLING.CORRECTION_EMPTY') });
  });

  it('rollbacks under load leave no gap in the numbers', async () => {
    for (let i = 0; i < 20; i += 1) await coop.subscription('2026-11-01');
    let heard = 0;
    coop.billing.onIssued(async () => {
      heard += 1;
      // Every third transaction fails after its numbers were taken, as an accounting entry that is refused would.
      if (heard % 3 === 0) throw Object.assign(new Error('coupure'), { code: '40001' });
    });
    const runs = [];
    for (let i = 0; i < 4; i += 1) runs.push(await proposed('2026-11-22'));
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await Promise.allSettled(
        runs.map((run) => coop.billing.issueRun(run.id, { issuedBy: 'essai', batchSize: 3 })),
      );
    }
    const numbers = await coop.database.unitOfWork.read<{ sequence: number }>(
      'SELECT sequence FROM billing.invoice ORDER BY sequence',
    );
    expect(heard).toBeGreaterThan(6);
    expect(numbers.map((row) => row.sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('one client that cannot be billed never stops the others', async () => {
    const good = await coop.subscription('2026-11-01');
    const bad = await coop.subscription(
      '2026-11-01',
      {},
      { client: (await coop.client({ siren: null })).id },
    );
    const last = await coop.subscription('2026-11-01');
    const run = await coop.bill('2026-11-22');
    expect(await coop.charged(good.id)).toHaveLength(1);
    expect(await coop.charged(last.id)).toHaveLength(1);
    expect(await coop.charged(bad.id)).toEqual([]);
    const held = run.proposal.documents.filter((each) => each.state === 'held');
    expect(held.map((each) => each.controls.map((control) => control.code))).toEqual([
      ['CLIENT_WITHOUT_SIREN'],
    ]);
  });
});
