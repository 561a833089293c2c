import { ClockSetTo, type DomainError, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { HopelessJob } from './handling/handler.js';
import { Jobs } from './jobs.js';

const soon = { backoff: () => 0 };

describe('The work list', () => {
  let db: TestDatabase;
  const clock = new ClockSetTo(localDate('2026-11-22'));
  let jobs: Jobs;
  const write = (kind: string, key: string, payload: unknown = {}, ifWritten?: 'same' | 'keep' | 'again') =>
    db.unitOfWork.run((tx) => jobs.enqueue(tx, { kind, key, payload }, { ifWritten }));
  const stateOf = async (id: number) => (await jobs.read(id)).state;

  beforeAll(async () => {
    db = await createTestDatabase(60);
  });
  beforeEach(() => {
    jobs = new Jobs(db.unitOfWork, clock);
  });
  afterEach(async () => {
    await db.dataSource.query('DELETE FROM jobs.job');
  });
  afterAll(() => db.drop());

  describe('writing', () => {
    it('keeps work with the facts of its transaction, and forgets it with them', async () => {
      const failing = db.unitOfWork.run(async (tx) => {
        await jobs.enqueue(tx, { kind: 'test.a', key: '1' });
        throw new Error('the facts were refused');
      });
      await expect(failing).rejects.toThrow('the facts were refused');
      expect(await jobs.list()).toEqual([]);
      await write('test.a', '1');
      expect(await jobs.list()).toHaveLength(1);
    });

    it('writes the same work once, also when 20 write it at once', async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, () => write('test.a', 'invoice-7', { n: 7 })),
      );
      expect(results.filter(({ written }) => written)).toHaveLength(1);
      expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    });

    it('does not write done work again', async () => {
      let calls = 0;
      jobs.register('test.a', async () => void (calls += 1));
      const { id } = await write('test.a', '1');
      await jobs.workUntilIdle();
      expect((await write('test.a', '1')).written).toBe(false);
      await jobs.workUntilIdle();
      expect(calls).toBe(1);
      expect(await stateOf(id)).toBe('done');
    });

    it('works done work once more when asked to', async () => {
      const seen: unknown[] = [];
      jobs.register('test.a', async ({ payload }) => void seen.push(payload));
      await write('test.a', '1', { n: 1 });
      await jobs.workUntilIdle();
      await write('test.a', '1', { n: 2 }, 'again');
      await jobs.workUntilIdle();
      expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('works once more what was asked for again while it ran', async () => {
      let calls = 0;
      jobs.register('test.a', async () => {
        calls += 1;
        if (calls === 1) await write('test.a', '1', {}, 'again');
      });
      await write('test.a', '1');
      await jobs.workUntilIdle();
      expect(calls).toBe(2);
    });

    it('refuses another payload under a key that is taken, and keeps nothing of that transaction', async () => {
      await write('test.a', '1', { n: 1 });
      const other = db.unitOfWork.run((tx) =>
        jobs.enqueueMany(tx, [
          { kind: 'test.a', key: '0' },
          { kind: 'test.a', key: '1', payload: { n: 2 } },
        ]),
      );
      await expect(other).rejects.toMatchObject({ code: 'JOBS.KEY_TAKEN', facts: { keys: ['1'] } });
      expect(await jobs.list()).toHaveLength(1);
    });

    it.each(['run-2026-11-22T10:15:00Z', 'run 2026-11-22 10:15', 'run-1795342500000'])(
      'refuses the key %s, which holds a time of day',
      async (key) => {
        await expect(write('test.a', key)).rejects.toMatchObject({ code: 'JOBS.KEY_HOLDS_A_TIME' });
      },
    );

    it('refuses a time of day in a key in the database too, and takes a civil day', async () => {
      const insert = (key: string) =>
        db.dataSource.query(`INSERT INTO jobs.job (kind, key) VALUES ('test.a', $1)`, [key]);
      await expect(insert('x-2026-11-22T10:15')).rejects.toThrow('job_key_holds_no_time');
      await insert('x-2026-11-22');
      expect(await jobs.list()).toHaveLength(1);
    });

    it('writes 30,000 rows set-based', async () => {
      const many = Array.from({ length: 30_000 }, (_, n) => ({
        kind: 'test.a',
        key: `k${n}`,
        payload: { n },
      }));
      expect(await db.unitOfWork.run((tx) => jobs.enqueueMany(tx, many))).toBe(30_000);
      expect(await db.unitOfWork.run((tx) => jobs.enqueueMany(tx, many))).toBe(0);
      expect((await jobs.counts()).map(({ kind, state, count }) => [kind, state, count])).toEqual([
        ['test.a', 'ready', 30_000],
      ]);
    });
  });

  describe('working', () => {
    it('gives each of 200 jobs to one of 50 workers', async () => {
      const taken: string[] = [];
      const many = Array.from({ length: 200 }, (_, n) => ({ kind: 'test.a', key: `${n}` }));
      await db.unitOfWork.run((tx) => jobs.enqueueMany(tx, many));
      const workers = Array.from({ length: 50 }, () => {
        const own = new Jobs(db.unitOfWork, clock);
        own.register('test.a', async ({ key }) => {
          taken.push(key);
          await new Promise((resolve) => setTimeout(resolve, 5));
        });
        return own.workUntilIdle();
      });
      const worked = await Promise.all(workers);
      expect(worked.reduce((sum, { done }) => sum + done, 0)).toBe(200);
      expect(taken).toHaveLength(200);
      expect(new Set(taken).size).toBe(200);
    });

    it('works smaller priorities first and nothing before its time', async () => {
      const order: string[] = [];
      jobs.register('test.a', async ({ key }) => void order.push(key));
      await db.unitOfWork.run((tx) =>
        jobs.enqueueMany(tx, [
          { kind: 'test.a', key: 'late', priority: 5 },
          { kind: 'test.a', key: 'early', priority: -5 },
          { kind: 'test.a', key: 'tomorrow', runAfter: new Date(Date.now() + 86_400_000) },
        ]),
      );
      await jobs.workUntilIdle();
      expect(order).toEqual(['early', 'late']);
    });

    it('never works more of a kind at once than was registered', async () => {
      let now = 0;
      let most = 0;
      jobs.register(
        'test.a',
        async () => {
          most = Math.max(most, (now += 1));
          await new Promise((resolve) => setTimeout(resolve, 10));
          now -= 1;
        },
        { concurrency: 3 },
      );
      await db.unitOfWork.run((tx) =>
        jobs.enqueueMany(
          tx,
          Array.from({ length: 20 }, (_, n) => ({ kind: 'test.a', key: `${n}` })),
        ),
      );
      await jobs.workUntilIdle({ concurrency: 10 });
      expect(most).toBe(3);
    });

    it('leaves kinds without a handler, and kinds that were not asked for', async () => {
      jobs.register('test.a', async () => undefined);
      jobs.register('test.b', async () => undefined);
      await write('test.a', '1');
      await write('test.b', '1');
      await write('test.c', '1');
      expect(await jobs.workUntilIdle({ kinds: ['test.a'] })).toEqual({ done: 1, failed: 0, stuck: 0 });
      expect(await jobs.workUntilIdle()).toEqual({ done: 1, failed: 0, stuck: 0 });
    });

    it('shows the progress of a running job', async () => {
      let shown: unknown;
      jobs.register('test.a', async ({ id }, { reportProgress }) => {
        await reportProgress({ done: 3, total: 12 });
        shown = (await jobs.read(id)).progress;
      });
      await write('test.a', '1');
      await jobs.workUntilIdle();
      expect(shown).toEqual({ done: 3, total: 12 });
    });

    it('refuses two handlers for one kind', () => {
      jobs.register('test.a', async () => undefined);
      expect(() => jobs.register('test.a', async () => undefined)).toThrow('JOBS.KIND_REGISTERED_TWICE');
    });
  });

  describe('failing', () => {
    it('waits longer after each failure: 5 s, 20 s, 80 s', async () => {
      jobs.register('test.a', () => Promise.reject(new Error('no')));
      const { id } = await write('test.a', '1');
      for (const seconds of [5, 20, 80]) {
        await db.dataSource.query(`UPDATE jobs.job SET run_after = now() WHERE id = $1`, [id]);
        expect(await jobs.workUntilIdle()).toEqual({ done: 0, failed: 1, stuck: 0 });
        const [row] = await db.dataSource.query(
          `SELECT extract(epoch FROM run_after - started_at)::float AS wait, state FROM jobs.job WHERE id = $1`,
          [id],
        );
        expect(row.state).toBe('failed');
        expect(row.wait).toBeGreaterThanOrEqual(seconds);
        expect(row.wait).toBeLessThan(seconds + 2);
      }
    });

    it('is stuck after its attempts, keeps the error, and goes on when a person retries it', async () => {
      let broken = true;
      jobs.register(
        'test.a',
        async () => {
          if (broken) throw new Error('the printer is on fire');
        },
        { ...soon, maxAttempts: 3 },
      );
      const { id } = await write('test.a', '1');
      expect(await jobs.workUntilIdle()).toEqual({ done: 0, failed: 2, stuck: 1 });
      const [stuck] = await jobs.stuck();
      expect(stuck).toMatchObject({ id, attempts: 3, maxAttempts: 3 });
      expect(stuck!.lastError).toContain('the printer is on fire');

      expect(await jobs.workUntilIdle()).toEqual({ done: 0, failed: 0, stuck: 0 });
      broken = false;
      await jobs.retry(id, 'camille');
      const [kept] = await db.dataSource.query('SELECT actor, error FROM jobs.job_retry WHERE job_id = $1', [
        id,
      ]);
      expect(kept.actor).toBe('camille');
      expect(kept.error).toContain('the printer is on fire');
      await jobs.workUntilIdle();
      expect(await stateOf(id)).toBe('done');
      await expect(jobs.retry(id, 'camille')).rejects.toMatchObject({ code: 'JOBS.NOT_STUCK' });
      await expect(jobs.retry(id + 1, 'camille')).rejects.toMatchObject({ code: 'JOBS.NO_SUCH_JOB' });
    });

    it('is stuck at once when its handler knows that nothing would help', async () => {
      jobs.register('test.a', () => Promise.reject(new HopelessJob('no such client')));
      const { id } = await write('test.a', '1');
      await jobs.workUntilIdle();
      expect(await stateOf(id)).toBe('stuck');
    });

    it('stops nobody else', async () => {
      jobs.register('test.a', async ({ key }) => {
        if (key === '3') throw new Error('one bad client');
      });
      await db.unitOfWork.run((tx) =>
        jobs.enqueueMany(
          tx,
          Array.from({ length: 10 }, (_, n) => ({ kind: 'test.a', key: `${n}` })),
        ),
      );
      expect(await jobs.workUntilIdle()).toEqual({ done: 9, failed: 1, stuck: 0 });
    });

    it('keeps the sentence of a refusal', async () => {
      jobs.register('test.a', async ({ id }) => jobs.retry(id, 'x'), { maxAttempts: 1 });
      await write('test.a', '1');
      await jobs.workUntilIdle();
      expect((await jobs.stuck())[0]!.lastError).toMatch(/^JOBS\.NOT_STUCK: Le travail/);
    });
  });

  describe('leases', () => {
    const silence = (id: number, attempts: number) =>
      db.dataSource.query(
        `UPDATE jobs.job SET state = 'running', claim = gen_random_uuid(), worker = 'gone', attempts = $2,
           max_attempts = 3, lease_until = now() - interval '1 second' WHERE id = $1`,
        [id, attempts],
      );

    it('are taken over once they have run out', async () => {
      jobs.register('test.a', async () => undefined, { maxAttempts: 3 });
      const { id } = await write('test.a', '1');
      await silence(id, 1);
      expect(await jobs.workUntilIdle()).toEqual({ done: 1, failed: 0, stuck: 0 });
      expect(await jobs.read(id)).toMatchObject({ state: 'done', attempts: 2 });
    });

    it('do not let a job kill its worker for ever', async () => {
      jobs.register('test.a', async () => undefined, { maxAttempts: 3 });
      const { id } = await write('test.a', '1');
      await silence(id, 3);
      expect(await jobs.workUntilIdle()).toEqual({ done: 0, failed: 0, stuck: 1 });
      expect((await jobs.read(id)).lastError).toContain('gone');
    });

    it('are renewed while the handler runs', async () => {
      jobs.register('test.a', () => new Promise((resolve) => setTimeout(resolve, 700)), {
        leaseSeconds: 0.3,
      });
      const other = new Jobs(db.unitOfWork, clock);
      let taken = 0;
      other.register('test.a', async () => void (taken += 1));
      await write('test.a', '1');
      const working = jobs.workUntilIdle();
      await new Promise((resolve) => setTimeout(resolve, 500));
      await other.workUntilIdle();
      expect(await working).toEqual({ done: 1, failed: 0, stuck: 0 });
      expect(taken).toBe(0);
    });

    it('that were lost change nothing any more, and tell the handler', async () => {
      let told = false;
      jobs.register(
        'test.a',
        async ({ id }, { signal }) => {
          await silence(id, 1);
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          told = true;
        },
        { leaseSeconds: 0.3 },
      );
      const { id } = await write('test.a', '1');
      expect(await jobs.workUntilIdle()).toEqual({ done: 0, failed: 0, stuck: 0 });
      expect(told).toBe(true);
      expect(await stateOf(id)).toBe('running');
    });
  });

  describe('recurring work', () => {
    const keys = async () => (await jobs.list()).map(({ key }) => key).sort();
    afterEach(async () => {
      clock.set(localDate('2026-11-22'));
    });

    it('is written once a day, however often it is asked for and by however many', async () => {
      jobs.recurring('test.nightly1', (day) => [{ key: day }]);
      await Promise.all(Array.from({ length: 10 }, () => jobs.planRecurring()));
      expect(await keys()).toEqual(['2026-11-22']);
    });

    it('catches up on the days on which nothing ran', async () => {
      jobs.recurring('test.nightly2', (day) => [{ key: day }]);
      await jobs.planRecurring();
      clock.set(localDate('2026-11-26'));
      await jobs.planRecurring();
      expect(await keys()).toEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
    });

    it('catches up on a bounded number of days and says how many it left out', async () => {
      jobs.recurring('test.nightly3', (day) => [{ key: day }], { catchUpDays: 3 });
      await jobs.planRecurring();
      clock.set(localDate('2026-12-02'));
      // From 22 November to 2 December are 10 days: 3 are caught up besides today, 7 are not.
      expect(await jobs.planRecurring()).toEqual([{ kind: 'test.nightly3', written: 4, leftOut: 7 }]);
      expect(await keys()).toEqual(['2026-11-22', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02']);
    });

    it('finds work whose facts appear in the course of the day', async () => {
      const issuers = ['A'];
      jobs.recurring('test.nightly4', (day) => issuers.map((code) => ({ key: `${code}-${day}` })));
      await jobs.planRecurring();
      issuers.push('B');
      await jobs.planRecurring();
      expect(await keys()).toEqual(['A-2026-11-22', 'B-2026-11-22']);
    });

    it('keeps what was written when the facts of the day have changed since', async () => {
      let amount = 1;
      const more: string[] = [];
      jobs.recurring('test.nightly8', (day) => [day, ...more].map((key) => ({ key, payload: { amount } })));
      await jobs.planRecurring();
      amount = 2;
      more.push('later');
      expect(await jobs.planRecurring()).toEqual([{ kind: 'test.nightly8', written: 1, leftOut: 0 }]);
      const rows = await db.dataSource.query('SELECT payload FROM jobs.job ORDER BY id');
      expect(rows).toEqual([{ payload: { amount: 1 } }, { payload: { amount: 2 } }]);
    });

    it('survives a clock that was ahead', async () => {
      jobs.recurring('test.nightly5', (day) => [{ key: day }]);
      clock.set(localDate('2026-11-24'));
      await jobs.planRecurring();
      clock.set(localDate('2026-11-22'));
      await jobs.planRecurring();
      clock.set(localDate('2026-11-25'));
      await jobs.planRecurring();
      expect(await keys()).toEqual(['2026-11-22', '2026-11-24', '2026-11-25']);
    });

    it('of one kind does not fall with another', async () => {
      jobs.recurring('test.nightly6', () => Promise.reject(new Error('cannot tell')));
      jobs.recurring('test.nightly7', (day) => [{ key: day }]);
      expect((await jobs.planRecurring()).map(({ kind }) => kind)).toEqual(['test.nightly7']);
    });
  });

  it('forgets what was done long ago, and nothing else', async () => {
    jobs.register('test.a', async ({ key }) => {
      if (key === 'bad') throw new HopelessJob('bad');
    });
    const { id: old } = await write('test.a', 'old');
    await write('test.a', 'bad');
    await write('test.a', 'new');
    await jobs.workUntilIdle();
    await db.dataSource.query(`UPDATE jobs.job SET finished_at = now() - interval '91 days' WHERE id = $1`, [
      old,
    ]);
    expect(await jobs.purge(90)).toBe(1);
    expect((await jobs.list()).map(({ key }) => key).sort()).toEqual(['bad', 'new']);
  });

  it('says what is refused in both languages', async () => {
    const error = (await write('test.a', 'x-2026-11-22T10:15').catch(
      (caught: unknown) => caught,
    )) as DomainError;
    expect(error.sentence.fr).toContain('contient une heure');
    expect(error.sentence.en).toContain('time of day');
  });
});
