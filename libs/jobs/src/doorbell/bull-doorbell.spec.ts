import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SystemClock } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { Jobs } from '../jobs.js';
import { JobsWorker } from '../worker/jobs-worker.js';
import { openBullDoorbell } from './bull-doorbell.js';

const serverIsInstalled = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const run = promisify(execFile);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (what: () => Promise<boolean> | boolean) => {
  for (const end = Date.now() + 40_000; Date.now() < end; await pause(25)) if (await what()) return;
  throw new Error('it did not come about within 40 s');
};
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A real Redis of this test's own, without persistence: a restart forgets everything, as the worst one would. */
class RedisServer {
  private process: ChildProcess | undefined;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'intendance-redis-'));

  constructor(readonly port: number) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}/1`;
  }

  async start(): Promise<void> {
    const options = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: this.folder };
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.process = spawn('redis-server', given, { stdio: 'ignore' });
    await until(async () => (await this.tell('PING').catch(() => '')) === 'PONG');
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { process: running } = this;
    if (!running) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await gone;
    this.process = undefined;
  }

  /** `redis-cli` comes with the server. */
  async tell(...command: string[]): Promise<string> {
    const { stdout } = await run('redis-cli', ['-u', this.url, ...command]);
    return stdout.trim();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const whenInstalled = (title: string, body: () => void) => {
  if (serverIsInstalled) return describe(title, body);
  describe(title, () => {
    it('skipped: redis-server is not installed, so Bull cannot be shown to work here', () => {
      console.warn(
        'The tests of Bull were skipped: redis-server is not on the PATH. apt-get install redis-server',
      );
      expect(serverIsInstalled).toBe(false);
    });
  });
};

whenInstalled('Bull as a doorbell', () => {
  let db: TestDatabase;
  let redis: RedisServer;
  const taken: string[] = [];
  const started: JobsWorker[] = [];

  /** A process of its own as far as the list can tell: its own handlers, doorbell and ear. */
  const start = async (answers: boolean, handlerMs = 5) => {
    const jobs = new Jobs(db.unitOfWork, new SystemClock());
    jobs.register(
      'test.rung',
      async ({ key }) => {
        taken.push(key);
        await pause(handlerMs);
      },
      { concurrency: 4 },
    );
    const doorbell = await openBullDoorbell(db.unitOfWork, { redisUrl: redis.url, environment: 'test' });
    const worker = new JobsWorker(db.unitOfWork, jobs, doorbell, {
      answers,
      sweepMs: 200,
      ringAgainAfterMs: 1_000,
    });
    started.push(worker);
    await worker.start();
    return worker;
  };
  const list = () => new Jobs(db.unitOfWork, new SystemClock());
  const write = (from: number, to: number) =>
    db.unitOfWork.run((tx) =>
      list().enqueueMany(
        tx,
        Array.from({ length: to - from }, (_, n) => ({ kind: 'test.rung', key: `${from + n}` })),
      ),
    );
  const doneCount = async () => (await list().counts()).find(({ state }) => state === 'done')?.count ?? 0;
  const expectEachOnce = (count: number) => {
    expect(taken).toHaveLength(count);
    expect(new Set(taken).size).toBe(count);
  };

  beforeAll(async () => {
    db = await createTestDatabase(30);
    redis = new RedisServer(await freePort());
    await redis.start();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((worker) => worker.stop()));
    await db.dataSource.query('DELETE FROM jobs.job');
    await redis.tell('FLUSHALL');
    taken.length = 0;
  });
  afterAll(async () => {
    await redis?.remove();
    await db?.drop();
  });

  it('brings each row from two ringing processes to one of two workers, once', async () => {
    await start(false);
    await start(false);
    await start(true);
    await start(true);
    await write(0, 200);
    await until(async () => (await doneCount()) === 200);
    expectEachOnce(200);
  });

  it('carries the id of a row and nothing of its content', async () => {
    await start(false);
    const payload = { secret: 'not for Redis' };
    const { id } = await db.unitOfWork.run((tx) =>
      list().enqueue(tx, { kind: 'test.rung', key: 'x', payload }),
    );
    let bells = '';
    await until(async () => (bells = await redis.tell('KEYS', `*row-${id}-0`)) !== '');
    const bell = await redis.tell('HGET', bells, 'data');
    expect(JSON.parse(bell)).toEqual({ jobId: id });
  });

  it('loses nothing when Redis is flushed under load', async () => {
    await start(false);
    await start(true, 20);
    await write(0, 150);
    await until(async () => (await doneCount()) > 20);
    await redis.tell('FLUSHALL');
    await until(async () => (await doneCount()) === 150);
    expectEachOnce(150);
  });

  it('loses nothing when Redis dies, stays away while work is written, and comes back empty', async () => {
    await start(false);
    await start(true, 20);
    await write(0, 100);
    await until(async () => (await doneCount()) > 10);
    await redis.stop('SIGKILL');
    await write(100, 150);
    await pause(1_500);
    await redis.start();
    await until(async () => (await doneCount()) === 150);
    expectEachOnce(150);
  });

  it('does nothing on a bell whose row is done', async () => {
    await start(true);
    await write(0, 1);
    await until(async () => (await doneCount()) === 1);
    const [row] = await list().list();
    const stranger = await openBullDoorbell(db.unitOfWork, { redisUrl: redis.url, environment: 'test' });
    let rung = 0;
    await stranger.ring({
      concurrency: 1,
      workDue: async () => undefined,
      workOne: async () => undefined,
      takeUnrung: async () =>
        rung++ < 1
          ? [
              { jobId: row!.id, turn: 9 },
              { jobId: row!.id + 1_000, turn: 0 },
            ]
          : [],
      forgetBells: async () => undefined,
    });
    await pause(500);
    await stranger.close();
    expectEachOnce(1);
  });

  it('takes up again at another worker what a stopped one gave back', async () => {
    await start(false);
    const first = await start(true, 50);
    await write(0, 40);
    await until(async () => (await doneCount()) > 4);
    await first.stop();
    await start(true, 5);
    await until(async () => (await doneCount()) === 40);
    expectEachOnce(40);
  });

  it('gives the row of a worker killed with -9 to another, which Bull alone would do a minute later', async () => {
    // The program is what is installed: the built rooms, put together by Nest as in the worker.
    const program = `
      import 'reflect-metadata';
      import { NestFactory } from '@nestjs/core';
      import { Global, Module } from '@nestjs/common';
      import { CLOCK, SystemClock } from '#kernel';
      import { PersistenceModule } from '#persistence';
      import { Jobs, JobsModule } from '#jobs';
      class Ground {}
      Module({ providers: [{ provide: CLOCK, useValue: new SystemClock() }], exports: [CLOCK] })(Ground);
      Global()(Ground);
      class Program {}
      const working = { redisUrl: process.env.REDIS, environment: 'test', answers: true, sweepMs: 200 };
      Module({ imports: [Ground, PersistenceModule.at({ url: process.env.URL }), JobsModule.working(working)] })(Program);
      const app = await NestFactory.createApplicationContext(Program, { logger: false });
      app.get(Jobs).register('test.rung', async () => {
        console.log('holds it');
        await new Promise((resolve) => setTimeout(resolve, 600000));
      }, { leaseSeconds: 1 });
      console.log('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, NODE_OPTIONS: '', URL: db.url, REDIS: redis.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      let said = '';
      child.stdout.on('data', (text) => (said += String(text)));
      await until(() => said.includes('ready'));
      await start(false);
      await write(0, 1);
      await until(() => said.includes('holds it'));
      child.kill('SIGKILL');
      const killedAt = Date.now();
      await start(true);
      await until(async () => (await doneCount()) === 1);
      expect(Date.now() - killedAt).toBeLessThan(10_000);
      expectEachOnce(1);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
