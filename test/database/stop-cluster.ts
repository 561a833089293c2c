import { rm } from 'node:fs/promises';
import type { EmbeddedServer } from '#persistence';

/** Jest global teardown. */
export default async function stopCluster(): Promise<void> {
  const server = (globalThis as Record<string, unknown>)['testCluster'] as EmbeddedServer | undefined;
  await server?.release();
  const folder = process.env['TEST_CLUSTER_FOLDER'];
  if (folder) await rm(folder, { recursive: true, force: true });
}
