import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Job, Jobs } from '#jobs';
import { CLOCK, type Clock, type LocalDate } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { type AlongWith, together } from '../along-with.js';
import { billingErrors } from '../billing-errors.js';
import { Billing } from '../billing.js';
import { abandonRun } from '../run/approve-run.js';
import {
  type DriftSnapshot,
  type Environment,
  SNAPSHOT_COLUMNS,
  type SnapshotCause,
  takeSnapshot,
} from './drift-snapshot.js';

/** Injection token of the environment that this program runs in. */
export const ENVIRONMENT = Symbol('Environment');

export const NIGHTLY_JOB = 'billing.nightly';

/** Why scheduled billing is off: never turned on, an import or a person, another place, another version. */
export type SchedulingPause = 'never' | 'revoked' | 'moved' | 'upgraded';

export interface SchedulingState {
  readonly on: boolean;
  /** Null when it is on. */
  readonly pause: SchedulingPause | null;
  /** The same in French words. */
  readonly cause: string | null;
  readonly clearedBy: string | null;
  readonly clearedAt: Date | null;
}

export interface SchedulingStatus extends SchedulingState {
  /** The drift as it was when scheduled billing was last on, or before the upgrade or import. */
  readonly before: DriftSnapshot | null;
  /** The drift now. Turning scheduled billing on says its digest. */
  readonly after: DriftSnapshot;
}

interface Clearance {
  readonly id: number;
  readonly fingerprint: string;
  readonly schemaLevel: string;
  readonly clearedBy: string;
  readonly clearedAt: Date;
  readonly revokedFor: string | null;
}

export interface AutomaticIssue {
  readonly issuer: string;
  readonly enabled: boolean;
  readonly mostDocuments: number;
  readonly mostNetCents: number;
}

const PAUSES = {
  never: 'elle n’a encore été mise en service par personne',
  moved: 'la base de données a été restaurée, copiée ou déplacée',
  upgraded: 'le logiciel a été mis à jour',
} as const;

/**
 * Scheduled billing: a proposal each night for each issuer, issued without a person only where an administrator enabled
 * it within limits. It is off until a person has seen the drift: after an upgrade, a restore, a copy or an import.
 */
