import { addMonths, type LocalDate, writeDate } from '#kernel';
import { FAR_FUTURE, rangeLiteral, type Transaction } from '#persistence';
import { membershipErrors } from '../membership-errors.js';
import { readPerson } from '../people/store-people.js';
import type { Bylaws } from '../bylaws/bylaws.js';
import { readBylawsOn } from '../bylaws/read-bylaws.js';
import type {
  Admission,
  AssociateRecord,
  Leaving,
  PlacementChange,
  WorkerStatus,
  WorkStatus,
} from './associate.js';
import { readAssociate, readAssociatesOf, readStatusesOf } from './read-associates.js';

/** Who writes, and when. */
export interface Hand {
  readonly madeBy: string;
  readonly at: Date;
}

export const bothDays = (day: LocalDate) => ({ day: writeDate(day, 'fr'), dayEn: writeDate(day, 'en') });
const openFrom = (from: LocalDate) => rangeLiteral({ from, to: FAR_FUTURE });

interface Wanted {
  readonly day: LocalDate;
  readonly category?: string | undefined;
  readonly college?: string | null | undefined;
}

function requireOfBylaws(bylaws: Bylaws, { day, category, college }: Wanted): void {
  const known = (rules: readonly { code: string }[]) => rules.map(({ code }) => code).join(', ');
  if (category !== undefined && !bylaws.categories.some(({ code }) => code === category)) {
    throw membershipErrors.CATEGORY_UNKNOWN({
      code: category,
      ...bothDays(day),
      known: known(bylaws.categories),
    });
  }
  if (college && !bylaws.colleges.some(({ code }) => code === college)) {
    throw membershipErrors.COLLEGE_UNKNOWN({
      code: college,
      ...bothDays(day),
      known: known(bylaws.colleges),
    });
  }
}

async function requireBylawsOn(tx: Transaction, day: LocalDate): Promise<Bylaws> {
  const bylaws = await readBylawsOn(tx, day);
  if (!bylaws) throw membershipErrors.NO_BYLAWS(bothDays(day));
  return bylaws;
}

/**
 * The next number of the register, with a category and, where the bylaws have colleges, a college from the first day.
 * @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.ASSOCIATE_ALREADY, MEMBERSHIP.NO_BYLAWS, MEMBERSHIP.CATEGORY_UNKNOWN,
 *   MEMBERSHIP.COLLEGE_UNKNOWN, MEMBERSHIP.COLLEGE_MISSING, MEMBERSHIP.ADMISSION_BEFORE_DECISION
 */
export async function admit(
  tx: Transaction,
  admission: Admission,
  { madeBy, at }: Hand,
): Promise<AssociateRecord> {
  const { person, decidedOn, decidedBy, reference = null, effectiveOn, category, college = null } = admission;
  const { fullName } = await readPerson(tx, person);
  const already = (await readAssociatesOf(tx, person)).find(({ period }) => period.to > effectiveOn);
  if (already) {
    throw membershipErrors.ASSOCIATE_ALREADY({
      name: fullName,
      number: already.number,
      since: writeDate(already.period.from, 'fr'),
      sinceEn: writeDate(already.period.from, 'en'),
    });
  }
  if (effectiveOn < decidedOn) throw membershipErrors.ADMISSION_BEFORE_DECISION({ decidedOn, effectiveOn });
  const bylaws = await requireBylawsOn(tx, effectiveOn);
  requireOfBylaws(bylaws, { day: effectiveOn, category, college });
  if (bylaws.colleges.length > 0 && !college) {
    const known = bylaws.colleges.map(({ code }) => code).join(', ');
    throw membershipErrors.COLLEGE_MISSING({ ...bothDays(effectiveOn), known });
  }
  const [{ id }]: [{ id: number }] = await tx.query(
    `INSERT INTO membership.associate (person_id, decided_on, decided_by, reference, period, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [person, decidedOn, decidedBy, reference, openFrom(effectiveOn), madeBy, at],
  );
  await place(tx, { id, of: 'category', code: category, from: effectiveOn, reason: null }, { madeBy, at });
  if (college)
    await place(tx, { id, of: 'college', code: college, from: effectiveOn, reason: null }, { madeBy, at });
  return readAssociate(tx, id);
}

interface Place {
  readonly id: number;
  readonly of: 'category' | 'college';
  readonly code: string;
  readonly from: LocalDate;
  readonly reason: string | null;
}

async function place(
  tx: Transaction,
  { id, of, code, from, reason }: Place,
  { madeBy, at }: Hand,
): Promise<void> {
  await tx.query(
    `INSERT INTO membership.associate_${of} (associate_id, ${of}, period, reason, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, code, openFrom(from), reason, madeBy, at],
  );
}

/** What is open ends on a day. */
async function end(tx: Transaction, id: number, of: 'category' | 'college', on: LocalDate): Promise<void> {
  await tx.query(
    `UPDATE membership.associate_${of} SET period = daterange(lower(period), $2) WHERE associate_id = $1 AND upper_inf(period)`,
    [id, on],
  );
}

