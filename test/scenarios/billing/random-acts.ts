import type { CreditScope } from '#billing';
import { addDays, DomainError, type LocalDate, localDate } from '#kernel';
import type { TestCooperative } from '#test/fixtures/cooperative.js';
import { Chance } from './seeded.js';

/** One act of somebody, chosen by chance before it begins, so that its choices do not depend on the others. */
export interface RandomAct {
  readonly name: string;
  perform(): Promise<unknown>;
}

/** An error that no person should ever see: not a refusal in words. */
export interface Fault {
  readonly act: string;
  readonly error: unknown;
}

/** Makes acts on one cooperative: contracts, their changes, runs, credits and corrections, of two issuers. */
export class RandomActs {
  readonly faults: Fault[] = [];
  readonly refusals = new Map<string, number>();
  private readonly lines: number[] = [];
  private services = 0;

  constructor(
    private readonly coop: TestCooperative,
    private readonly chance: Chance,
  ) {}

  next(): RandomAct {
    const { chance } = this;
    const kinds: readonly (readonly [number, () => RandomAct])[] = [
      [3, () => this.addLine()],
      [4, () => this.amend()],
      [2, () => this.pause()],
      [1, () => this.resume()],
      [1, () => this.cancel()],
      [2, () => this.move()],
      [6, () => this.run()],
      [4, () => this.credit()],
      [3, () => this.correct()],
      [1, () => this.changeClient()],
    ];
    if (this.lines.length < 4) return this.addLine();
    let drawn = chance.next() * kinds.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of kinds) if ((drawn -= weight) < 0) return make();
    return this.run();
  }

  /** Performs several acts at once. Refusals are counted, all else is a fault. */
  async together(acts: readonly RandomAct[]): Promise<void> {
    await Promise.all(
      acts.map(async (act) => {
        try {
          await act.perform();
        } catch (error) {
          if (error instanceof DomainError && error.kind !== 'broken')
            this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1);
          else this.faults.push({ act: act.name, error });
        }
      }),
    );
  }

  private get today(): LocalDate {
    return this.coop.clock.today();
  }

  private day(earliest: number, latest: number): LocalDate {
    return addDays(this.today, this.chance.between(earliest, latest));
  }

  private issuer(): 'COOP' | 'CAE' {
    return this.chance.chance(0.7) ? 'COOP' : 'CAE';
  }

  private addLine(): RandomAct {
    const { chance, coop } = this;
    this.services += 1;
    const service = `Prestation ${this.services}`;
    const oneOff = chance.chance(0.15);
    const from = this.day(-70, 20);
    const issuer = chance.chance(0.7) ? coop.coop.id : coop.cae.id;
    const terms = {
      unitPrice: chance.of(['0', '0.01', '10', '33.33', '99.999999', '1200', '0.005']),
      quantity: chance.of(['1', '3', '0.3333', '12.5']),
      vatRateBasisPoints: chance.of([2000, 1000, 550, 210]),
      ...(oneOff
        ? { months: 0, period: { from, to: addDays(from, chance.between(1, 40)) } }
        : {
            months: chance.of([1, 1, 1, 3, 12]),
            billing: chance.of(['advance', 'advance', 'arrears'] as const),
            anchor: this.day(-100, 30),
            period: { from, to: chance.chance(0.2) ? addDays(from, chance.between(1, 200)) : null },
          }),
    };
    return {
      name: `add ${service} ${JSON.stringify(terms)}`,
      perform: async () => {
        const contract = await coop.contract({ issuer });
        const line = await coop.contracts.addLine(coop.actor, {
          contract: contract.id,
          kind: oneOff ? 'oneOff' : 'subscription',
          service,
          label: service,
          terms: [terms],
        });
        this.lines.push(line.id);
      },
    };
  }

  private amend(): RandomAct {
    const line = this.chance.of(this.lines);
    const from = this.day(-60, 30);
    const to = this.chance.chance(0.3) ? addDays(from, this.chance.between(1, 50)) : null;
    const conditions = this.chance.chance(0.8)
      ? { unitPrice: this.chance.of(['5', '10', '33.33', '47.11', '0']) }
      : { months: this.chance.of([1, 3]) };
    return this.onLine(`amend ${from} ${JSON.stringify(conditions)}`, line, (fromRevision) =>
      this.coop.contracts.amendLine(this.coop.actor, {
        line,
        fromRevision,
        change: { from, to, conditions },
      }),
    );
  }

  private pause(): RandomAct {
    const line = this.chance.of(this.lines);
    const from = this.day(-40, 20);
    const to = this.chance.chance(0.6) ? addDays(from, this.chance.between(1, 30)) : null;
    return this.onLine(`pause ${from} ${to}`, line, (fromRevision) =>
      this.coop.contracts.pauseLine(this.coop.actor, { line, fromRevision, period: { from, to } }),
    );
  }

  private resume(): RandomAct {
    const line = this.chance.of(this.lines);
    const from = this.day(-40, 20);
    return this.onLine(`resume ${from}`, line, (fromRevision) =>
      this.coop.contracts.resumeLine(this.coop.actor, { line, fromRevision, from }),
    );
  }

  private cancel(): RandomAct {
    const line = this.chance.of(this.lines);
    const onDay = this.day(-30, 40);
    return this.onLine(`cancel ${onDay}`, line, (fromRevision) =>
      this.coop.contracts.cancelLine(this.coop.actor, { line, fromRevision, onDay }),
    );
  }

  private move(): RandomAct {
    const { coop } = this;
    const line = this.chance.of(this.lines);
    const from = this.day(-50, 20);
    const to = this.chance.chance(0.5) ? coop.coop.id : coop.cae.id;
    return {
      name: `move the contract of line ${line} from ${from}`,
      perform: async () => {
        const { contract } = await coop.contracts.readLine(line);
        const { carriageRevision } = await coop.contracts.readContract(contract);
        await coop.contracts.moveCarriage(coop.actor, { contract, to, from, fromRevision: carriageRevision });
      },
    };
  }

  private changeClient(): RandomAct {
    const { coop } = this;
    const line = this.chance.of(this.lines);
    return {
      name: `change the client of line ${line}`,
      perform: async () => {
        const { contract } = await coop.contracts.readLine(line);
        const { client } = await coop.contracts.readContract(contract);
        const { id, version } = await coop.contracts.readClient(client.id);
        await coop.contracts.updateClient(coop.actor, {
          id,
          version,
          values: { contact: `contact ${version}` },
        });
      },
    };
  }

  private onLine(name: string, line: number, act: (revision: number) => Promise<unknown>): RandomAct {
    return {
      name: `${name} of line ${line}`,
      perform: async () => act((await this.coop.contracts.readLine(line)).revision),
    };
  }

  private run(): RandomAct {
    const { coop } = this;
    const issuer = this.issuer();
    const asOf = this.day(-15, 25);
    const batchSize = this.chance.of([1, 2, 5, 200]);
    const release = this.chance.chance(0.6);
    const workers = this.chance.of([1, 1, 2, 3]);
    return {
      name: `run ${issuer} as of ${asOf} in batches of ${batchSize} by ${workers}`,
      perform: async () => {
        const run = await coop.billing.proposeRun({ issuer, asOf, proposedBy: 'hasard' });
        const releases = run.proposal.documents.flatMap((document, index) =>
          release &&
          document.state === 'held' &&
          !document.controls.some((control) => control.severity === 'blocked')
            ? [{ position: index + 1, reason: 'vérifié par hasard' }]
            : [],
        );
        const accepts = run.controls.map((control) => control.code);
        const { digest } = run.proposal;
        await coop.billing.approveRun({ runId: run.id, digest, approvedBy: 'hasard', releases, accepts });
        await Promise.all(
          Array.from({ length: workers }, (_, index) =>
            coop.billing.issueRun(run.id, { issuedBy: `hasard ${index}`, batchSize }),
          ),
        );
      },
    };
  }

  private credit(): RandomAct {
    const { coop } = this;
    const [which, kind, share, start, length] = [
      this.chance.next(),
      this.chance.of(['whole', 'days', 'days', 'amount', 'amount'] as const),
      this.chance.next(),
      this.chance.next(),
      this.chance.between(1, 20),
    ];
    return {
      name: `credit ${kind}`,
      perform: async () => {
        const invoices = await coop.database.unitOfWork.read<{
          id: number;
          position: number;
          net: number;
          from: string;
          to: string;
        }>(`SELECT invoice_id AS id, position, net_cents AS net, lower(period) AS "from", upper(period) AS "to"
            FROM billing.charge ORDER BY invoice_id DESC, position LIMIT 30`);
        const chosen = invoices[Math.floor(which * invoices.length)];
        if (!chosen) return;
        const from = addDays(localDate(chosen.from), Math.floor(start * 31));
        const scope: CreditScope =
          kind === 'whole'
            ? { kind }
            : kind === 'days'
              ? { kind, position: chosen.position, period: { from, to: addDays(from, length) } }
              : { kind, position: chosen.position, netCents: Math.ceil(share * chosen.net) };
        await coop.billing.creditInvoice(
          { invoiceId: chosen.id, scopes: [scope], reason: 'avoir au hasard' },
          'hasard',
        );
      },
    };
  }

  private correct(): RandomAct {
    const { coop } = this;
    const issuer = this.issuer();
    const wish = { issuer, reason: 'correction au hasard' };
    return {
      name: `correct ${issuer}`,
      perform: async () => {
        const { digest } = await coop.billing.previewCorrection(wish);
        await coop.billing.correct(wish, digest, 'hasard');
      },
    };
  }
}
