import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { DomainError } from '#kernel';
import { refusalOf } from '#persistence';
import { apiErrors } from './api-errors.js';
import { type Language, problemOf, statusOf } from './problem.js';

/** PostgreSQL classes 08 (connection), 57P (shutdown), 53 (resources), 3D (no such database); and sockets that cannot be opened. */
const DATABASE_DOWN = /^(08|57P|53|3D|ECONNREFUSED|ECONNRESET|ENOENT|ETIMEDOUT)/;
/** Text that PostgreSQL cannot hold, such as the character NUL: only a request can bring it. */
const TEXT_REFUSED = new Set(['22021', '22P05']);
const POOL_EXHAUSTED = /timeout exceeded when trying to connect|Connection terminated/;

/** Every failure leaves as `application/problem+json`, in the language of the person, without internals. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<Request>(), http.getResponse<Response>());
  }

  /** Also for what fails outside of Nest's routes. */
  answer(thrown: unknown, request: Request, response: Response): void {
    const error = this.domainErrorOf(thrown, request);
    if (response.headersSent) {
      // A download that broke midway: the receiver must not take it for whole.
      response.destroy(thrown instanceof Error ? thrown : undefined);
      return;
    }
    const language = languageOf(request);
    const retryAfter = error.facts['retryAfterSeconds'];
    if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(Math.ceil(retryAfter)));
    response.removeHeader('Content-Disposition');
    response.setHeader('Content-Language', language);
    response.vary('Accept-Language');
    response
      .status(statusOf(error))
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(error, language, pathOf(request))));
  }

  private domainErrorOf(thrown: unknown, request: Request): DomainError {
    if (thrown instanceof DomainError) {
      if (thrown.kind === 'broken') this.alert(thrown, thrown.code, request);
      return thrown;
    }
    const status = statusOfHttpError(thrown);
    if (status !== null && status < 500) return errorOfStatus(status, request);
    if (TEXT_REFUSED.has(refusalOf(thrown)?.code ?? '')) return apiErrors.REQUEST_MALFORMED({});
    if (databaseIsDown(thrown)) {
      this.logger.error(`database unavailable on ${request.method} ${pathOf(request)}: ${String(thrown)}`);
      return apiErrors.DATABASE_UNAVAILABLE({});
    }
    const reference = randomUUID();
    this.alert(thrown, reference, request);
    return apiErrors.UNEXPECTED({ reference });
  }

  /** The one line that monitoring watches for. */
  private alert(thrown: unknown, reference: string, request: Request): void {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    this.logger.fatal(`[${reference}] ${request.method} ${pathOf(request)} failed: ${String(thrown)}`, stack);
  }
}

/** French unless the person asks for English. */
function languageOf(request: Request): Language {
  return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

/** Nest's own exceptions, and those of the body parsers, which carry a status too. */
function statusOfHttpError(thrown: unknown): number | null {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { status, expose } = (thrown ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : null;
}

/** The path as it was asked; the query stays out of logs and answers. */
function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0]!;
}

function errorOfStatus(status: number, request: Request): DomainError {
  switch (status) {
    case 404:
    case 405:
      return apiErrors.ROUTE_UNKNOWN({ method: request.method, path: pathOf(request) });
    case 413:
      return apiErrors.TOO_LARGE({});
    case 415:
      return apiErrors.MEDIA_TYPE_REFUSED({});
    case 429:
      return apiErrors.TOO_MANY_REQUESTS({ retryAfterSeconds: 5 });
    default:
      return apiErrors.REQUEST_MALFORMED({});
  }
}

function databaseIsDown(thrown: unknown): boolean {
  const code = refusalOf(thrown)?.code;
  if (typeof code === 'string' && DATABASE_DOWN.test(code)) return true;
  return thrown instanceof Error && POOL_EXHAUSTED.test(thrown.message);
}
