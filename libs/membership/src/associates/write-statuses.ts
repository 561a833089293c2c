import { addMonths, type LocalDate } from '#kernel';
import { FAR_FUTURE, rangeLiteral, type Transaction } from '#persistence';
import { readBylawsOn } from '../bylaws/read-bylaws.js';
import { membershipErrors } from '../membership-errors.js';
import { readPerson } from '../people/store-people.js';
import type { WorkerStatus, WorkStatus } from './associate.js';
import { readStatusesOf } from './read-associates.js';
import { bothDays, type Hand } from './write-associates.js';

export interface NewStatus {
  readonly person: number;
  readonly status: WorkStatus;
  readonly from: LocalDate;
  readonly to?: LocalDate | null | undefined;
  /** The first day after the trial; null for none; absent: by the bylaws for employees and entrepreneurs. */
  readonly trialEndsOn?: LocalDate | null | undefined;
}

/**
 * A status from a day on; an open one ends that day.
 * @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.STATUS_OVERLAPS, MEMBERSHIP.STATUS_OF_NATURAL_PERSON,
 *   MEMBERSHIP.STATUS_ENDS_BEFORE_START, MEMBERSHIP.TRIAL_ENDS_BEFORE_START, MEMBERSHIP.STATUS_BEFORE_BIRTH
 */
export async function recordStatus(
  tx: Transaction,
  given: NewStatus,
  { madeBy, at }: Hand,
): Promise<WorkerStatus> {
  const { person, status, from, to } = given;
  const { fullName, kind, birthDate } = await readPerson(tx, person);
  if (kind === 'legal') throw membershipErrors.STATUS_OF_NATURAL_PERSON({ name: fullName });
  if (birthDate && from <= birthDate)
    throw membershipErrors.STATUS_BEFORE_BIRTH({ name: fullName, ...bothDays(birthDate) });
  if (to && to <= from) throw membershipErrors.STATUS_ENDS_BEFORE_START(bothDays(from));
  if (given.trialEndsOn && given.trialEndsOn <= from)
    throw membershipErrors.TRIAL_ENDS_BEFORE_START(bothDays(from));
  await tx.query('SELECT FROM membership.person WHERE id = $1 FOR NO KEY UPDATE', [person]);
  const days = { from, to: to ?? FAR_FUTURE };
  const others = (await readStatusesOf(tx, person)).filter(({ withdrawnReason }) => withdrawnReason === null);
  const open = others.find(({ period }) => period.to === FAR_FUTURE && period.from < from);
  if (open) await endStatusOn(tx, open.id, from);
  const clash = others.find((each) => each !== open && each.period.from < days.to && from < each.period.to);
  if (clash) throw membershipErrors.STATUS_OVERLAPS({ name: fullName });
  const trial =
    given.trialEndsOn === undefined
      ? await trialByBylaws(tx, status, { from, to: days.to })
      : given.trialEndsOn;
  const [{ id }]: [{ id: number }] = await tx.query(
    `INSERT INTO membership.worker_status (person_id, status, period, trial_ends_on, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [person, status, rangeLiteral(days), trial, madeBy, at],
  );
  return (await readStatusesOf(tx, person)).find((each) => each.id === id)!;
}

async function trialByBylaws(
  tx: Transaction,
  status: WorkStatus,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<LocalDate | null> {
  if (status !== 'employee' && status !== 'cesa') return null;
  const months = (await readBylawsOn(tx, from))?.career.trialMonths ?? 0;
  const ends = addMonths(from, months);
  return months > 0 && ends < to ? ends : null;
}

async function endStatusOn(tx: Transaction, id: number, on: LocalDate): Promise<void> {
  await tx.query('UPDATE membership.worker_status SET period = daterange(lower(period), $2) WHERE id = $1', [
    id,
    on,
  ]);
}

async function lockStatus(tx: Transaction, id: number): Promise<WorkerStatus> {
  const [row]: { person: number }[] = await tx.query(
    'SELECT person_id AS person FROM membership.worker_status WHERE id = $1 FOR NO KEY UPDATE',
    [id],
  );
  if (!row) throw membershipErrors.STATUS_NOT_FOUND({ key: id });
  return (await readStatusesOf(tx, row.person)).find((each) => each.id === id)!;
}

/** The first day without the status. @throws MEMBERSHIP.STATUS_NOT_FOUND, MEMBERSHIP.STATUS_ENDED_ALREADY, MEMBERSHIP.STATUS_ENDS_BEFORE_START */
export async function endStatus(tx: Transaction, id: number, on: LocalDate): Promise<WorkerStatus> {
  const { period, withdrawnReason } = await lockStatus(tx, id);
  if (period.to !== FAR_FUTURE || withdrawnReason !== null) {
    throw membershipErrors.STATUS_ENDED_ALREADY({ on: period.to });
  }
  if (on <= period.from) throw membershipErrors.STATUS_ENDS_BEFORE_START(bothDays(period.from));
  await endStatusOn(tx, id, on);
  return lockStatus(tx, id);
}

/** Recorded by mistake: it counts no more and stays readable. @throws MEMBERSHIP.STATUS_NOT_FOUND, MEMBERSHIP.STATUS_ENDED_ALREADY */
export async function withdrawStatus(
  tx: Transaction,
  id: number,
  reason: string,
  { madeBy, at }: Hand,
): Promise<WorkerStatus> {
  const { period, withdrawnReason } = await lockStatus(tx, id);
  if (withdrawnReason !== null) throw membershipErrors.STATUS_ENDED_ALREADY({ on: period.to });
  await tx.query(
    `UPDATE membership.worker_status SET withdrawn_reason = $2, withdrawn_by = $3, withdrawn_at = $4 WHERE id = $1`,
    [id, reason, madeBy, at],
  );
  return lockStatus(tx, id);
}
