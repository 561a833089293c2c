import type { LogLevel, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { civilDayOf, type Clock, type LocalDate } from '#kernel';
import { Identity, type Role, systemActor } from '#identity';
import { Configuration } from '#installation';
import { createApi } from '#app/api/src/create-api.js';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';

/** A clock that stands where the test puts it and runs on from there. */
export class MovableClock implements Clock {
  private ahead = 0;
  private day: LocalDate | null = null;
  private stopped: number | null = null;

  now(): Date {
    return new Date((this.stopped ?? Date.now()) + this.ahead);
  }

  /** From now on only `advance` moves it: a slow machine changes no waiting time. */
  standStill(): void {
    this.stopped ??= Date.now();
  }

  today(): LocalDate {
    return this.day ?? civilDayOf(this.now());
  }

  /** Sets the civil day alone; instants run on. */
  setToday(day: string): void {
    this.day = day as LocalDate;
  }

  advance({
    hours = 0,
    minutes = 0,
    seconds = 0,
  }: {
    hours?: number;
    minutes?: number;
    seconds?: number;
  }): void {
    this.ahead += ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }
}

export type HttpAgent = ReturnType<typeof supertest.agent>;

export interface TestApi {
  readonly app: NestExpressApplication;
  readonly database: TestDatabase;
  readonly clock: MovableClock;
  readonly identity: Identity;
  /** A stranger, with a cookie jar of their own. */
  http(): HttpAgent;
  /** Somebody who holds this role and no other, signed in anew. */
  signedInAs(role: Role): Promise<HttpAgent>;
  /** The number of the account that `signedInAs` uses. */
  accountOf(role: Role): Promise<number>;
  /** An instance of the running application: a facade, the unit of work. */
  get<T>(token: Type<T> | symbol): T;
  close(): Promise<void>;
}

export const TEST_PASSWORD = 'neuf chevaux bleus';

export interface TestApiOptions {
  readonly configuration?: Partial<Configuration>;
  readonly controllers?: readonly Type[];
  /** Silent by default: refusals on purpose would fill the screen. */
  readonly log?: LogLevel[];
  readonly today?: string;
}

/**
 * The real application on a fresh real database:
 * `const api = await startTestApi(); const accountant = await api.signedInAs('accountant');
 * await accountant.get('/api/…').expect(200);` and `await api.close()` in `afterAll`.
 */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const clock = new MovableClock();
  if (options.today) clock.setToday(options.today);
  const configuration = Object.assign(new Configuration(), { NODE_ENV: 'test' }, options.configuration);
  const app = await createApi(
    { configuration, databaseUrl: database.url, clock, works: 'never' },
    { log: options.log ?? false, controllers: options.controllers ?? [] },
  );
  await app.listen(0, '127.0.0.1');
  const identity = app.get(Identity);
  const accounts = new Map<Role, Promise<number>>();
  const http = () => supertest.agent(app.getHttpServer());
  const accountOf = (role: Role) => {
    const known = accounts.get(role) ?? createAccount(identity, role);
    accounts.set(role, known);
    return known;
  };
  return {
    app,
    database,
    clock,
    identity,
    http,
    accountOf,
    async signedInAs(role) {
      await accountOf(role);
      const agent = http();
      await agent
        .post('/api/session')
        .send({ email: emailOf(role), password: TEST_PASSWORD })
        .expect(201);
      return agent;
    },
    get: (token) => app.get(token, { strict: false }),
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

function emailOf(role: Role): string {
  return `${role}@essai.coop`;
}

async function createAccount(identity: Identity, role: Role): Promise<number> {
  const account = { email: emailOf(role), name: `Essai ${role}`, password: TEST_PASSWORD, roles: [role] };
  return (await identity.createAccount(systemActor('essai'), account)).id;
}
