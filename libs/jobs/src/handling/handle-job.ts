import { Logger } from '@nestjs/common';
import { DomainError } from '#kernel';
import type { UnitOfWork } from '#persistence';
import { renewLease } from '../work-list/claim-jobs.js';
import { giveBack, markDone, markFailed, writeProgress } from '../work-list/finish-job.js';
import type { ClaimedJob } from '../work-list/job.js';
import { HopelessJob, type RegisteredHandler } from './handler.js';

/** `lost`: the lease ran out and another took the row. `returned`: the program stopped and gave the row back. */
export type Ending = 'done' | 'failed' | 'stuck' | 'lost' | 'returned';

const log = new Logger('Jobs');
const LONGEST_ERROR = 4_000;

/** Runs the handler of a claimed row under a lease that is kept alive, and writes down how it ended. */
export async function handleJob(
  unitOfWork: UnitOfWork,
  job: ClaimedJob,
  handler: RegisteredHandler,
  stop: AbortController,
): Promise<Ending> {
  const heart = keepAlive(unitOfWork, job, handler.leaseSeconds, stop);
  try {
    const { id, kind, key, payload, attempt } = job;
    await handler.handle(
      { id, kind, key, payload, attempt },
      { signal: stop.signal, reportProgress: (progress) => writeProgress(unitOfWork, id, progress) },
    );
  } catch (error) {
    clearInterval(heart);
    // A handler that gives up because the program stops has not failed.
    if (stop.signal.aborted) {
      await giveBack(unitOfWork, job);
      return 'returned';
    }
    return writeFailure(unitOfWork, job, handler, error);
  } finally {
    clearInterval(heart);
  }
  return (await markDone(unitOfWork, job)) ? 'done' : 'lost';
}

function keepAlive(
  unitOfWork: UnitOfWork,
  job: ClaimedJob,
  leaseSeconds: number,
  stop: AbortController,
): NodeJS.Timeout {
  const beat = async () => {
    try {
      if (!(await renewLease(unitOfWork, job, leaseSeconds))) stop.abort(new Error('the lease was lost'));
    } catch (error) {
      // The database may be back before the lease ends; if not, another worker takes over.
      log.warn(`the lease of job ${job.id} could not be renewed: ${(error as Error).message}`);
    }
  };
  return setInterval(() => void beat(), (leaseSeconds * 1000) / 3);
}

async function writeFailure(
  unitOfWork: UnitOfWork,
  job: ClaimedJob,
  handler: RegisteredHandler,
  error: unknown,
): Promise<Ending> {
  const text = describe(error);
  const state = await markFailed(unitOfWork, job, {
    error: text,
    delayMs: handler.backoff(job.attempt),
    hopeless: error instanceof HopelessJob,
  });
  if (state === null) return 'lost';
  const first = text.split('\n', 1)[0];
  if (state === 'stuck')
    log.error(`job ${job.id} (${job.kind} ${job.key}) is stuck and waits for a person: ${first}`);
  else log.warn(`job ${job.id} (${job.kind} ${job.key}), attempt ${job.attempt}: ${first}`);
  return state === 'stuck' ? 'stuck' : 'failed';
}

/** What a person needs in order to judge the failure: the sentence of a refusal, the trace of a fault. */
function describe(error: unknown): string {
  const text =
    error instanceof DomainError
      ? `${error.code}: ${error.sentence.fr}`
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  // PostgreSQL keeps no NUL in a text.
  return text.replaceAll('\0', '').slice(0, LONGEST_ERROR) || 'the handler failed without saying why';
}
