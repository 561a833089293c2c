import { Worker } from 'node:worker_threads';
import { DomainError } from '#kernel';
import { historyErrors } from '../history-errors.js';
import type { OrderOf, ReadingReply, ReadingTask, ResultOf } from './reading-thread.js';

/** A file that takes longer, or more memory, was made to do so. */
const DEADLINE_MS = 120_000;
const MOST_MEMORY_MB = 1024;

/** Tests run from sources, threads always from what was built. */
function threadFile(): URL {
  const url = new URL('./reading-thread.js', import.meta.url);
  if (import.meta.url.endsWith('.ts')) {
    url.pathname = url.pathname.replace(
      /\/libs\/history\/src\/(?!.*\/libs\/history\/src\/)/,
      '/dist/libs/history/src/',
    );
  }
  return url;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads, and audits or inspects, in a thread of its own, so that other requests are answered meanwhile; one at a time, so that many
 * uploads take no more memory than one.
 * @throws HISTORY.EXPORT_REFUSED, HISTORY.INVALID_AS_OF, HISTORY.INVALID_HORIZON, HISTORY.EXPORT_TOO_HEAVY
 */
export function readInThread<T extends ReadingTask>(task: T, order: OrderOf<T>): Promise<ResultOf<T>> {
  const mine = last.then(() => start(task, order));
  last = mine.catch(() => null);
  return mine;
}

function start<T extends ReadingTask>(task: T, order: OrderOf<T>): Promise<ResultOf<T>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile(), {
      workerData: { task, order },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const deadline = setTimeout(() => giveUp(`${DEADLINE_MS / 1000} s`), DEADLINE_MS);
    const giveUp = (reason: string) => {
      clearTimeout(deadline);
      reject(historyErrors.EXPORT_TOO_HEAVY({ reason }));
      void worker.terminate();
    };
    worker.once('message', (reply: ReadingReply) => {
      clearTimeout(deadline);
      if ('result' in reply) resolve(reply.result as ResultOf<T>);
      else if ('refused' in reply) {
        const { code, kind, sentence, facts } = reply.refused;
        reject(new DomainError(code, kind, sentence, facts));
      } else reject(new Error(reply.failed));
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') giveUp(`${MOST_MEMORY_MB} Mo`);
      else {
        clearTimeout(deadline);
        reject(error);
      }
    });
    worker.once('exit', () => giveUp('arrêt'));
  });
}
