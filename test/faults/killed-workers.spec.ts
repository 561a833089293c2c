import pg from 'pg';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';
import { Chance, seedOf } from '#test/scenarios/billing/seeded.js';
import { approvedRun, ended, outcomeOf, pause, startWorker, subscriptions } from './worker-process.js';

/** How many times a worker dies; `npm run faults` asks for more. */
const DEATHS = Number(process.env['FAULTS_ROUNDS'] ?? 10);
const DEATHS_PER_RUN = 10;
const DOCUMENTS = 300;
const RUNS = Math.ceil(DEATHS / DEATHS_PER_RUN);

describe('a worker that dies while it issues a run', () => {
  let coop: TestCooperative;
  let chance: Chance;
  beforeAll(async () => {
    chance = new Chance(seedOf('FAULTS_SEED'));
    coop = await TestCooperative.open('2026-11-01', 10);
    await subscriptions(coop, DOCUMENTS);
  }, 120_000);
  afterAll(() => coop.close());

  /** All is issued, once, by whoever was last. */
  const requireWhole = async (runId: number) => {
    expect(await outcomeOf(coop.database.unitOfWork, runId)).toEqual({
      state: 'delivering',
      documents: DOCUMENTS,
      issued: DOCUMENTS,
      rendered: DOCUMENTS,
    });
    expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
  };

  it(
    `by kill -9, ${DEATHS} times, leaves a run that the next one goes on with: nothing lost, nothing twice`,
    async () => {
      let killed = 0;
      for (let index = 0; index < RUNS; index += 1) {
        const run = await approvedRun(coop, index);
        for (let death = 0; death < Math.min(DEATHS - index * DEATHS_PER_RUN, DEATHS_PER_RUN); death += 1) {
          const worker = await startWorker(run);
          await pause(chance.between(0, 60));
          if (worker.kill('SIGKILL')) killed += 1;
          await ended(worker);
          expect(await brokenInvariants(coop.database.unitOfWork)).toEqual([]);
        }
        expect(await ended(await startWorker(run))).toBe(0);
        await requireWhole(run.runId);
      }
      expect(killed).toBeGreaterThan(DEATHS / 2);
    },
    60_000 + DEATHS * 5_000,
  );

  it('because its connections are cut at random is replaced by another, until the run is whole', async () => {
    const run = await approvedRun(coop, RUNS);
    const psql = new pg.Client({ connectionString: coop.database.url });
    await psql.connect();
    let cut = 0;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const workers = [await startWorker(run), await startWorker(run)];
      for (let each = 0; each < 2; each += 1) {
        // A worker may still be connecting, or be done: whichever connection comes first is cut.
        for (let found = 0; found === 0 && workers.some((worker) => worker.exitCode === null);) {
          const { rowCount } = await psql.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'fault-worker' AND datname = current_database() ORDER BY random() LIMIT 1`,
          );
          found = rowCount ?? 0;
          cut += found;
          await pause(chance.between(1, 20));
        }
      }
      await Promise.all(workers.map(ended));
    }
    await psql.end();
    expect(await ended(await startWorker(run))).toBe(0);
    expect(cut).toBeGreaterThan(0);
    await requireWhole(run.runId);
  }, 120_000);
});
