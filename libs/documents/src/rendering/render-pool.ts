import { Worker } from 'node:worker_threads';
import { DomainError } from '#kernel';
import { documentsErrors } from '../documents-errors.js';
import type { InvoiceDocument } from '../invoice-document.js';
import type { RenderReply, RenderRequest } from './render-worker.js';

export interface RenderedDocument {
  /** PDF/A-3b with `factur-x.xml` inside. */
  readonly pdf: Buffer;
  /** The same `factur-x.xml`. */
  readonly xml: string;
}

export interface RenderPoolOptions {
  /** How many threads may render at once, 1 to 32; each takes about 60 MB. */
  readonly threads: number;
  /** A document that takes longer is given up, and its thread with it. Milliseconds; default 60,000. */
  readonly deadlineMs?: number;
}

interface Job {
  readonly document: InvoiceDocument;
  readonly logo: Uint8Array | null;
  readonly resolve: (rendered: RenderedDocument) => void;
  readonly reject: (error: Error) => void;
}

interface Renderer {
  readonly worker: Worker;
  readonly jobs: Map<number, { readonly job: Job; readonly deadline: NodeJS.Timeout }>;
}

/** One document is in work and one waits in the thread, so that it never idles between two. */
const JOBS_PER_THREAD = 2;

/** Tests run from sources, threads always from what was built. */
function workerFile(): URL {
  const url = new URL('./render-worker.js', import.meta.url);
  if (import.meta.url.endsWith('.ts')) {
    url.pathname = url.pathname.replace(
      /\/libs\/documents\/src\/(?!.*\/libs\/documents\/src\/)/,
      '/dist/libs/documents/src/',
    );
  }
  return url;
}

/** Threads that render documents, off the path of requests. They start with the first document and keep no state. */
export class RenderPool {
  private readonly renderers = new Set<Renderer>();
  private readonly waiting: Job[] = [];
  private lastJob = 0;
  private stopped = false;

  constructor(private readonly options: RenderPoolOptions) {}

  /**
   * @param logo the bytes named by `document.seller.logo`, or null
   * @throws DOCUMENTS.UNPRINTABLE_TEXT, DOCUMENTS.RENDERING_FAILED, DOCUMENTS.RENDERING_STOPPED
   */
  renderInvoice(document: InvoiceDocument, logo: Uint8Array | null = null): Promise<RenderedDocument> {
    return new Promise((resolve, reject) => {
      if (this.stopped) {
        reject(documentsErrors.RENDERING_STOPPED({ number: document.number }));
        return;
      }
      this.waiting.push({ document, logo, resolve, reject });
      this.dispatch();
    });
  }

  /** Refuses what still waits and ends the threads. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const job of this.waiting.splice(0)) {
      job.reject(documentsErrors.RENDERING_STOPPED({ number: job.document.number }));
    }
    await Promise.all([...this.renderers].map((renderer) => renderer.worker.terminate()));
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const renderer = this.freeRenderer();
      if (!renderer) return;
      this.send(renderer, this.waiting.shift()!);
    }
  }

  /** The least busy thread, or a new one while fewer than allowed are there. */
  private freeRenderer(): Renderer | null {
    let best: Renderer | null = null;
    for (const renderer of this.renderers) {
      if (renderer.jobs.size < (best?.jobs.size ?? JOBS_PER_THREAD)) best = renderer;
    }
    if (best?.jobs.size === 0) return best;
    if (this.renderers.size < this.options.threads) return this.startRenderer();
    return best;
  }

  private startRenderer(): Renderer {
    const worker = new Worker(workerFile(), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 },
    });
    const renderer: Renderer = { worker, jobs: new Map() };
    this.renderers.add(renderer);
    worker.on('message', (reply: RenderReply) => this.receive(renderer, reply));
    worker.on('error', (error) => this.lose(renderer, error.message));
    worker.on('exit', (code) => this.lose(renderer, `exit ${code}`));
    // An idle thread does not keep the process alive.
    worker.unref();
    return renderer;
  }

  private send(renderer: Renderer, job: Job): void {
    this.lastJob += 1;
    const id = this.lastJob;
    const deadline = setTimeout(() => {
      this.lose(renderer, 'deadline');
    }, this.options.deadlineMs ?? 60_000);
    renderer.jobs.set(id, { job, deadline });
    renderer.worker.ref();
    const request: RenderRequest = { id, document: job.document, logo: job.logo };
    renderer.worker.postMessage(request);
  }

  private receive(renderer: Renderer, reply: RenderReply): void {
    const taken = renderer.jobs.get(reply.id);
    if (!taken) return;
    clearTimeout(taken.deadline);
    renderer.jobs.delete(reply.id);
    if (renderer.jobs.size === 0) renderer.worker.unref();
    const { job } = taken;
    if ('pdf' in reply) {
      const { pdf } = reply;
      job.resolve({ pdf: Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength), xml: reply.xml });
    } else if (reply.error.code !== undefined) {
      const { code, kind, sentence, facts } = reply.error;
      job.reject(new DomainError(code, kind, sentence, facts));
    } else {
      job.reject(
        documentsErrors.RENDERING_FAILED({ number: job.document.number, cause: reply.error.message }),
      );
    }
    this.dispatch();
  }

  /** A thread that died takes its documents with it; they can be rendered again, by another one. */
  private lose(renderer: Renderer, cause: string): void {
    if (!this.renderers.delete(renderer)) return;
    void renderer.worker.terminate();
    for (const { job, deadline } of renderer.jobs.values()) {
      clearTimeout(deadline);
      job.reject(
        this.stopped
          ? documentsErrors.RENDERING_STOPPED({ number: job.document.number })
          : documentsErrors.RENDERING_FAILED({ number: job.document.number, cause }),
      );
    }
    renderer.jobs.clear();
    if (!this.stopped) this.dispatch();
  }
}
