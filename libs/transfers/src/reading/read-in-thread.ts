import { Worker } from 'node:worker_threads';
import { DomainError } from '#kernel';
import { transfersErrors } from '../transfers-errors.js';
import type { ReadBilling } from './cae-document.js';
import type { ReadingOrder, ReadingReply } from './reading-thread.js';

/** A file that takes longer, or more memory, was made to do so: one of 2,000 lines takes half a second. */
const DEADLINE_MS = 20_000;
const MOST_MEMORY_MB = 384;

/** Tests run from sources, threads always from what was built. */
function threadFile(): URL {
  const url = new URL('./reading-thread.js', import.meta.url);
  if (import.meta.url.endsWith('.ts')) {
    url.pathname = url.pathname.replace(
      /\/libs\/transfers\/src\/(?!.*\/libs\/transfers\/src\/)/,
      '/dist/libs/transfers/src/',
    );
  }
  return url;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a file in a thread of its own, so that other requests are answered meanwhile; one at a time, so that many
 * uploads take no more memory than one.
 * @throws as `readCaeFile`; TRANSFERS.FILE_UNREADABLE for one that takes too much time or memory
 */
export function readInThread(order: ReadingOrder): Promise<ReadBilling> {
  const mine = last.then(() => start(order));
  last = mine.catch(() => null);
  return mine;
}

function start(order: ReadingOrder): Promise<ReadBilling> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile(), {
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const end = (settle: () => void) => {
      clearTimeout(deadline);
      settle();
      void worker.terminate();
    };
    const giveUp = () => end(() => reject(tooHeavy()));
    const deadline = setTimeout(giveUp, DEADLINE_MS);
    worker.once('message', (reply: ReadingReply) =>
      end(() => {
        if ('read' in reply) return resolve(reply.read);
        const { code, kind, sentence, facts } = reply.refused;
        reject(new DomainError(code, kind, sentence, facts));
      }),
    );
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? giveUp() : end(() => reject(error)),
    );
    worker.once('exit', giveUp);
  });
}

function tooHeavy() {
  return transfersErrors.FILE_UNREADABLE({
    reason: 'sa lecture demande trop de temps ou de mémoire pour une facturation.',
    reasonEn: 'reading it takes too much time or memory for a billing.',
  });
}
