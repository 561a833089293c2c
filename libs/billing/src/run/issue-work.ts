import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Job, type JobContext, Jobs } from '#jobs';
import { UnitOfWork } from '#persistence';
import { Billing, ISSUE_RUN_JOB } from '../billing.js';

/** Issues approved runs as work of the list: a worker that dies leaves the rest to another. */
@Injectable()
export class IssueWork implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly billing: Billing,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.jobs.register<{ runId: number }>(ISSUE_RUN_JOB, (job, context) => this.issue(job, context));
  }

  private async issue({ payload: { runId } }: Job<{ runId: number }>, context: JobContext): Promise<void> {
    const [{ total }] = (await this.unitOfWork.read<{ total: number }>(
      `SELECT count(*)::int AS total FROM billing.run_document WHERE run_id = $1 AND state = 'approved'`,
      [runId],
    )) as [{ total: number }];
    let done = 0;
    await this.billing.issueRun(runId, {
      issuedBy: 'campagne',
      signal: context.signal,
      onProgress: async (count) => {
        done += count;
        await context.reportProgress({ done, total });
      },
    });
    // A run that was left in the middle is not done: the row goes back to the list.
    context.signal.throwIfAborted();
  }
}
