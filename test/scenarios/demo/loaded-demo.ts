import pg from 'pg';
import { Billing, type Control } from '#billing';
import { Documents, RenderPool } from '#documents';
import { type DemoSetting, loadDemo } from '#installation';
import { Jobs } from '#jobs';
import { ClockSetTo, type LocalDate, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';

/** The demonstration of one civil day in a fresh database, and what its people would see that day. */
export class LoadedDemo {
  readonly clock: ClockSetTo;
  readonly billing: Billing;
  private readonly documents: Documents;

  private constructor(
    readonly database: TestDatabase,
    readonly today: LocalDate,
  ) {
    const { unitOfWork } = database;
    this.clock = new ClockSetTo(today);
    this.billing = new Billing(unitOfWork, this.clock, new Jobs(unitOfWork, this.clock));
    this.documents = new Documents(unitOfWork, new RenderPool({ threads: 1 }));
  }

  /** An empty installation on that day. */
  static async empty(day: string): Promise<LoadedDemo> {
    return new LoadedDemo(await createTestDatabase(), localDate(day));
  }

  static async load(day: string): Promise<LoadedDemo> {
    const demo = await LoadedDemo.empty(day);
    await loadDemo(demo.setting());
    return demo;
  }

  /** What autovacuum does within a minute. */
  async analyze(): Promise<void> {
    const owner = new pg.Client({ connectionString: this.database.url });
    await owner.connect();
    await owner.query('ANALYZE').finally(() => owner.end());
  }

  setting(other: Partial<DemoSetting> = {}): DemoSetting {
    return {
      unitOfWork: this.database.unitOfWork,
      documents: this.documents,
      clock: this.clock,
      configuration: { NODE_ENV: 'test' },
      ...other,
    };
  }

  read<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.database.unitOfWork.read<T>(sql, parameters);
  }

  async count(sql: string): Promise<number> {
    const [row] = await this.read<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
    return row!.count;
  }

  /** What today's proposal of an issuer would bill, and all that it holds back: `CODE line-or-client`. */
  async proposalOf(issuer: string): Promise<{ ready: number; held: string[]; ofTheRun: string[] }> {
    const { proposal, controls } = await this.billing.proposeRun({
      issuer,
      asOf: this.today,
      proposedBy: 'essai',
    });
    const stops = ({ severity }: Control) => severity !== 'warning';
    const name = ({ code, line, facts }: Control) => `${code} ${line ?? String(facts['client'])}`;
    return {
      ready: proposal.documents.filter((each) => each.state === 'proposed').length,
      held: [
        ...proposal.documents.flatMap((each) => each.controls.filter(stops).map(name)),
        ...proposal.held.map(({ control }) => name(control)),
      ].sort(),
      ofTheRun: controls.map(({ code }) => code),
    };
  }

  /** The days that each issuer billed of a line, credits taken off: `CAE 2025-05-01 2026-06-01`. */
  async coverageOf(line: string): Promise<string[]> {
    const rows = await this.read<{ issuer: string; from: string; to: string }>(
      `SELECT i.code AS issuer, lower(d) AS "from", upper(d) AS "to"
       FROM (SELECT v.issuer_id, range_agg(v.live) AS days FROM billing.coverage v
             JOIN contracts.contract_line l ON l.id = v.line_id WHERE l.code = $1 GROUP BY 1) each_issuer
       CROSS JOIN unnest(days) AS d JOIN contracts.issuer i ON i.id = issuer_id ORDER BY lower(d)`,
      [line],
    );
    return rows.map(({ issuer, from, to }) => `${issuer} ${from} ${to}`);
  }

  async close(): Promise<void> {
    await this.documents.onModuleDestroy();
    await this.database.drop();
  }
}
