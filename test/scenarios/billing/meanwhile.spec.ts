import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

describe('what happens between a proposal, its issue and its closing', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterEach(async () => {
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
    await coop.close();
  });

  const november = [['2026-11-01', '2026-12-01', 10000]];
  const days = { from: localDate('2026-11-01'), to: localDate('2026-12-01') };
  const propose = (asOf = '2026-11-22', issueOn?: string) =>
    coop.billing.proposeRun({
      issuer: 'COOP',
      asOf: localDate(asOf),
      issueOn: issueOn === undefined ? undefined : localDate(issueOn),
      proposedBy: 'essai',
    });
  const approved = async () => {
    const run = await propose();
    await coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
    return run.id;
  };
  const issue = (runId: number) => coop.billing.issueRun(runId, { issuedBy: 'essai' });
  const statesOf = (runId: number) =>
    coop.database.unitOfWork.read<{ state: string; code: string | null }>(
      `SELECT state, reason ->> 'code' AS code FROM billing.run_document WHERE run_id = $1 ORDER BY position`,
      [runId],
    );
  /** What no mail server is needed for here: everything that was issued is with its client. */
  const delivered = () =>
    coop.database.unitOfWork.read(
      `WITH sent AS (UPDATE billing.delivery SET state = 'excused', settled_at = now() WHERE state = 'awaiting' RETURNING invoice_id)
       , told AS (INSERT INTO billing.delivery_event (invoice_id, attempt, outcome, detail, made_by)
         SELECT invoice_id, 0, 'excused', 'essai', 'essai' FROM sent RETURNING id) SELECT count(*) FROM told`,
    );
  const close = async (runId: number) => {
    await delivered();
    await coop.billing.closeRun(runId, 'essai');
  };

  it('days that are excused after the approval are not billed, and are once the excuse is lifted', async () => {
    const line = await coop.subscription('2026-11-01');
    const run = await approved();
    const excuse = { lineId: line.id, period: days, reason: 'mois offert' };
    const id = await coop.billing.excuseDays(excuse, 'essai');
    await issue(run);
    expect(await coop.charged(line.id)).toEqual([]);
    expect(await statesOf(run)).toEqual([{ state: 'review', code: 'BILLING.EXCUSED_MEANWHILE' }]);
    // What a person decided not to bill keeps no run open.
    await close(run);
    await coop.billing.liftExcuse(id, 'essai');
    await coop.bill('2026-11-22');
    expect(await coop.charged(line.id)).toEqual(november);
  });

  it('an excuse that races the issue either comes first, or finds the days billed', async () => {
    const line = await coop.subscription('2026-11-01');
    const run = await approved();
    const excuse = { lineId: line.id, period: days, reason: 'mois offert' };
    await Promise.all([issue(run), coop.billing.excuseDays(excuse, 'essai')]);
    const [outcome] = await statesOf(run);
    expect([outcome!.state, (await coop.charged(line.id)).length]).toEqual(
      outcome!.state === 'issued' ? ['issued', 1] : ['review', 0],
    );
  });

  it('a document that the database refuses without a sentence of ours holds no other back', async () => {
    const [first, refused, last] = [
      await coop.subscription('2026-11-01'),
      await coop.subscription('2026-11-01'),
      await coop.subscription('2026-11-01'),
    ];
    coop.billing.onIssued(async (_, issued) => {
      if (issued.some(({ toIssue }) => toIssue.charges.some(({ lineId }) => lineId === refused.id)))
        throw Object.assign(new Error('refusée'), { code: '23514', constraint: 'entry_balances' });
    });
    const run = await approved();
    await issue(run);
    expect(await coop.charged(first.id)).toEqual(november);
    expect(await coop.charged(refused.id)).toEqual([]);
    expect(await coop.charged(last.id)).toEqual(november);
    expect(await statesOf(run)).toEqual([
      { state: 'issued', code: null },
      { state: 'failed', code: 'BILLING.DOCUMENT_NOT_WRITTEN' },
      { state: 'issued', code: null },
    ]);
    await expect(close(run)).rejects.toMatchObject({ code: 'BILLING.RUN_NOT_DONE' });
  });

  describe('closing a run of which a document fell back to review', () => {
    const fallen = async () => {
      const line = await coop.subscription('2026-11-01');
      const run = await approved();
      const change = { from: localDate('2026-11-01'), conditions: { unitPrice: '90' } };
      await coop.contracts.amendLine(coop.actor, { line: line.id, fromRevision: 1, change });
      await issue(run);
      expect(await statesOf(run)).toEqual([{ state: 'review', code: 'BILLING.AMENDED_MEANWHILE' }]);
      return { line, run };
    };

    it('is refused while its days are due and nobody has dealt with them', async () => {
      const { run } = await fallen();
      await expect(close(run)).rejects.toMatchObject({ code: 'BILLING.RUN_NOT_DONE' });
      await propose();
      await expect(close(run)).rejects.toMatchObject({ code: 'BILLING.RUN_NOT_DONE' });
    });

    it('is possible once they are billed by another run', async () => {
      const { run, line } = await fallen();
      await coop.bill('2026-11-22');
      expect(await coop.charged(line.id)).toEqual([['2026-11-01', '2026-12-01', 9000]]);
      await close(run);
    });

    it('is possible once they are no longer due', async () => {
      const { run, line } = await fallen();
      const cancelled = { line: line.id, fromRevision: 2, onDay: localDate('2026-11-01') };
      await coop.contracts.cancelLine(coop.actor, cancelled);
      await close(run);
    });

    it('is possible once a later run holds them with a reason', async () => {
      const { run, line } = await fallen();
      const client = (await coop.contracts.readContract(line.contract)).client.id;
      await coop.contracts.updateClient(coop.actor, { id: client, values: { channel: null, email: null } });
      const later = await coop.bill('2026-11-22');
      expect(later.proposal.documents[0]!.controls.map(({ code }) => code)).toEqual(['NO_DELIVERY_CHANNEL']);
      await close(run);
      await close(later.id);
    });
  });

  it('once the new year has begun its series, nothing is dated in the old one', async () => {
    const line = await coop.subscription('2026-12-01');
    coop.clock.set(localDate('2026-12-31'));
    await coop.bill('2026-12-31');
    await coop.subscription('2026-12-15', { to: '2027-01-01' });
    const old = await propose('2026-12-31');
    await coop.billing.approveRun({ runId: old.id, digest: old.proposal.digest, approvedBy: 'essai' });
    coop.clock.set(localDate('2027-01-04'));
    const next = await coop.billing.proposeRun({
      issuer: 'COOP',
      asOf: localDate('2027-01-04'),
      proposedBy: 'essai',
    });
    await coop.billing.approveRun({ runId: next.id, digest: next.proposal.digest, approvedBy: 'essai' });
    await issue(next.id);
    expect((await propose('2026-12-31', '2026-12-31')).controls.map(({ code }) => code)).toEqual([
      'ISSUE_DATE_BEFORE_SERIES',
    ]);
    await issue(old.id);
    const [refused] = await statesOf(old.id);
    expect(['BILLING.DAYS_ALREADY_BILLED', 'BILLING.ISSUE_DATE_BEFORE_SERIES']).toContain(refused!.code);
    const numbers = await coop.database.unitOfWork.read<{ number: string }>(
      'SELECT number FROM billing.invoice ORDER BY id',
    );
    expect(numbers.filter(({ number }) => number.startsWith('COOP-2026'))).toHaveLength(1);
    expect(await coop.charged(line.id)).toHaveLength(2);
  });

  it('a year that slipped in the date is refused before all of its periods are worked out', async () => {
    await coop.subscription('2026-11-01');
    await expect(propose('2062-11-22')).rejects.toMatchObject({ code: 'BILLING.AS_OF_TOO_FAR' });
    await expect(propose('2027-11-23')).resolves.toBeDefined();
  });
});
