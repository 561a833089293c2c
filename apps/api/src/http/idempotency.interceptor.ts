import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Response } from 'express';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { DomainError } from '#kernel';
import { type IdempotentRequest, IdempotentRequests } from '#identity';
import type { AuthenticatedRequest } from './access.js';
import { apiErrors } from './api-errors.js';

/**
 * `Idempotency-Key` on a POST: the second request of the same key and payload gets the stored answer of the first and
 * nothing is done again. Without the header nothing changes; the facts of the rooms forbid doubles in any case.
 * Routes open to strangers ignore it: there is no account whose key it could be.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly requests: IdempotentRequests) {}

  /**
   * @throws API.IDEMPOTENCY_KEY_MALFORMED, API.IDEMPOTENCY_KEY_ON_UPLOAD, API.IDEMPOTENCY_KEY_REUSED,
   * API.IDEMPOTENCY_KEY_IN_PROGRESS
   */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const key = request.get('idempotency-key');
    if (request.method !== 'POST' || key === undefined || !request.session) return next.handle();
    if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw apiErrors.IDEMPOTENCY_KEY_MALFORMED({});
    // A file is read after this point, so its content could not be compared.
    if (request.is('multipart/*')) throw apiErrors.IDEMPOTENCY_KEY_ON_UPLOAD({});
    const named: IdempotentRequest = {
      accountId: request.session.accountId,
      key,
      payload: JSON.stringify([request.method, request.originalUrl, request.body ?? null]),
    };
    const response = http.getResponse<Response>();
    const claim = await this.requests.claim(named);
    if (claim.outcome === 'keyReused') throw apiErrors.IDEMPOTENCY_KEY_REUSED({});
    if (claim.outcome === 'unanswered') throw apiErrors.IDEMPOTENCY_KEY_IN_PROGRESS({});
    if (claim.outcome === 'answered') {
      const { status, location, body } = claim.answer;
      response.status(status).setHeader('Idempotency-Replayed', 'true');
      if (location) response.setHeader('Location', location);
      return of(body ?? undefined);
    }
    return next.handle().pipe(
      mergeMap((body) => from(this.keep(named, response, body))),
      catchError((error: unknown) => from(this.refuse(named, error))),
    );
  }

  private async keep(named: IdempotentRequest, response: Response, body: unknown): Promise<unknown> {
    if (body instanceof StreamableFile)
      throw new TypeError('a POST that answers with a file cannot be repeated by key');
    const location = response.get('Location') ?? null;
    await this.requests.keep(named, { status: response.statusCode, location, body });
    return body;
  }

  /** A refusal changed nothing, so the key is free again. After a fault nobody knows: the claim stays. */
  private async refuse(named: IdempotentRequest, error: unknown): Promise<never> {
    const changedNothing =
      error instanceof DomainError
        ? error.kind !== 'broken'
        : error instanceof HttpException && error.getStatus() < 500;
    if (changedNothing) await this.requests.release(named);
    throw error;
  }
}
