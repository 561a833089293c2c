import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Billing, Scheduling } from '#billing';
import { Contracts } from '#contracts';
import { History } from '#history';
import { type Actor, systemActor } from '#identity';
import { Configuration, RoomsModule } from '#installation';
import { ClockSetTo, localDate, type LocalDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';

@Module({})
class ScenarioModule {}

export interface HistoryRooms {
  readonly database: TestDatabase;
  readonly context: INestApplicationContext;
  readonly history: History;
  readonly billing: Billing;
  readonly contracts: Contracts;
  readonly scheduling: Scheduling;
  readonly actor: Actor;
  /** Audits two exports for the issuer SCIC. @returns the id of the audit */
  audit(
    files: { readonly subscriptions: string | Buffer; readonly invoices: string | Buffer },
    options?: { readonly asOf?: LocalDate; readonly source?: string },
  ): Promise<number>;
  turnSchedulingOn(): Promise<void>;
  close(): Promise<void>;
}

/** All rooms on a fresh real database on a given day, with one issuer, SCIC. */
export async function openHistoryRooms(today: string): Promise<HistoryRooms> {
  const database = await createTestDatabase();
  const setting = {
    configuration: Object.assign(new Configuration(), { NODE_ENV: 'test' }),
    databaseUrl: database.url,
    clock: new ClockSetTo(localDate(today)),
    works: 'never',
  } as const;
  const context = await NestFactory.createApplicationContext(
    { module: ScenarioModule, imports: [RoomsModule.of(setting)] },
    { logger: ['error', 'fatal'], abortOnError: false },
  );
  const [history, scheduling] = [
    context.get(History, { strict: false }),
    context.get(Scheduling, { strict: false }),
  ];
  const contracts = context.get(Contracts, { strict: false });
  const actor = systemActor('essai');
  await contracts.createIssuer(actor, {
    code: 'SCIC',
    name: 'La Fabrique',
    siren: '552100554',
    address: { lines: ['1 rue de la Paix'], postCode: '35000', city: 'Rennes', country: 'FR' },
  });
  const named = (name: string, content: string | Buffer) => ({ name, bytes: Buffer.from(content as string) });
  return {
    database,
    context,
    history,
    billing: context.get(Billing, { strict: false }),
    contracts,
    scheduling,
    actor,
    async audit(files, options = {}) {
      const order = {
        subscriptions: named('abonnements.csv', files.subscriptions),
        invoices: named('factures.csv', files.invoices),
        issuer: 'SCIC',
        ...options,
      };
      return (await history.createAudit(actor, order)).id;
    },
    async turnSchedulingOn() {
      await scheduling.clear((await scheduling.status()).after.digest, 'essai');
    },
    async close() {
      await context.close();
      await database.drop();
    },
  };
}
