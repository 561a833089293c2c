import type { NextFunction, Request, Response } from 'express';
import { apiErrors } from './api-errors.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site makes a browser send (CSRF). Browsers add `Sec-Fetch-Site` or `Origin` to each of
 * those and pages cannot change them; a program that sends neither is no browser and carries no cookie of a victim.
 */
export function checkOrigin(publicUrl: string | undefined) {
  const own = publicUrl === undefined ? null : new URL(publicUrl).origin;
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (SAFE.has(request.method)) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const expected = own ?? `${request.protocol}://${request.get('host')}`;
    const sameSite = site === undefined || site === 'same-origin' || site === 'none';
    if (sameSite && (origin === undefined || origin === expected)) return next();
    next(apiErrors.ORIGIN_REFUSED({ origin: origin ?? site ?? '' }));
  };
}
