import type { Browser } from 'playwright-core';
import { DEMO_PASSWORD } from '#installation';
import { startDemoServer } from '#test/console/demo-server.js';
import { openBrowser } from '#test/console/open-console.js';
import { unpackBrowser } from '#test/console/unpack-browser.js';
import { type Figure, figureOf, REPETITIONS } from './measure.js';

/** Seconds until the page shows what an administrator came for, an amount; no cache holds its files yet. */
async function secondsToFirstAmount(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 } });
  await context.request.post('/api/session', {
    data: { email: 'administration@demo.example', password: DEMO_PASSWORD },
  });
  const page = await context.newPage();
  const start = performance.now();
  await page.goto('/gestion', { waitUntil: 'commit' });
  await page.getByRole('main').getByText('€').first().waitFor();
  const seconds = (performance.now() - start) / 1000;
  await context.close();
  return seconds;
}

/** The console on the demonstration, in a real browser on this machine. */
export async function benchConsole(): Promise<Figure[]> {
  await unpackBrowser();
  const server = await startDemoServer(new Date().toISOString().slice(0, 10));
  const browser = await openBrowser();
  try {
    // Once before, unmeasured: the first window of a browser loads the browser.
    await secondsToFirstAmount(browser, server.address);
    const seconds: number[] = [];
    for (let time = 0; time < REPETITIONS; time += 1) {
      seconds.push(await secondsToFirstAmount(browser, server.address));
    }
    return [figureOf({ name: 'console: first useful paint', unit: 's', target: { atMost: 1.5 } }, seconds)];
  } finally {
    await browser.close();
    await server.stop();
  }
}
