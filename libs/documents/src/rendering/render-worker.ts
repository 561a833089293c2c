import { isMainThread, parentPort } from 'node:worker_threads';
import { DomainError, type ErrorKind, type Facts, type Sentence } from '#kernel';
import { writeCii } from '../factur-x/write-cii.js';
import type { InvoiceDocument } from '../invoice-document.js';
import { renderInvoice } from '../pdf/render-invoice.js';

export interface RenderRequest {
  readonly id: number;
  readonly document: InvoiceDocument;
  readonly logo: Uint8Array | null;
}

export type RenderReply =
  | { readonly id: number; readonly pdf: Uint8Array; readonly xml: string }
  | { readonly id: number; readonly error: { readonly code?: undefined; readonly message: string } }
  | {
      readonly id: number;
      readonly error: {
        readonly code: string;
        readonly kind: ErrorKind;
        readonly sentence: Sentence;
        readonly facts: Facts;
      };
    };

function reply({ id, document, logo }: RenderRequest): RenderReply {
  try {
    const xml = writeCii(document);
    return { id, pdf: renderInvoice(document, xml, logo), xml };
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, kind, sentence, facts } = error;
      return { id, error: { code, kind, sentence, facts } };
    }
    return { id, error: { message: error instanceof Error ? error.message : String(error) } };
  }
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  port.on('message', (request: RenderRequest) => {
    const answer = reply(request);
    // The bytes change owner instead of being copied.
    port.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer as ArrayBuffer] : []);
  });
}
