import { Billing, type CreditScope, Forecasts } from '#billing';
import { type ContractRecord, Contracts, type LineChange, type LineRecord } from '#contracts';
import { type Actor, Identity, systemActor } from '#identity';
import { Documents, RenderPool } from '#documents';
import type { LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import { TransferLetters, Transfers } from '#transfers';
import type { DemoCalendar } from './demo-calendar.js';
import type { InventedClient } from './invented-clients.js';
import { DemoClock, DemoJobs } from './one-transaction.js';
import type { PlannedContract, PlannedLine } from './portfolio.js';
import type { TransfersTold } from './tell-transfers.js';

/** Why a person of the cooperative lets through what a control held. */
const RELEASED_BECAUSE: Readonly<Record<string, string>> = {
  REBILL_AFTER_CREDIT: 'facture rectifiée, convenue avec le client',
  CATCH_UP: 'retard de saisie vérifié avec le client',
  AMOUNT_OUT_OF_LINE: 'avenant vérifié',
};

/** The people of the demonstration at work: the rooms in one transaction, on the day that the clock says. */
export class DemoOffice {
  readonly clock: DemoClock;
  readonly contracts: Contracts;
  readonly billing: Billing;
  readonly identity: Identity;
  /** Reads logos in the open transaction, which has just kept them. */
  readonly documents: Documents;
  readonly transfers: Transfers;
  readonly letters: TransferLetters;
  /** Who does the ordinary work; an account once there is one. */
  actor: Actor = systemActor('démonstration');
  /** Parties, contracts and lines by their codes, as they stand. */
  readonly issuers = new Map<string, number>();
  readonly activities = new Map<string, number>();
  private readonly clients = new Map<string, number>();
  private readonly contractsByCode = new Map<string, ContractRecord>();
  private readonly lines = new Map<string, LineRecord>();

  constructor(
    readonly tx: Transaction,
    unitOfWork: UnitOfWork,
    readonly calendar: DemoCalendar,
  ) {
    this.clock = new DemoClock(calendar.today);
    this.contracts = new Contracts(unitOfWork, this.clock);
    this.billing = new Billing(unitOfWork, this.clock, new DemoJobs(unitOfWork, this.clock));
    this.identity = new Identity(unitOfWork, this.clock);
    this.documents = new Documents(unitOfWork, new RenderPool({ threads: 1 }));
    this.transfers = new Transfers(
      unitOfWork,
      this.clock,
      this.contracts,
      new Forecasts(unitOfWork, this.clock),
      this.identity,
    );
    this.letters = new TransferLetters(
      unitOfWork,
      this.clock,
      this.transfers,
      this.contracts,
      this.documents,
      this.identity,
    );
  }

  line(code: string): LineRecord {
    return this.lines.get(code)!;
  }

  contract(code: string): ContractRecord {
    return this.contractsByCode.get(code)!;
  }

  issuer(code: string): number {
    return this.issuers.get(code)!;
  }

  /** The codes of the lines that fulfil a condition, in the order in which they were signed. */
  codesOf(which: (line: LineRecord) => boolean): string[] {
    return [...this.lines].filter(([, line]) => which(line)).map(([code]) => code);
  }

  private async client({ code, name, details }: InventedClient): Promise<number> {
    const known = this.clients.get(code);
    if (known !== undefined) return known;
    const client = { vatStatus: 'taxable' as const, ...details, code, name };
    const { id } = await this.contracts.createClient(this.actor, client, this.tx);
    this.clients.set(code, id);
    return id;
  }

  async sign(planned: PlannedContract): Promise<void> {
    const contract = await this.contracts.createContract(
      this.actor,
      {
        code: planned.code,
        client: await this.client(planned.client),
        title: planned.title,
        activity: planned.activity ? this.activities.get(planned.activity)! : null,
        purchaseOrder: planned.purchaseOrder ?? null,
        carriedBy: this.issuer(planned.issuer),
        from: planned.from,
      },
      this.tx,
    );
    this.contractsByCode.set(planned.code, contract);
    for (const line of planned.lines) await this.addLine(planned.code, line);
  }

  async addLine(contract: string, { depositOf, ...line }: PlannedLine): Promise<void> {
    const deposited = depositOf === undefined ? {} : { depositOf: this.line(depositOf).id };
    const added = await this.contracts.addLine(
      this.actor,
      { ...line, ...deposited, contract: this.contract(contract).id },
      this.tx,
    );
    this.lines.set(line.code, added);
  }

  private of(code: string, reason: string) {
    const { id, revision } = this.line(code);
    return { line: id, fromRevision: revision, reason };
  }

  async amend(code: string, change: LineChange, reason: string): Promise<void> {
    const of = { ...this.of(code, reason), change };
    this.lines.set(code, await this.contracts.amendLine(this.actor, of, this.tx));
  }

  async pause(code: string, days: { from: LocalDate; to?: LocalDate }, reason: string): Promise<void> {
    const of = { ...this.of(code, reason), period: days };
    this.lines.set(code, await this.contracts.pauseLine(this.actor, of, this.tx));
  }

  async resume(code: string, from: LocalDate, reason: string): Promise<void> {
    this.lines.set(
      code,
      await this.contracts.resumeLine(this.actor, { ...this.of(code, reason), from }, this.tx),
    );
  }

  async cancel(code: string, onDay: LocalDate, reason: string): Promise<void> {
    this.lines.set(
      code,
      await this.contracts.cancelLine(this.actor, { ...this.of(code, reason), onDay }, this.tx),
    );
  }

  async recordHours(code: string, days: { from: LocalDate; to: LocalDate }, quantity: string): Promise<void> {
    const worked = { ...this.of(code, 'heures du mois'), period: days, quantity };
    this.lines.set(code, await this.contracts.recordWorkedTime(this.actor, worked, this.tx));
  }

  async moveCarriage(code: string, to: string, from: LocalDate): Promise<void> {
    const { id, carriageRevision } = this.contract(code);
    const move = { contract: id, to: this.issuer(to), from, fromRevision: carriageRevision };
    this.contractsByCode.set(code, await this.contracts.moveCarriage(this.actor, move, this.tx));
  }

  /** What the telling of transfers works with. */
  transfersTold(): TransfersTold {
    const { transfers, letters, actor, clock, calendar } = this;
    return {
      ...{ transfers, letters, actor, clock, calendar },
      contract: (code) => this.contract(code).id,
      issuer: (code) => this.issuer(code),
    };
  }

  /** The document that bills a day of a line, and the position of the line on it. */
  async invoiceOf(code: string, day: LocalDate): Promise<{ invoiceId: number; position: number }> {
    const [found] = (await this.tx.query(
      `SELECT invoice_id AS "invoiceId", position FROM billing.charge
       WHERE line_id = $1 AND period @> $2::date ORDER BY generation DESC LIMIT 1`,
      [this.line(code).id, day],
    )) as { invoiceId: number; position: number }[];
    return found!;
  }

  /** Credits a document whole, or what `scopeOf` says of the line's position on it. */
  async credit(
    code: string,
    day: LocalDate,
    reason: string,
    scopeOf: (position: number) => CreditScope = () => ({ kind: 'whole' }),
  ): Promise<void> {
    const { invoiceId, position } = await this.invoiceOf(code, day);
    await this.billing.creditInvoice({ invoiceId, scopes: [scopeOf(position)], reason }, this.actor.name);
  }

  /** Reads what the drift of some lines asks to correct, and issues just that. */
  async correct(issuer: string, codes: readonly string[], reason: string): Promise<void> {
    const wish = { issuer, lineIds: codes.map((code) => this.line(code).id), reason };
    const { digest } = await this.billing.previewCorrection(wish);
    await this.billing.correct(wish, digest, this.actor.name);
  }

  /**
   * Bills what is due by today as a person would: reads the proposal, releases what a control holds, approves, issues.
   * @returns the run, or null where nothing was due
   */
  async bill(issuer: string): Promise<number | null> {
    const asOf = this.clock.today();
    const run = await this.billing.proposeRun({ issuer, asOf, proposedBy: this.actor.name });
    const { documents, digest } = run.proposal;
    if (documents.length === 0) {
      await this.billing.abandonRun(run.id, this.actor.name);
      return null;
    }
    const releases = documents.flatMap(({ state, controls }, index) => {
      const held = controls.find((control) => control.severity === 'held');
      const blocked = controls.some((control) => control.severity === 'blocked');
      if (state !== 'held' || blocked || !held) return [];
      return [{ position: index + 1, reason: RELEASED_BECAUSE[held.code] ?? 'vérifié avec le client' }];
    });
    await this.billing.approveRun({
      runId: run.id,
      digest,
      releases,
      accepts: run.controls.filter(({ severity }) => severity === 'held').map(({ code }) => code),
      approvedBy: this.actor.name,
    });
    await this.billing.issueRun(run.id, { issuedBy: this.actor.name, batchSize: 1000 });
    return run.id;
  }
}
