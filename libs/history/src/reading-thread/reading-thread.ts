import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { DomainError, type ErrorKind, type Facts, type Sentence } from '#kernel';
import { inspectExport } from '../reading/inspect-export.js';
import { readAndAudit } from './read-and-audit.js';

const tasks = { audit: readAndAudit, inspect: inspectExport };

export type ReadingTask = keyof typeof tasks;
export type OrderOf<T extends ReadingTask> = Parameters<(typeof tasks)[T]>[0];
export type ResultOf<T extends ReadingTask> = ReturnType<(typeof tasks)[T]>;

export type ReadingReply =
  | { readonly result: ResultOf<ReadingTask> }
  | {
      readonly refused: {
        readonly code: string;
        readonly kind: ErrorKind;
        readonly sentence: Sentence;
        readonly facts: Facts;
      };
    }
  | { readonly failed: string };

function reply({ task, order }: { task: ReadingTask; order: OrderOf<ReadingTask> }): ReadingReply {
  try {
    return { result: (tasks[task] as (order: OrderOf<ReadingTask>) => ResultOf<ReadingTask>)(order) };
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, kind, sentence, facts } = error;
      return { refused: { code, kind, sentence, facts } };
    }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (!isMainThread && parentPort) parentPort.postMessage(reply(workerData));
