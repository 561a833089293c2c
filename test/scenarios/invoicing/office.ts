import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordForeignDocuments } from '#billing';
import { Jobs } from '#jobs';
import { localDate } from '#kernel';
import { address, sirenOf, vatNumberOf } from '#test/fixtures/cooperative.js';
import { type HttpAgent, startTestApi, type TestApi, type TestApiOptions } from '#test/api/start-api.js';

interface Line {
  readonly id: number;
  readonly contract: number;
  readonly client: number;
}

/** The people of a cooperative at work, over HTTP only; mail leaves into a folder of its own unless told. */
export class Office {
  administrator: HttpAgent;
  accountant: HttpAgent;
  auditor: HttpAgent;
  issuer: { id: number; code: string };
  private clients = 0;

  private constructor(
    readonly api: TestApi,
    private readonly folder: string,
  ) {}

  static async open(options: TestApiOptions = {}): Promise<Office> {
    const folder = await mkdtemp(path.join(tmpdir(), 'intendance-office-'));
    const configuration = { INTENDANCE_DATA: folder, ...options.configuration };
    return Office.within(await startTestApi({ today: '2026-11-22', ...options, configuration }), folder);
  }

  /** In an application that runs already, whose data folder this is. */
  static async within(api: TestApi, folder: string): Promise<Office> {
    const office = new Office(api, folder);
    office.administrator = await api.signedInAs('administrator');
    office.accountant = await api.signedInAs('accountant');
    office.auditor = await api.signedInAs('auditor');
    const siren = sirenOf(81234567);
    office.issuer = (
      await office.administrator
        .post('/api/issuers')
        .send({
          code: 'SCIC',
          name: 'Coopérative du Bocage',
          siren,
          vatNumber: vatNumberOf(siren),
          legalForm: 'SCIC SA à capital variable',
          iban: 'FR7630006000011234567890189',
          address,
          email: 'facturation@bocage.example',
        })
        .expect(201)
    ).body;
    return office;
  }

  async close(): Promise<void> {
    await this.api.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async client(details: object = {}): Promise<{ id: number; name: string }> {
    this.clients += 1;
    const siren = sirenOf(50000000 + this.clients);
    const { body } = await this.administrator
      .post('/api/clients')
      .send({
        name: `Client ${this.clients}`,
        vatStatus: 'taxable',
        siren,
        address,
        email: `client${this.clients}@exemple.test`,
        channel: 'email',
        ...details,
      })
      .expect(201);
    return body;
  }

  /** A monthly subscription at 100.00 in advance, of a client of its own unless told. */
  async subscription(from: string, term: object = {}, client?: number): Promise<Line> {
    const owner = client ?? (await this.client()).id;
    const contract = await this.administrator
      .post('/api/contracts')
      .send({ client: owner, title: 'Hébergement', carriedBy: this.issuer.id, from })
      .expect(201);
    const line = await this.administrator
      .post('/api/contract-lines')
      .send({
        contract: contract.body.id,
        kind: 'subscription',
        service: 'hébergement',
        label: 'Hébergement du site',
        terms: [{ unitPrice: '100', period: { from, to: null }, ...term }],
      })
      .expect(201);
    return { id: line.body.id, contract: contract.body.id, client: owner };
  }

  /** A document of 1 March 2026 that another tool issued: 100.00 of advice, 120.00 with VAT. @returns its id */
  async invoiceOfFormerTool(): Promise<number> {
    const client = await this.client();
    const ids = await this.api.database.unitOfWork.run((tx) =>
      recordForeignDocuments(tx, {
        issuerId: this.issuer.id,
        source: 'ancien-outil',
        recordedBy: 'essai',
        documents: [
          {
            key: 'A',
            number: 'FA-12',
            type: 'invoice',
            clientId: client.id,
            issuedOn: localDate('2026-03-01'),
            sentOn: null,
            sentAssumed: false,
            paid: false,
            contractReference: null,
            vatCategory: 'S',
            vatRateBasisPoints: 2000,
            vatCents: 2000,
            credits: null,
            lines: [
              { label: 'Conseil', period: null, netCents: 10000, lineId: null, charge: null, credit: null },
            ],
          },
        ],
      }),
    );
    return ids.get('A')!;
  }

  async propose(asOf = '2026-11-22') {
    const { body } = await this.accountant
      .post('/api/billing-runs')
      .send({ issuer: 'SCIC', asOf })
      .expect(201);
    return body as {
      id: number;
      digest: string;
      state: string;
      counts: { state: string; documents: number }[];
    };
  }

  /** Approves what was proposed, issues it, renders it and sends it. */
  async bill(asOf = '2026-11-22', approval: object = {}) {
    const run = await this.propose(asOf);
    await this.approve(run, approval).expect(201);
    await this.work();
    return run.id;
  }

  approve({ id, digest }: { id: number; digest: string }, approval: object = {}) {
    return this.administrator.post(`/api/billing-runs/${id}/approval`).send({ digest, ...approval });
  }

  /** Works all that is due, as a worker would. */
  work() {
    return this.api.get(Jobs).workUntilIdle();
  }

  async run(id: number) {
    return (await this.accountant.get(`/api/billing-runs/${id}`).expect(200)).body;
  }

  async documents(id: number) {
    return (await this.accountant.get(`/api/billing-runs/${id}/documents`).expect(200)).body.documents;
  }

  async invoices(query: Record<string, string | number> = {}) {
    return (await this.accountant.get('/api/invoices').query(query).expect(200)).body;
  }

  async invoice(id: number) {
    return (await this.accountant.get(`/api/invoices/${id}`).expect(200)).body;
  }

  /** Those of the audit trail, newest first. */
  async acts(): Promise<string[]> {
    const { body } = await this.administrator.get('/api/audit-trail?limit=200').expect(200);
    return body.events.map(({ action }: { action: string }) => action);
  }

  /** The messages that left, as files. */
  async outbox(): Promise<string[]> {
    const names = await readdir(path.join(this.folder, 'outbox')).catch(() => [] as string[]);
    return names.filter((name) => name.endsWith('.eml')).sort();
  }

  message(name: string): Promise<string> {
    return readFile(path.join(this.folder, 'outbox', name), 'utf8');
  }

  /** Makes a fact of the database straight away, as its owner would. */
  sql<T>(statement: string, parameters: unknown[] = []): Promise<T[]> {
    return this.api.database.unitOfWork.read<T>(statement, parameters);
  }
}
