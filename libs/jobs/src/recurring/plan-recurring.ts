import { addDays, daysBetween, type LocalDate } from '#kernel';
import type { Transaction, UnitOfWork } from '#persistence';
import type { NewJob } from '../work-list/job.js';
import { writeJobs } from '../work-list/write-jobs.js';

/** The work that a civil day needs, derived from the facts; the same facts give the same keys. */
export type WorkOfDay = (
  day: LocalDate,
  tx: Transaction,
) => readonly Omit<NewJob, 'kind'>[] | Promise<readonly Omit<NewJob, 'kind'>[]>;

export interface RecurringWork {
  readonly kind: string;
  readonly workOf: WorkOfDay;
  /** How many missed days are caught up; older ones are told of and left. 35 by default. */
  readonly catchUpDays: number;
}

export interface Planned {
  readonly kind: string;
  /** New rows. */
  readonly written: number;
  /** Days too long ago to be caught up. */
  readonly leftOut: number;
}

/**
 * Asks a recurring kind what work each day needs, from the last day asked to today, and writes what is missing.
 * No run schedules the next, so a run that was lost, late or doubled changes nothing: the next sweep finds the same
 * days. Today is asked again on each sweep, since the facts of the day may still grow.
 */
export async function planRecurring(
  unitOfWork: UnitOfWork,
  { kind, workOf, catchUpDays }: RecurringWork,
  today: LocalDate,
): Promise<Planned> {
  return unitOfWork.run(async (tx) => {
    const [asked]: { to: LocalDate }[] = await tx.query(
      'SELECT asked_to AS "to" FROM jobs.recurrence WHERE kind = $1 FOR UPDATE',
      [kind],
    );
    const missed = asked ? Math.max(daysBetween(asked.to, today), 0) : 0;
    const days = Math.min(missed, catchUpDays);
    let written = 0;
    for (let back = days; back >= 0; back -= 1) {
      const work = await workOf(addDays(today, -back), tx);
      written += await writeJobs(
        tx,
        work.map((each) => ({ ...each, kind })),
        { ifWritten: 'keep' },
      );
    }
    // A clock set back asks for its own day and forgets nothing of the later ones.
    await tx.query(
      `INSERT INTO jobs.recurrence AS known (kind, asked_to) VALUES ($1, $2)
       ON CONFLICT (kind) DO UPDATE SET asked_to = excluded.asked_to WHERE known.asked_to < excluded.asked_to`,
      [kind, today],
    );
    return { kind, written, leftOut: missed - days };
  });
}
