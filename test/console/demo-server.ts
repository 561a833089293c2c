import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The demonstration is installed within this time on a slow machine. */
const PATIENCE_MS = 120_000;

export interface DemoServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** The product as a newcomer starts it: its own process, embedded PostgreSQL, the demonstration; all of it thrown away. */
export async function startDemoServer(today: string): Promise<DemoServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'intendance-demo-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      INTENDANCE_DATA: folder,
      INTENDANCE_TODAY: today,
      NODE_ENV: 'development',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(`${address}/api/ready`))) {
    if (server.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error('the demonstration did not start');
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { address, stop };
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
