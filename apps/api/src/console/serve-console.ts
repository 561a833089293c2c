import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nonceOf } from '../http/protect-pages.js';
import { packageFolder } from './package-folder.js';

/** Written by Vite into each tag that needs the nonce of the page (`html.cspNonce`). */
const NONCE = /NONCE_OF_THIS_PAGE/g;

const HOUR_MS = 3600 * 1000;
const YEAR_MS = 365 * 24 * HOUR_MS;

const NOT_BUILT = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Intendance</title>
<p>La console n’est pas construite ici : lancez <code>npm run build</code>, puis rechargez cette page.</p>
<p>L’API répond : <a href="/api/docs">/api/docs</a>.</p></html>`;

/**
 * The web console as Vite built it. What lies under `/assets` carries its hash in its name and never changes; every
 * other address that a browser opens is one of the console's own pages, and gets the same document.
 */
export function serveConsole(app: NestExpressApplication): void {
  const folder = fileURLToPath(new URL('dist/console/', packageFolder()));
  const page = `${folder}index.html`;
  app.use('/assets', compression());
  app.useStaticAssets(`${folder}assets`, {
    prefix: '/assets',
    index: false,
    immutable: true,
    maxAge: YEAR_MS,
  });
  app.use('/assets', notFound);
  // Only with its nonce, as a page.
  app.use('/index.html', notFound);
  app.useStaticAssets(folder, { index: false, redirect: false, maxAge: HOUR_MS });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) return next();
    response.setHeader('Cache-Control', 'no-store');
    response.type('html');
    // Read anew each time, for a build beside a running server changes the names that it holds.
    if (!existsSync(page)) return void response.status(503).send(NOT_BUILT);
    response.send(readFileSync(page, 'utf8').replace(NONCE, nonceOf(response)));
  });
}

/** A browser that opens an address, not a program that asks for data or a page that misses one of its files. */
function isPage({ method, path, headers }: Request): boolean {
  const reads = method === 'GET' || method === 'HEAD';
  const ours = !path.startsWith('/api/') && path !== '/api' && !/\.[a-z0-9]+$/i.test(path);
  return reads && ours && (headers.accept ?? '*/*').includes('text/html');
}

/** A page of a former version asks for a file that is gone: an answer in HTML would only hide it. */
function notFound(_request: Request, response: Response): void {
  response.status(404).end();
}
