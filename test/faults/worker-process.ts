import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { addMonths, type LocalDate, localDate } from '#kernel';
import type { UnitOfWork } from '#persistence';
import type { TestCooperative } from '#test/fixtures/cooperative.js';

const SCRIPT = path.resolve('dist/test/faults/issue-run-process.js');

export interface RunToIssue {
  readonly url: string;
  readonly runId: number;
  readonly today: LocalDate;
}

/** A process of its own that issues a run in batches of 5; it has begun when this returns. */
export async function startWorker({ url, runId, today }: RunToIssue): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...process.env, DATABASE_URL: url, RUN_ID: String(runId), BATCH_SIZE: '5', TODAY: today },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr!.resume();
  await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
  child.stdout!.resume();
  return child;
}

/** @returns the exit code, or null when it was killed */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** `count` clients with one monthly subscription each, from November 2026 on. */
export async function subscriptions(coop: TestCooperative, count: number): Promise<void> {
  const contract = async () => coop.subscription('2026-11-01', { unitPrice: '33.33' });
  for (let made = 0; made < count; made += 10) await Promise.all(Array.from({ length: 10 }, contract));
}

/** The approved run of the month that is `index` months after November 2026, not issued yet. */
export async function approvedRun(coop: TestCooperative, index: number): Promise<RunToIssue> {
  const today = addMonths(localDate('2026-11-01'), index);
  coop.clock.set(today);
  const run = await coop.billing.proposeRun({ issuer: 'COOP', asOf: today, proposedBy: 'essai' });
  const accepts = run.controls.map((control) => control.code);
  await coop.billing.approveRun({ runId: run.id, digest: run.proposal.digest, approvedBy: 'essai', accepts });
  return { url: coop.database.url, runId: run.id, today };
}

/** What became of a run: its documents by state, its numbers, and what is ordered to be rendered. */
export async function outcomeOf(unitOfWork: UnitOfWork, runId: number) {
  const [row] = await unitOfWork.read<{ state: string; issued: number; documents: number; rendered: number }>(
    `SELECT r.state, count(*)::int AS documents, count(*) FILTER (WHERE d.state = 'issued')::int AS issued,
            (SELECT count(*)::int FROM jobs.job j JOIN billing.invoice i ON j.key = i.id::text
             WHERE j.kind = 'billing.render' AND i.run_id = $1) AS rendered
     FROM billing.run r JOIN billing.run_document d ON d.run_id = r.id WHERE r.id = $1 GROUP BY r.state`,
    [runId],
  );
  return row!;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
