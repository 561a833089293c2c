import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { Billing } from '#billing';
import { Contracts } from '#contracts';
import { systemActor } from '#identity';
import { Jobs } from '#jobs';
import { localDate } from '#kernel';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import { openConsole, type OpenConsole } from './open-console.js';

export const TODAY = '2026-11-22';
export const actor = systemActor('essai');

/** The console of an installation that bills: facts are made through the rooms, acts are clicks. */
export class BillingConsole {
  private made = 0;

  private constructor(
    readonly console: OpenConsole,
    private readonly folder: string,
  ) {}

  static async open(): Promise<BillingConsole> {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-runs-'));
    return new BillingConsole(
      await openConsole({ today: TODAY, configuration: { INTENDANCE_DATA: folder } }),
      folder,
    );
  }

  async close(): Promise<void> {
    await this.console.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  get contracts(): Contracts {
    return this.console.api.get(Contracts);
  }

  get billing(): Billing {
    return this.console.api.get(Billing);
  }

  /** A cooperative with clients and runs of its own, so that one story is not in the way of another. */
  async cooperative(name: string): Promise<Cooperative> {
    this.made += 1;
    const siren = sirenOf(81234500 + this.made);
    const { id, code } = await this.contracts.createIssuer(actor, {
      code: `COOP${this.made}`,
      name,
      siren,
      vatNumber: vatNumberOf(siren),
      legalForm: 'SCIC SA à capital variable',
      iban: 'FR7630006000011234567890189',
      address,
      email: 'facturation@bocage.example',
    });
    return new Cooperative(this, id, code);
  }

  /** Works all that is due, as a worker would. */
  work() {
    return this.console.api.get(Jobs).workUntilIdle();
  }

  read<T>(statement: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.console.api.database.unitOfWork.read<T>(statement, parameters);
  }

  /** Does what only the owner of the database may. */
  async asOwner(statement: string): Promise<void> {
    const psql = new Client({ connectionString: this.console.api.database.url });
    await psql.connect();
    await psql.query(statement);
    await psql.end();
  }
}

/** One issuer and whoever it bills. */
export class Cooperative {
  private clients = 0;

  constructor(
    private readonly office: BillingConsole,
    readonly id: number,
    readonly code: string,
  ) {}

  /** A client with one monthly subscription at 100.00 in advance. */
  async subscriber(from = '2026-11-01', name?: string): Promise<{ client: number; line: number }> {
    this.clients += 1;
    const number = this.id * 1000 + this.clients;
    const { id: client } = await this.office.contracts.createClient(actor, {
      name: name ?? `Client ${String(this.clients).padStart(3, '0')}`,
      vatStatus: 'taxable',
      siren: sirenOf(50000000 + number),
      address,
      email: `client${number}@exemple.test`,
      channel: 'email',
    });
    const { id: contract } = await this.office.contracts.createContract(actor, {
      client,
      title: 'Hébergement',
      carriedBy: this.id,
      from: localDate(from),
    });
    const { id: line } = await this.office.contracts.addLine(actor, {
      contract,
      kind: 'subscription',
      service: 'Hébergement',
      label: 'Hébergement du site',
      terms: [{ unitPrice: '100', period: { from: localDate(from), to: null } }],
    });
    return { client, line };
  }

  async subscribers(count: number): Promise<void> {
    const all = Array.from({ length: count });
    while (all.length > 0) await Promise.all(all.splice(0, 10).map(() => this.subscriber()));
  }

  /** @returns the number of the run */
  async propose(asOf = TODAY): Promise<number> {
    const wish = { issuer: this.code, asOf: localDate(asOf), proposedBy: 'essai' };
    return (await this.office.billing.proposeRun(wish)).id;
  }

  /** Proposes, issues and sends all that is due, before the story begins. */
  async bill(asOf = TODAY): Promise<void> {
    const wish = { issuer: this.code, asOf: localDate(asOf), proposedBy: 'essai' };
    const { id: runId, proposal } = await this.office.billing.proposeRun(wish);
    await this.office.billing.approveRun({ runId, digest: proposal.digest, approvedBy: 'essai' });
    await this.office.work();
  }

  async invoices(): Promise<{ id: number; number: string }[]> {
    return this.office.read('SELECT id, number FROM billing.invoice WHERE issuer_id = $1 ORDER BY id', [
      this.id,
    ]);
  }
}
