import { type LogLevel, NotFoundException, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '#kernel';
import { ApiModule } from './api.module.js';
import { serveConsole } from './console/serve-console.js';
import { checkOrigin } from './http/check-origin.js';
import { describeApi } from './http/describe-api.js';
import { protectPages } from './http/protect-pages.js';
import { ProblemFilter } from './http/problem.filter.js';
import type { ApiSetting } from './http/api-setting.js';

/** A request carries forms and selections; files come through `multipart`, which has its own bounds. */
const LARGEST_BODY = '1mb';

export interface ApiOptions {
  readonly log?: LogLevel[] | false;
  /** Controllers of a test, under the same guard, filter and pipes. */
  readonly controllers?: readonly Type[];
}

/** The HTTP application, ready to `listen`. */
export async function createApi(
  setting: ApiSetting,
  options: ApiOptions = {},
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.of(setting, options.controllers), {
    logger: options.log ?? ['warn', 'error', 'fatal'],
    bodyParser: false,
    abortOnError: false,
  });
  const { configuration } = setting;
  app.set('trust proxy', configuration.TRUSTED_PROXIES);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.setGlobalPrefix('api');
  app.use(protectPages(configuration.PUBLIC_URL));
  app.use(checkOrigin(configuration.PUBLIC_URL));
  app.use(answerForOne(setting.clock));
  app.use(cookieParser());
  app.useBodyParser('json', { limit: LARGEST_BODY, reviver: refuseHostileJson });
  describeApi(app);
  serveConsole(app);
  await app.init();
  answerTheRest(app);
  return app;
}

/** Nest answers for what lies under the prefix; without this, Express would answer elsewhere, with stack traces. */
function answerTheRest(app: NestExpressApplication): void {
  const problems = new ProblemFilter();
  app.use((_request: Request, _response: Response, next: NextFunction) => next(new NotFoundException()));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    problems.answer(error, request, response),
  );
}

/** Halves of a character and NUL: neither PostgreSQL nor a PDF can hold them, and no keyboard makes them. */
const BROKEN_TEXT = /[\0\p{Surrogate}]/u;

/** Also refuses fields named like what every object has (`__proto__`, `toString`): they only serve to break readers. */
function refuseHostileJson(key: string, value: unknown): unknown {
  if (typeof value === 'string' && BROKEN_TEXT.test(value)) throw new SyntaxError('broken text');
  if (key in Object.prototype) throw new SyntaxError('field name of every object');
  return value;
}

/**
 * What the API tells one person must not be kept by a proxy or by the browser's back button. It also tells the civil day
 * on which it stands: the console's own clock may be in another zone, or wrong.
 */
function answerForOne(clock: Clock) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.path.startsWith('/api/')) {
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Intendance-Today', clock.today());
    }
    next();
  };
}
