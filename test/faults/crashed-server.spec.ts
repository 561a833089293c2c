import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, openDatabase, startEmbeddedServer, UnitOfWork } from '#persistence';
import { createTemplate } from '#test/database/template.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';
import { Chance, seedOf } from '#test/scenarios/billing/seeded.js';
import { approvedRun, ended, outcomeOf, pause, startWorker, subscriptions } from './worker-process.js';

const CRASHES = Math.ceil(Number(process.env['FAULTS_ROUNDS'] ?? 3) / 10) * 3;
const DOCUMENTS = 150;

describe('a PostgreSQL server that is stopped at once under load', () => {
  let folder: string;
  let server: EmbeddedServer;
  let name: string;
  let run: Awaited<ReturnType<typeof approvedRun>>;
  const clusterOfTheOtherTests = process.env['TEST_CLUSTER_URL'];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'intendance-crash-'));
    await chmod(folder, 0o755);
    // Durable, as in production: what was committed must be there after the crash.
    server = await startEmbeddedServer(folder);
    await createTemplate(server.url);
    process.env['TEST_CLUSTER_URL'] = server.url;
    const coop = await TestCooperative.open('2026-11-01', 10);
    process.env['TEST_CLUSTER_URL'] = clusterOfTheOtherTests;
    await subscriptions(coop, DOCUMENTS);
    run = await approvedRun(coop, 0);
    name = new URL(coop.database.url).pathname;
    // The cooperative's own connections would die with the server: the rest goes through new ones.
    await coop.database.dataSource.destroy();
  }, 120_000);

  afterAll(async () => {
    await server.release();
    await rm(folder, { recursive: true, force: true });
  });

  const urlNow = () => {
    const url = new URL(server.url);
    url.pathname = name;
    return url.href;
  };

  async function onDatabase<T>(ask: (unitOfWork: UnitOfWork) => Promise<T>): Promise<T> {
    const dataSource = await openDatabase({ url: urlNow(), poolSize: 2 });
    try {
      return await ask(new UnitOfWork(dataSource));
    } finally {
      await dataSource.destroy();
    }
  }

  /** What `pg_ctl stop -m immediate` does: SIGQUIT to the postmaster, which aborts without a checkpoint. */
  async function stopAtOnce(): Promise<void> {
    const owner = new pg.Client({ connectionString: urlNow() });
    await owner.connect();
    const { rows } = await owner.query<{ data_directory: string }>('SHOW data_directory');
    await owner.end();
    const home = rows[0]!.data_directory;
    const pid = Number((await readFile(path.join(home, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    for (let waited = 0; waited < 200; waited += 1) {
      try {
        process.kill(pid, 0);
      } catch {
        return;
      }
      await pause(50);
    }
    throw new Error('the server did not stop');
  }

  it(
    `${CRASHES} times keeps each committed invoice, and the run completes after it`,
    async () => {
      const chance = new Chance(seedOf('FAULTS_SEED'));
      let kept = 0;
      for (let crash = 0; crash < CRASHES; crash += 1) {
        const worker = await startWorker({ ...run, url: urlNow() });
        await pause(chance.between(0, 80));
        await stopAtOnce();
        await ended(worker);
        await server.release();
        server = await startEmbeddedServer(folder);
        expect(await onDatabase((unitOfWork) => brokenInvariants(unitOfWork))).toEqual([]);
        const { issued } = await onDatabase((unitOfWork) => outcomeOf(unitOfWork, run.runId));
        expect(issued).toBeGreaterThanOrEqual(kept);
        kept = issued;
      }
      expect(await ended(await startWorker({ ...run, url: urlNow() }))).toBe(0);
      expect(await onDatabase((unitOfWork) => outcomeOf(unitOfWork, run.runId))).toEqual({
        state: 'delivering',
        documents: DOCUMENTS,
        issued: DOCUMENTS,
        rendered: DOCUMENTS,
      });
      expect(await onDatabase((unitOfWork) => brokenInvariants(unitOfWork))).toEqual([]);
    },
    120_000 + CRASHES * 10_000,
  );
});
