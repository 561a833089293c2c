import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '#jobs';
import { CLOCK, type Clock } from '#kernel';
import { UnitOfWork } from '#persistence';
import type { Verification } from './verification.js';
import { Verifier } from './verifier.js';

/** Verifies all invariants; the key is the civil day. */
export const VERIFY_JOB = 'billing.verify';

const log = new Logger('Verification');

/** Verifies once per civil day and keeps what was found. Missed days are not made up for: today's state is what counts. */
@Injectable()
export class NightlyVerification implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly verifier: Verifier,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(VERIFY_JOB, () => this.verifyAndKeep(), { leaseSeconds: 300 });
    this.jobs.recurring(VERIFY_JOB, (day) =>
      day === this.clock.today() ? [{ key: day, payload: { day } }] : [],
    );
  }

  /** What the newest nightly verification found, or null before the first. */
  async lastVerification(): Promise<Verification | null> {
    const [row] = await this.unitOfWork.read<{ result: Verification }>(
      'SELECT result FROM billing.verification ORDER BY day DESC LIMIT 1',
    );
    return row?.result ?? null;
  }

  private async verifyAndKeep(): Promise<void> {
    const found = await this.verifier.verify();
    await this.unitOfWork.run((tx) =>
      tx.query(
        `INSERT INTO billing.verification (day, at, holds, result) VALUES ($1, $2, $3, $4) ON CONFLICT (day) DO NOTHING`,
        [found.day, found.at, found.holds, JSON.stringify(found)],
      ),
    );
    for (const check of found.checks.filter((each) => each.state === 'broken')) {
      log.error(
        `${check.invariant} is broken, ${check.offences.total} times: ${check.offences.told[0]?.sentence.en}`,
      );
    }
  }
}
