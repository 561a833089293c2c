import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chmod } from 'node:fs/promises';
import { startEmbeddedServer } from '#persistence';
import { unpackBrowser } from '#test/console/unpack-browser.js';
import { createTemplate } from './template.js';

/**
 * Jest global setup: one real PostgreSQL 18 for all tests, whose databases are copies of one migrated template; and the
 * browser.
 */
export default async function startCluster(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'intendance-test-'));
  await chmod(folder, 0o755);
  // Tests that crash the server start their own; here durability only costs time.
  const server = await startEmbeddedServer(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    shared_buffers: '256MB',
  });
  await Promise.all([createTemplate(server.url), unpackBrowser()]);
  process.env['TEST_CLUSTER_URL'] = server.url;
  process.env['TEST_CLUSTER_FOLDER'] = folder;
  (globalThis as Record<string, unknown>)['testCluster'] = server;
}
