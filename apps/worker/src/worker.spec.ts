import { spawn } from 'node:child_process';
import path from 'node:path';
import { Global, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Configuration } from '#installation';
import { Jobs, JobsModule, JobsWorker } from '#jobs';
import { CLOCK, SystemClock } from '#kernel';
import { UnitOfWork } from '#persistence';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { createWorker } from './create-worker.js';

const worked: string[] = [];

@Injectable()
class Letters implements OnModuleInit {
  constructor(private readonly jobs: Jobs) {}

  onModuleInit(): void {
    this.jobs.register('test.letter', async ({ key }) => void worked.push(key));
  }
}

// Rooms may import the list; it is still one list.
@Module({ imports: [JobsModule], providers: [Letters] })
class LettersModule {}

describe('The worker', () => {
  it('refuses to start without REDIS_URL and says what to do', async () => {
    const program = path.resolve('dist/apps/worker/src/main.js');
    const child = spawn(process.execPath, [program], {
      env: { PATH: process.env['PATH'], NODE_ENV: 'test', INTENDANCE_DATA: '/nonexistent/never-opened' },
    });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(said).toContain('REDIS_URL n’est pas renseigné : rien n’a démarré');
    expect(code).toBe(1);
  });

  describe('without Redis within reach', () => {
    let db: TestDatabase;
    beforeAll(async () => {
      db = await createTestDatabase();
    });
    afterAll(() => db.drop());

    it('starts, waits, and stops in good order', async () => {
      // Port 1 is nobody's: Redis is away, which stops the worker from nothing but working.
      const worker = await createWorker(
        {
          configuration: Object.assign(new Configuration(), {
            NODE_ENV: 'test',
            REDIS_URL: 'redis://127.0.0.1:1',
          }),
          databaseUrl: db.url,
          clock: new SystemClock(),
        },
        [LettersModule],
      );
      const jobs = worker.get(Jobs);
      await db.unitOfWork.run((tx) => jobs.enqueue(tx, { kind: 'test.letter', key: '1' }));
      expect(jobs.handlers.kinds).toContain('test.letter');
      await worker.close();
      expect(await new Jobs(db.unitOfWork, new SystemClock()).list({ kind: 'test.letter' })).toMatchObject([
        { state: 'ready', attempts: 0 },
      ]);
    });

    it('ends with code 0 on SIGTERM, as a program of its own', async () => {
      const child = spawn(process.execPath, [path.resolve('dist/apps/worker/src/main.js')], {
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'test',
          DATABASE_URL: db.url,
          REDIS_URL: 'redis://127.0.0.1:1',
        },
      });
      let said = '';
      child.stderr.on('data', (text) => (said += text));
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (text) => String(text).includes('attend du travail') && resolve());
        void gone.then((code) => reject(new Error(`ended with ${String(code)}: ${said}`)));
      });
      child.kill('SIGTERM');
      expect(await gone).toBe(0);
    });

    it('leaves the work to the server itself, which has the same rooms', async () => {
      @Global()
      @Module({
        providers: [
          { provide: UnitOfWork, useValue: db.unitOfWork },
          { provide: CLOCK, useValue: new SystemClock() },
        ],
        exports: [UnitOfWork, CLOCK],
      })
      class GroundModule {}
      const server = await Test.createTestingModule({
        imports: [GroundModule, JobsModule.working({ environment: 'test', answers: true }), LettersModule],
      }).compile();
      await server.init();
      expect(server.get(JobsWorker)).toBeInstanceOf(JobsWorker);
      for (const end = Date.now() + 10_000; worked.length === 0 && Date.now() < end;) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await server.close();
      expect(worked).toEqual(['1']);
    });
  });
});
