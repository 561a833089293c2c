/**
 * `npm run screenshots [-- --only factures] [-- --as administration]`: every screen at 1440 and 390 wide, light and dark,
 * into `dist/screenshots`; those of the README into `apps/console/pictures`. Ends with 1 when a screen complains in the
 * browser's console, moves while it loads, or is wider than its window.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '#installation';
import { startDemoServer } from './demo-server.js';
import { openBrowser } from './open-console.js';
import { screens, type Screen } from './screens.js';
import { unpackBrowser } from './unpack-browser.js';

const SIZES = [
  { name: '1440', viewport: { width: 1440, height: 900 }, isMobile: false },
  { name: '390', viewport: { width: 390, height: 844 }, isMobile: true },
] as const;
const THEMES = ['light', 'dark'] as const;

/** The demonstration is laid out around this day, so that two runs of this script show the same. */
const TODAY = '2026-11-22';
/** Layout shifts up to this sum are not seen (Web Vitals: good up to 0.1). */
const MOST_SHIFT = 0.02;
/** For what a screen does before its picture is taken. */
const PATIENCE_MS = 10_000;
const FOLDER = 'dist/screenshots';
const README_FOLDER = 'apps/console/pictures';

/** Sums what moved without having been asked to, from the first paint on. */
const WATCH_SHIFTS = `globalThis.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
if (location.protocol !== 'about:' && globalThis.localStorage) {
  for (const space of ['gestion', 'activite', 'societariat']) localStorage.setItem('intendance.tour/' + space, 'true');
}`;

interface Shot {
  readonly screen: Screen;
  readonly size: (typeof SIZES)[number];
  readonly theme: (typeof THEMES)[number];
}

async function take(browser: Browser, address: string, { screen, size, theme }: Shot): Promise<string[]> {
  const context = await browser.newContext({
    viewport: size.viewport,
    isMobile: size.isMobile,
    hasTouch: size.isMobile,
    colorScheme: theme,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    baseURL: address,
    reducedMotion: 'reduce',
  });
  const faults: string[] = [];
  await context.addInitScript(WATCH_SHIFTS);
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 401/.test(message.text())) faults.push(message.text());
  });
  if (screen.as) {
    const data = { email: `${screen.as}@demo.example`, password: DEMO_PASSWORD };
    await context.request.post('/api/session', { data });
  }
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(screen.path);
  await page.waitForLoadState('networkidle');
  await screen.prepare?.(page);
  await page.waitForTimeout(300);
  faults.push(...(await faultsOfLayout(page)));
  const name = `${screen.name}-${size.name}-${theme}.png`;
  await page.screenshot({ path: path.join(FOLDER, name), fullPage: screen.whole ?? false });
  const picture = screen.inReadme?.[`${size.name}-${theme}`];
  if (picture) await page.screenshot({ path: path.join(README_FOLDER, `${picture}.png`) });
  await context.close();
  return faults.map((fault) => `${name}: ${fault}`);
}

/** A screen that cannot be photographed is a fault; the others still are. */
async function attempt(browser: Browser, address: string, shot: Shot): Promise<string[]> {
  return take(browser, address, shot).catch((error: unknown) => [`${shot.screen.name}: ${String(error)}`]);
}

async function faultsOfLayout(page: Page): Promise<string[]> {
  const { shifted, wide, width } = await page.evaluate<{ shifted: number; wide: number; width: number }>(
    '({ shifted, wide: document.documentElement.scrollWidth, width: innerWidth })',
  );
  return [
    ...(shifted > MOST_SHIFT ? [`moved by ${shifted.toFixed(3)} while loading`] : []),
    ...(wide > width ? [`is ${wide} px wide in a window of ${width}`] : []),
  ];
}

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
await Promise.all([
  mkdir(FOLDER, { recursive: true }),
  mkdir(README_FOLDER, { recursive: true }),
  unpackBrowser(),
]);
const server = await startDemoServer(TODAY);
const browser = await openBrowser();
const faults: string[] = [];
try {
  for (const screen of screens.filter(({ name }) => name.includes(values.only))) {
    for (const size of SIZES) {
      for (const theme of THEMES)
        faults.push(...(await attempt(browser, server.address, { screen, size, theme })));
    }
    process.stdout.write(`${screen.name}\n`);
  }
} finally {
  await browser.close();
  await server.stop();
}
process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
process.exitCode = faults.length > 0 ? 1 : 0;
