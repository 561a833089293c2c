import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { ISSUE_RUN_JOB } from '../billing.js';
import { IssueWork } from './issue-work.js';

describe('issuing as work of the list', () => {
  let coop: TestCooperative;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterAll(() => coop.close());

  it('a worker that stops in the middle of a run does not say that it is done, and another goes on', async () => {
    const line = await coop.subscription('2026-11-01');
    const { id: runId, proposal } = await coop.billing.proposeRun({
      issuer: 'COOP',
      asOf: localDate('2026-11-22'),
      proposedBy: 'essai',
    });
    await coop.billing.approveRun({ runId, digest: proposal.digest, approvedBy: 'essai' });
    new IssueWork(coop.jobs, coop.billing, coop.database.unitOfWork).onModuleInit();
    const job = { id: 0, kind: ISSUE_RUN_JOB, key: String(runId), payload: { runId }, attempt: 1 };
    const stopping = { signal: AbortSignal.abort(new Error('arrêt')), reportProgress: async () => undefined };
    await expect(coop.jobs.handlers.of(ISSUE_RUN_JOB)!.handle(job, stopping)).rejects.toThrow('arrêt');
    expect(await coop.charged(line.id)).toEqual([]);
    await coop.jobs.workUntilIdle({ kinds: [ISSUE_RUN_JOB] });
    expect(await coop.charged(line.id)).toEqual([['2026-11-01', '2026-12-01', 10000]]);
  });
});
