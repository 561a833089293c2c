import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { DomainError, type ErrorKind, type Facts, type Sentence } from '#kernel';
import { type AuditedHistory, readAndAudit, type ReadingOrder } from './read-and-audit.js';

export type ReadingReply =
  | { readonly audited: AuditedHistory }
  | {
      readonly refused: {
        readonly code: string;
        readonly kind: ErrorKind;
        readonly sentence: Sentence;
        readonly facts: Facts;
      };
    }
  | { readonly failed: string };

function reply(order: ReadingOrder): ReadingReply {
  try {
    return { audited: readAndAudit(order) };
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, kind, sentence, facts } = error;
      return { refused: { code, kind, sentence, facts } };
    }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (!isMainThread && parentPort) parentPort.postMessage(reply(workerData as ReadingOrder));
