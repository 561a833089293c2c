import { createHash } from 'node:crypto';
import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from './invariants.js';

/** The same business facts, told from the beginning. */
async function tellTheStory(coop: TestCooperative): Promise<void> {
  const lines = [];
  for (const price of ['100', '33.33', '0.005']) {
    lines.push(await coop.subscription('2026-09-01', { unitPrice: price }));
  }
  const [first, second] = lines as [(typeof lines)[0], (typeof lines)[0]];
  await coop.bill('2026-11-22', { release: true });
  await coop.contracts.amendLine(coop.actor, {
    line: first.id,
    fromRevision: 1,
    change: { from: localDate('2026-10-15'), conditions: { unitPrice: '120' } },
  });
  await coop.contracts.cancelLine(coop.actor, {
    line: second.id,
    fromRevision: 1,
    onDay: localDate('2026-11-10'),
  });
  const wish = { issuer: 'COOP', reason: 'avenants d’octobre' };
  const { digest } = await coop.billing.previewCorrection(wish);
  await coop.billing.correct(wish, digest, 'essai');
  coop.clock.set(localDate('2026-12-01'));
  await coop.bill('2026-12-01');
}

const sealsOf = async (coop: TestCooperative) =>
  (
    await coop.database.unitOfWork.read<{ number: string; hash: Buffer }>(
      'SELECT number, hash FROM billing.invoice ORDER BY id',
    )
  ).map(({ number, hash }) => `${number} ${hash.toString('hex')}`);

describe('facts that are told again', () => {
  it('into an empty database give the same documents, seal by seal', async () => {
    const seals: string[][] = [];
    for (let time = 0; time < 2; time += 1) {
      const coop = await TestCooperative.open('2026-11-22');
      await tellTheStory(coop);
      seals.push(await sealsOf(coop));
      expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
      await coop.close();
    }
    expect(seals[0]!.length).toBeGreaterThan(6);
    expect(seals[1]).toEqual(seals[0]);
  });

  describe('to the same database', () => {
    let coop: TestCooperative;
    beforeEach(async () => {
      coop = await TestCooperative.open('2026-11-22');
    });
    afterEach(() => coop.close());

    it('give one proposal, whoever asks and however often: the digest says so', async () => {
      for (let i = 0; i < 5; i += 1) await coop.subscription('2026-11-01');
      const ask = () =>
        coop.billing.proposeRun({ issuer: 'COOP', asOf: localDate('2026-11-22'), proposedBy: 'essai' });
      const digests = (await Promise.all([ask(), ask(), ask()])).map((run) => run.proposal.digest);
      expect(new Set(digests).size).toBe(1);
    });

    it('bill once what two approved proposals of the same days propose', async () => {
      const line = await coop.subscription('2026-11-01');
      const runs = [];
      for (let i = 0; i < 3; i += 1) {
        const run = await coop.billing.proposeRun({
          issuer: 'COOP',
          asOf: localDate('2026-11-22'),
          proposedBy: 'essai',
        });
        await coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' });
        runs.push(run.id);
      }
      for (const id of [...runs, ...runs]) await coop.billing.issueRun(id, { issuedBy: 'essai' });
      expect(await coop.charged(line.id)).toEqual([['2026-11-01', '2026-12-01', 10000]]);
    });

    it('are refused as an approval of a proposal that was not read', async () => {
      await coop.subscription('2026-11-01');
      const run = await coop.billing.proposeRun({
        issuer: 'COOP',
        asOf: localDate('2026-11-22'),
        proposedBy: 'essai',
      });
      const digest = createHash('sha256').update('autre').digest('hex');
      await expect(
        coop.billing.approveRun({ runId: run.id, digest, approvedBy: 'essai' }),
      ).rejects.toMatchObject({ code: 'BILLING.PROPOSAL_CHANGED' });
    });

    it('change nothing as a second approval of one proposal', async () => {
      const line = await coop.subscription('2026-11-01');
      const run = await coop.billing.proposeRun({
        issuer: 'COOP',
        asOf: localDate('2026-11-22'),
        proposedBy: 'essai',
      });
      const approval = { runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' };
      await Promise.all([coop.billing.approveRun(approval), coop.billing.approveRun(approval)]);
      await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
      await coop.billing.approveRun(approval);
      await coop.billing.issueRun(run.id, { issuedBy: 'essai' });
      expect(await coop.charged(line.id)).toHaveLength(1);
    });

    it('are refused as a second line for the same service under a new contract number', async () => {
      const client = (await coop.client()).id;
      await coop.subscription('2026-11-01', {}, { client });
      await expect(coop.subscription('2026-11-15', {}, { client })).rejects.toMatchObject({
        code: 'CONTRACTS.TWIN_LINE',
      });
      // Another service, or the same one once the first has ended, is another fact.
      await coop.subscription('2026-11-15', {}, { client, service: 'Sauvegarde' });
    });

    it('do not bill what was abandoned', async () => {
      const line = await coop.subscription('2026-11-01');
      const run = await coop.billing.proposeRun({
        issuer: 'COOP',
        asOf: localDate('2026-11-22'),
        proposedBy: 'essai',
      });
      await coop.billing.abandonRun(run.id, 'essai');
      await expect(
        coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai' }),
      ).rejects.toMatchObject({ code: 'BILLING.RUN_STATE' });
      await expect(coop.billing.issueRun(run.id, { issuedBy: 'essai' })).rejects.toMatchObject({
        code: 'BILLING.RUN_STATE',
      });
      expect(await coop.charged(line.id)).toEqual([]);
    });
  });
});
