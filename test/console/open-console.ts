import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Role } from '#identity';
import { BROWSER, BROWSER_LIBRARIES } from './unpack-browser.js';
import { startTestApi, TEST_PASSWORD, type TestApi, type TestApiOptions } from '#test/api/start-api.js';

/** A page that answers later than this is broken: tests run beside others, on two cores. */
const PATIENCE_MS = 15_000;

/** Chromium's own services ask servers that a test must not need. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--force-color-profile=srgb',
];

/** The browser that `unpackBrowser` prepared. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env[BROWSER];
  if (!executablePath) throw new Error('no browser is unpacked: use npm test');
  const libraries = process.env[BROWSER_LIBRARIES];
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', ...QUIET],
    env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
  });
}

const TOUR_WAS_SEEN = `// The frame of a PDF viewer keeps nothing.
if (location.protocol !== 'about:' && globalThis.localStorage) {
  for (const space of ['gestion', 'activite']) localStorage.setItem('intendance.tour/' + space, 'true');
}`;

export interface ConsoleOptions extends TestApiOptions {
  /** The window of `page()`; 1440 × 900 unless told. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface OpenConsole {
  readonly api: TestApi;
  /** `http://127.0.0.1:…`. */
  readonly address: string;
  /** A browser window of its own (own cookies), signed in with this role; a stranger's without. */
  window(role?: Role): Promise<ConsoleWindow>;
  close(): Promise<void>;
}

export interface ConsoleWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Another tab of the same person. */
  tab(): Promise<Page>;
  /** Opens one of the console's addresses and waits until nothing is asked any more. */
  goTo(path: string, page?: Page): Promise<void>;
  /** What the pages complained of since: script errors and refused resources. Refused requests (4xx) do not count. */
  readonly complaints: readonly string[];
}

/**
 * The built console on the real API, a fresh real database, and a real browser. Stories use locators; a script for the
 * page is a text (`page.evaluate<T>('…')`), for the tests are not written with the browser's types.
 */
export async function openConsole(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const api = await startTestApi(options);
  const address = (await api.app.getUrl()).replace('[::1]', '127.0.0.1');
  const browser = await openBrowser();
  const viewport = options.viewport ?? { width: 1440, height: 900 };
  return {
    api,
    address,
    async window(role) {
      const context = await browser.newContext({
        viewport,
        locale: 'fr-FR',
        baseURL: address,
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(PATIENCE_MS);
      // The tour would stand before what is tested; it has its own story.
      await context.addInitScript(TOUR_WAS_SEEN);
      if (role) await signIn(context, api, role);
      const complaints: string[] = [];
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('console', (message) => {
        const isRefusal = /status of 4\d\d/.test(message.text());
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
      });
      const page = await context.newPage();
      return {
        context,
        page,
        complaints,
        tab: () => context.newPage(),
        async goTo(path, target = page) {
          await target.goto(path);
          await target.waitForLoadState('networkidle');
        },
      };
    },
    async close() {
      await browser.close();
      await api.close();
    },
  };
}

/** Through the API: the sign-in page has its own story. */
async function signIn(context: BrowserContext, api: TestApi, role: Role): Promise<void> {
  await api.accountOf(role);
  const answer = await context.request.post('/api/session', {
    data: { email: `${role}@essai.coop`, password: TEST_PASSWORD },
  });
  if (!answer.ok()) throw new Error(`signing in as ${role}: ${await answer.text()}`);
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it stands, by WCAG 2.2 A and AA; empty when it finds nothing. */
export async function findingsOfAxe(page: Page): Promise<string[]> {
  // Not by a script tag: the page's own policy refuses those, as it should.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  // What fades from one theme's colour to the other's has neither's contrast meanwhile.
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  await session.detach();
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`,
  );
}

/** The same in both themes. */
export async function findingsOfAxeInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await findingsOfAxe(page)).map((finding) => `${colorScheme} ${finding}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
