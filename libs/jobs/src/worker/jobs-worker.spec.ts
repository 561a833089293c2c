import { type ChildProcess, spawn } from 'node:child_process';
import pg from 'pg';
import { SystemClock } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { InProcessDoorbell } from '../doorbell/in-process-doorbell.js';
import { Jobs } from '../jobs.js';
import { JobsWorker, type WorkerOptions } from './jobs-worker.js';

const until = async (what: () => Promise<boolean> | boolean) => {
  for (
    const end = Date.now() + 20_000;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 20))
  ) {
    if (await what()) return;
  }
  throw new Error('it did not come about within 20 s');
};

describe('A process that works the list itself', () => {
  let db: TestDatabase;
  let jobs: Jobs;
  const started: JobsWorker[] = [];
  const start = async (options: Partial<WorkerOptions> = {}, of = jobs) => {
    const worker = new JobsWorker(db.unitOfWork, of, new InProcessDoorbell(), { answers: true, ...options });
    started.push(worker);
    await worker.start();
    return worker;
  };
  const write = (kind: string, ...keys: string[]) =>
    db.unitOfWork.run((tx) =>
      jobs.enqueueMany(
        tx,
        keys.map((key) => ({ kind, key })),
      ),
    );
  const states = async () => (await jobs.list()).map(({ state }) => state);

  beforeAll(async () => {
    db = await createTestDatabase(20);
  });
  beforeEach(() => {
    jobs = new Jobs(db.unitOfWork, new SystemClock());
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((worker) => worker.stop()));
    await db.dataSource.query('DELETE FROM jobs.job');
  });
  afterAll(() => db.drop());

  it('hears of work as soon as it is committed', async () => {
    jobs.register('test.heard', async () => undefined);
    await start({ sweepMs: 3_600_000 });
    await write('test.heard', '1');
    await until(async () => (await states())[0] === 'done');
  });

  it('shares work with a second process, each row going to one of them', async () => {
    const second = new Jobs(db.unitOfWork, new SystemClock());
    const taken: string[][] = [[], []];
    [jobs, second].forEach((each, index) =>
      each.register(
        'test.shared',
        async ({ key }) => {
          taken[index]!.push(key);
          await new Promise((resolve) => setTimeout(resolve, 3));
        },
        { concurrency: 4 },
      ),
    );
    await start();
    await start({}, second);
    await write('test.shared', ...Array.from({ length: 100 }, (_, n) => `${n}`));
    await until(async () => (await states()).every((state) => state === 'done'));
    expect(taken.flat()).toHaveLength(100);
    expect(new Set(taken.flat()).size).toBe(100);
  });

  it('comes back to a failed job when its time has come, not at the next sweep', async () => {
    let calls = 0;
    jobs.register(
      'test.again',
      async () => {
        calls += 1;
        if (calls < 3) throw new Error('not yet');
      },
      { backoff: () => 50 },
    );
    await start({ sweepMs: 3_600_000 });
    await write('test.again', '1');
    await until(async () => (await states())[0] === 'done');
    expect(calls).toBe(3);
  });

  it('finds work by its sweep when its ear was cut off', async () => {
    jobs.register('test.deaf', async () => undefined);
    await start({ sweepMs: 100 });
    const owner = new pg.Client({ connectionString: db.url });
    await owner.connect();
    const cut = await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'intendance-watch' AND datname = current_database()`,
    );
    await owner.end();
    expect(cut.rowCount).toBe(1);
    await write('test.deaf', '1');
    await until(async () => (await states())[0] === 'done');
  });

  it('lets a running job finish when it is stopped', async () => {
    let begun = false;
    jobs.register('test.slow', async () => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    const worker = await start();
    await write('test.slow', '1', '2');
    await until(() => begun);
    await worker.stop();
    expect((await states()).sort()).toEqual(['done', 'ready']);
  });

  it('gives back what does not finish in time, without counting the attempt', async () => {
    jobs.register('test.endless', (_job, { signal }) => {
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    });
    const worker = await start({ graceMs: 50 });
    await write('test.endless', '1');
    await until(async () => (await states())[0] === 'running');
    await worker.stop();
    expect(await jobs.list()).toMatchObject([{ state: 'ready', attempts: 0, lastError: null }]);
  });

  it('rests where work is not allowed, as in a copy of the database', async () => {
    let allowed = false;
    jobs.register('test.copy', async () => undefined);
    await start({ sweepMs: 50, mayWork: async () => allowed });
    await write('test.copy', '1');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await states()).toEqual(['ready']);
    allowed = true;
    await until(async () => (await states())[0] === 'done');
  });

  it('writes the recurring work of the day', async () => {
    const worked: string[] = [];
    jobs.recurring('test.daily', (day) => [{ key: day }]);
    jobs.register('test.daily', async ({ key }) => void worked.push(key));
    await start();
    await until(() => worked.length > 0);
    expect(worked).toEqual([new SystemClock().today()]);
  });

  describe('killed with -9', () => {
    // The program is what is installed: the built rooms, reached through their doors.
    const program = `
      import { SystemClock } from '#kernel';
      import { openDatabase, UnitOfWork } from '#persistence';
      import { Jobs } from '#jobs';
      const unitOfWork = new UnitOfWork(await openDatabase({ url: process.env.URL }));
      const jobs = new Jobs(unitOfWork, new SystemClock());
      jobs.register('test.killed', async ({ key }) => {
        console.log('holds ' + key);
        await new Promise((resolve) => setTimeout(resolve, 600000));
      }, { leaseSeconds: 1, maxAttempts: 5 });
      await jobs.workUntilIdle();`;
    const holds = (child: ChildProcess) =>
      new Promise<void>((resolve, reject) => {
        let complaint = '';
        child.stdout!.on('data', (text) => String(text).includes('holds 1') && resolve());
        child.stderr!.on('data', (text) => (complaint += text));
        child.on('exit', (code) => reject(new Error(`ended with ${code}: ${complaint}`)));
      });

    it('leaves its row to another once its lease has run out, and not before', async () => {
      await write('test.killed', '1');
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, NODE_OPTIONS: '', URL: db.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      try {
        await holds(child);
        // It lives and renews: 1.5 s later, past the first lease, nobody else gets the row.
        let taken = 0;
        jobs.register('test.killed', async () => void (taken += 1), { maxAttempts: 5 });
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await jobs.workUntilIdle();
        expect(taken).toBe(0);
        child.removeAllListeners('exit');
        child.kill('SIGKILL');
        await start({ sweepMs: 100 });
        await until(async () => (await states())[0] === 'done');
        expect(taken).toBe(1);
        expect(await jobs.list()).toMatchObject([{ attempts: 2 }]);
      } finally {
        child.removeAllListeners('exit');
        child.kill('SIGKILL');
      }
    });
  });
});
