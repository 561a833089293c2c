import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** No inline script anywhere. The pages of the API documentation set styles from script, hence their own policy. */
export function protectPages(publicUrl: string | undefined) {
  const https = publicUrl?.startsWith('https:') ?? false;
  const withPolicy = (styleSrc: string[], imgSrc: string[]) =>
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
  const everywhere = withPolicy(["'self'"], ["'self'"]);
  const documentation = withPolicy(["'self'", "'unsafe-inline'"], ["'self'", 'data:']);
  return (request: Request, response: Response, next: NextFunction): void => {
    const choose = /^\/api\/docs(\/|$)/.test(request.path) ? documentation : everywhere;
    choose(request, response, next);
  };
}