@Injectable()
export class Scheduling implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly billing: Billing,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  onModuleInit(): void {
    this.jobs.recurring(NIGHTLY_JOB, async (day, tx) => {
      const issuers = (await tx.query(
        'SELECT code FROM contracts.issuer WHERE NOT outside ORDER BY code',
      )) as { code: string }[];
      return issuers.map(({ code }) => ({ key: `${code}/${day}`, payload: { issuer: code, day } }));
    });
    this.jobs.register<{ issuer: string; day: LocalDate }>(NIGHTLY_JOB, (job) => this.nightly(job));
  }

  async status(): Promise<SchedulingStatus> {
    return this.unitOfWork.run((tx) => this.statusIn(tx));
  }

  private async statusIn(tx: Transaction): Promise<SchedulingStatus> {
    const after = await takeSnapshot(tx, {
      ...this.environment,
      cause: 'nightly',
      asOf: this.clock.today(),
      keep: false,
    });
    return { ...(await this.stateIn(tx)), before: await lastSnapshot(tx), after };
  }

  /** Whether it is on, without the drift. */
  async state(): Promise<SchedulingState> {
    return this.unitOfWork.run((tx) => this.stateIn(tx));
  }

  private async stateIn(tx: Transaction): Promise<SchedulingState> {
    const clearance = await lastClearance(tx);
    const pause = this.pauseOf(clearance);
    return {
      on: pause === null,
      pause,
      cause: pause === 'revoked' ? clearance!.revokedFor : pause && PAUSES[pause],
      clearedBy: clearance?.clearedBy ?? null,
      clearedAt: clearance?.clearedAt ?? null,
    };
  }

  private pauseOf(clearance: Clearance | null): SchedulingPause | null {
    if (!clearance) return 'never';
    if (clearance.revokedFor) return 'revoked';
    if (clearance.fingerprint !== this.environment.fingerprint) return 'moved';
    return clearance.schemaLevel === this.environment.schemaLevel ? null : 'upgraded';
  }

  /**
   * Turns scheduled billing on, for this environment and this version.
   * @param digest of the drift that the person saw
   * @throws BILLING.SNAPSHOT_STALE
   */
  async clear(
    digest: string,
    clearedBy: string,
    along?: AlongWith<SchedulingStatus>,
  ): Promise<SchedulingStatus> {
    const work = async (tx: Transaction) => {
      const seen = await takeSnapshot(tx, {
        ...this.environment,
        cause: 'cleared',
        asOf: this.clock.today(),
        keep: true,
      });
      if (seen.digest !== digest) throw billingErrors.SNAPSHOT_STALE({});
      await tx.query(
        `INSERT INTO billing.scheduling_clearance (fingerprint, schema_level, snapshot_id, cleared_by) VALUES ($1, $2, $3, $4)`,
        [this.environment.fingerprint, this.environment.schemaLevel, seen.id, clearedBy],
      );
      return this.statusIn(tx);
    };
    return this.unitOfWork.run((tx) => together(tx, work, along));
  }

  /** Turns scheduled billing off, in the transaction of what makes it doubtful. */
  async revoke(tx: Transaction, cause: string, madeBy: string): Promise<void> {
    const clearance = await lastClearance(tx);
    if (!clearance || clearance.revokedFor) return;
    await tx.query(
      'INSERT INTO billing.scheduling_revocation (clearance_id, cause, made_by) VALUES ($1, $2, $3)',
      [clearance.id, cause, madeBy],
    );
  }

  /** What an import runs before and after itself, in its own transaction: the drift is kept, and scheduled billing is off. */
  aroundImport(
    cause: string,
    madeBy: string,
  ): {
    readonly beforeImport: (tx: Transaction) => Promise<void>;
    readonly afterImport: (tx: Transaction) => Promise<void>;
  } {
    return {
      beforeImport: async (tx) => void (await this.snapshot(tx, 'beforeImport')),
      afterImport: async (tx) => {
        await this.snapshot(tx, 'afterImport');
        await this.revoke(tx, cause, madeBy);
      },
    };
  }

  /** Records the drift around an act that may change it: an import, an upgrade. */
  async snapshot(tx: Transaction, cause: SnapshotCause): Promise<DriftSnapshot> {
    return takeSnapshot(tx, { ...this.environment, cause, asOf: this.clock.today(), keep: true });
  }

  /** @throws BILLING.ISSUER_UNKNOWN */
  async setAutomaticIssue(
    setting: AutomaticIssue,
    enabledBy: string,
    along?: AlongWith<void>,
  ): Promise<void> {
    const work = async (tx: Transaction) => {
      const [issuer] = (await tx.query('SELECT id FROM contracts.issuer WHERE code = $1', [
        setting.issuer,
      ])) as { id: number }[];
      if (!issuer) throw billingErrors.ISSUER_UNKNOWN({ issuer: setting.issuer });
      await tx.query(
        `INSERT INTO billing.automatic_issue (issuer_id, enabled, most_documents, most_net_cents, enabled_by)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (issuer_id) DO UPDATE SET enabled = excluded.enabled, most_documents = excluded.most_documents,
           most_net_cents = excluded.most_net_cents, enabled_by = excluded.enabled_by, enabled_at = now()`,
        [issuer.id, setting.enabled, setting.mostDocuments, setting.mostNetCents, enabledBy],
      );
    };
    await this.unitOfWork.run((tx) => together(tx, work, along));
  }

  async automaticIssues(): Promise<(AutomaticIssue & { enabledBy: string })[]> {
    return this.unitOfWork.read(
      `SELECT i.code AS issuer, a.enabled, a.most_documents AS "mostDocuments", a.most_net_cents AS "mostNetCents", a.enabled_by AS "enabledBy"
       FROM billing.automatic_issue a JOIN contracts.issuer i ON i.id = a.issuer_id ORDER BY i.code`,
    );
  }

  /**
   * The proposal of one night for one issuer. A night that was missed is made up for by the same days being due on the
   * next: only today's proposal is of use, and it replaces the automatic one that nobody approved.
   */
  private async nightly({
    payload: { issuer, day },
  }: Job<{ issuer: string; day: LocalDate }>): Promise<void> {
    if (day !== this.clock.today() || !(await this.status()).on) return;
    await this.abandonFormerProposals(issuer);
    const run = await this.billing.proposeRun({
      issuer,
      asOf: day,
      proposedBy: 'facturation programmée',
      automatic: true,
    });
    const { documents, held } = run.proposal;
    if (documents.length === 0 && held.length === 0)
      return this.billing.abandonRun(run.id, 'facturation programmée');
    const limits = (await this.automaticIssues()).find((each) => each.issuer === issuer && each.enabled);
    const ready = documents.filter((document) => document.state === 'proposed');
    const net = ready.reduce((sum, document) => sum + document.toIssue.document.netCents, 0);
    if (
      !limits ||
      ready.length === 0 ||
      ready.length > limits.mostDocuments ||
      net > limits.mostNetCents ||
      run.controls.length > 0
    )
      return;
    await this.billing.approveRun({
      runId: run.id,
      digest: run.proposal.digest,
      approvedBy: 'facturation programmée',
    });
  }

  private async abandonFormerProposals(issuer: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const runs = (await tx.query(
        `SELECT r.id FROM billing.run r JOIN contracts.issuer i ON i.id = r.issuer_id
         WHERE i.code = $1 AND r.automatic AND r.state = 'proposed' ORDER BY r.id`,
        [issuer],
      )) as { id: number }[];
      for (const { id } of runs) await abandonRun(tx, id, 'facturation programmée');
    });
  }
}

async function lastClearance(tx: Transaction): Promise<Clearance | null> {
  const [found] = (await tx.query(
    `SELECT c.id, c.fingerprint, c.schema_level AS "schemaLevel", c.cleared_by AS "clearedBy", c.cleared_at AS "clearedAt",
            (SELECT r.cause FROM billing.scheduling_revocation r WHERE r.clearance_id = c.id ORDER BY r.id LIMIT 1) AS "revokedFor"
     FROM billing.scheduling_clearance c ORDER BY c.id DESC LIMIT 1`,
  )) as Clearance[];
  return found ?? null;
}

async function lastSnapshot(tx: Transaction): Promise<DriftSnapshot | null> {
  const [found] = (await tx.query(
    `SELECT ${SNAPSHOT_COLUMNS} FROM billing.drift_snapshot
     WHERE cause IN ('cleared', 'beforeUpgrade', 'beforeImport') ORDER BY id DESC LIMIT 1`,
  )) as DriftSnapshot[];
  return found ?? null;
}