async function lockAssociate(
  tx: Transaction,
  id: number,
): Promise<AssociateRecord & { readonly name: string }> {
  await tx.query('SELECT FROM membership.associate WHERE id = $1 FOR NO KEY UPDATE', [id]);
  const associate = await readAssociate(tx, id);
  const { fullName } = await readPerson(tx, associate.person);
  return { ...associate, name: fullName };
}

/**
 * Category and college end with the membership; shares have their own way out (withdrawal).
 * @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND, MEMBERSHIP.EXITED_ALREADY, MEMBERSHIP.NOT_ASSOCIATE_THEN,
 *   MEMBERSHIP.ADMISSION_BEFORE_DECISION, MEMBERSHIP.CHANGE_AFTER_LAST, MEMBERSHIP.VALUE_REFUSED (an exclusion that nobody decided)
 */
export async function leave(
  tx: Transaction,
  leaving: Leaving,
  { madeBy, at }: Hand,
): Promise<AssociateRecord> {
  const { associate: id, reason, decidedOn, decidedBy = null, reference = null, effectiveOn } = leaving;
  const { name, exit, period, categories, colleges } = await lockAssociate(tx, id);
  if (exit) throw membershipErrors.EXITED_ALREADY({ name, ...bothDays(exit.effectiveOn) });
  if (effectiveOn <= period.from)
    throw membershipErrors.NOT_ASSOCIATE_THEN({ name, ...bothDays(effectiveOn) });
  const decidedFirst = reason === 'resignation' || reason === 'exclusion';
  if (decidedFirst && effectiveOn < decidedOn)
    throw membershipErrors.ADMISSION_BEFORE_DECISION({ decidedOn, effectiveOn });
  requireAfterLast([categories.at(-1), colleges.at(-1)], effectiveOn);
  await tx.query(
    `INSERT INTO membership.associate_exit (associate_id, reason, decided_on, decided_by, reference, effective_on, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, reason, decidedOn, decidedBy, reference, effectiveOn, madeBy, at],
  );
  await end(tx, id, 'category', effectiveOn);
  await end(tx, id, 'college', effectiveOn);
  await tx.query('UPDATE membership.associate SET period = daterange(lower(period), $2) WHERE id = $1', [
    id,
    effectiveOn,
  ]);
  return readAssociate(tx, id);
}

function requireAfterLast(
  last: readonly (AssociateRecord['categories'][number] | undefined)[],
  day: LocalDate,
): void {
  const late = last.find((each) => each && each.period.to === FAR_FUTURE && each.period.from >= day);
  if (late) throw membershipErrors.CHANGE_AFTER_LAST(bothDays(late.period.from));
}

/**
 * Whatever shares they hold, an associate is in the category and college that somebody decided, from a day on.
 * @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND, MEMBERSHIP.NOT_ASSOCIATE_THEN, MEMBERSHIP.NOTHING_CHANGES, MEMBERSHIP.CHANGE_AFTER_LAST,
 *   MEMBERSHIP.NO_BYLAWS, MEMBERSHIP.CATEGORY_UNKNOWN, MEMBERSHIP.COLLEGE_UNKNOWN
 */
export async function replace(
  tx: Transaction,
  change: PlacementChange,
  hand: Hand,
): Promise<AssociateRecord> {
  const { associate: id, from, category, college, reason = null } = change;
  const { name, period, exit, ...placed } = await lockAssociate(tx, id);
  if (exit || from < period.from) throw membershipErrors.NOT_ASSOCIATE_THEN({ name, ...bothDays(from) });
  const changes = (
    [
      ['category', category, placed.categories.at(-1)],
      ['college', college, placed.colleges.at(-1)],
    ] as const
  ).filter(([, code, last]) => code !== undefined && code !== last?.code);
  if (changes.length === 0) throw membershipErrors.NOTHING_CHANGES({});
  requireOfBylaws(await requireBylawsOn(tx, from), { day: from, category, college });
  for (const [of, code, last] of changes) {
    requireAfterLast([last], from);
    await end(tx, id, of, from);
    await place(tx, { id, of, code: code!, from, reason }, hand);
  }
  return readAssociate(tx, id);
}

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
 * @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.STATUS_OVERLAPS, MEMBERSHIP.STATUS_OF_NATURAL_PERSON
 */
export async function recordStatus(
  tx: Transaction,
  given: NewStatus,
  { madeBy, at }: Hand,
): Promise<WorkerStatus> {
  const { person, status, from, to } = given;
  const { fullName, kind } = await readPerson(tx, person);
  if (kind === 'legal') throw membershipErrors.STATUS_OF_NATURAL_PERSON({ name: fullName });
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

/** The first day without the status. @throws MEMBERSHIP.STATUS_NOT_FOUND, MEMBERSHIP.STATUS_ENDED_ALREADY, MEMBERSHIP.VALUE_REFUSED */
export async function endStatus(tx: Transaction, id: number, on: LocalDate): Promise<WorkerStatus> {
  const { period, withdrawnReason } = await lockStatus(tx, id);
  if (period.to !== FAR_FUTURE || withdrawnReason !== null) {
    throw membershipErrors.STATUS_ENDED_ALREADY({ on: period.to });
  }
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
