import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { DomainError, type ErrorKind, type Facts, type Sentence } from '#kernel';
import type { ReadBilling } from './cae-document.js';
import { readCaeFile } from './read-cae-file.js';

export interface ReadingOrder {
  readonly bytes: Uint8Array;
  readonly seller: { readonly name: string; readonly siren: string };
}

export type ReadingReply =
  | { readonly read: ReadBilling }
  | {
      readonly refused: {
        readonly code: string;
        readonly kind: ErrorKind;
        readonly sentence: Sentence;
        readonly facts: Facts;
      };
    };

/** Anything but a refusal ends the thread, which is told as its error. */
function reply({ bytes, seller }: ReadingOrder): ReadingReply {
  try {
    return { read: readCaeFile(bytes, seller) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, kind, sentence, facts } = error;
    return { refused: { code, kind, sentence, facts } };
  }
}

if (!isMainThread && parentPort) parentPort.postMessage(reply(workerData as ReadingOrder));
