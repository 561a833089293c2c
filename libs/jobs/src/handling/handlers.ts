import { jobsErrors } from '../jobs-errors.js';
import {
  exponentialBackoff,
  type HandlingTerms,
  type JobHandler,
  type RegisteredHandler,
} from './handler.js';

/** Who works which kind in this process. */
export class Handlers {
  private readonly byKind = new Map<string, RegisteredHandler>();

  /** @throws JOBS.KIND_REGISTERED_TWICE */
  register(kind: string, handle: JobHandler, terms: HandlingTerms): void {
    if (this.byKind.has(kind)) throw jobsErrors.KIND_REGISTERED_TWICE({ kind });
    const { concurrency = 1, maxAttempts = 8, backoff = exponentialBackoff, leaseSeconds = 60 } = terms;
    this.byKind.set(kind, { kind, handle, concurrency, maxAttempts, backoff, leaseSeconds });
  }

  of(kind: string): RegisteredHandler | undefined {
    return this.byKind.get(kind);
  }

  get kinds(): string[] {
    return [...this.byKind.keys()];
  }

  all(): RegisteredHandler[] {
    return [...this.byKind.values()];
  }
}
