import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** The nonce by which the page of this answer may bring its own styles. */
export function nonceOf(response: Response): string {
  return (response.locals['nonce'] ??= randomBytes(16).toString('base64')) as string;
}

type Source = string | ((request: IncomingMessage, response: ServerResponse) => string);

/** No inline script anywhere. The pages of the API documentation set styles from script, hence their own policy. */
export function protectPages(publicUrl: string | undefined) {
  const https = publicUrl?.startsWith('https:') ?? false;
  const withPolicy = (styleSrc: Source[], imgSrc: Source[]) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          scriptSrcAttr: ["'none'"],
          styleSrc,
          imgSrc,
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          // A large spreadsheet is zipped by a worker that the library makes from a blob.
          workerSrc: ["'self'", 'blob:'],
          frameSrc: ["'self'", 'blob:'],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
          ...(https ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    });
  // The console's components add style sheets from script; previews of chosen files are data or blob addresses.
  const byNonce: Source = (_request, response) => `'nonce-${nonceOf(response as Response)}'`;
  const everywhere = withPolicy(["'self'", byNonce], ["'self'", 'data:', 'blob:']);
  const documentation = withPolicy(["'self'", "'unsafe-inline'"], ["'self'", 'data:']);
  return (request: Request, response: Response, next: NextFunction): void => {
    const choose = /^\/api\/docs(\/|$)/.test(request.path) ? documentation : everywhere;
    choose(request, response, next);
  };
}
