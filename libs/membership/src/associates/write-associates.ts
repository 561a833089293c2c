import { type LocalDate, writeDate } from '#kernel';
import { FAR_FUTURE, rangeLiteral, type Transaction } from '#persistence';
import { membershipErrors } from '../membership-errors.js';
import { readPerson } from '../people/store-people.js';
import type { Bylaws } from '../bylaws/bylaws.js';
import { readBylawsOn } from '../bylaws/read-bylaws.js';
import type { Admission, AssociateRecord, Leaving, PlacementChange } from './associate.js';
import { readAssociate, readAssociatesOf } from './read-associates.js';

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
  if (associate.correction) {
    throw membershipErrors.ADMISSION_CORRECTED({ name: fullName, number: associate.number });
  }
  return { ...associate, name: fullName };
}

/** What was recorded by mistake, and why it is taken back. */
export interface NewCorrection {
  readonly associate: number;
  readonly reason: string;
}

/**
 * The admission was recorded by mistake: it counts on no day, with its categories and colleges; its number is not given again.
 * @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND, MEMBERSHIP.ADMISSION_CORRECTED, MEMBERSHIP.LEFT_SINCE, MEMBERSHIP.SHARES_WERE_HELD
 */
export async function correctAdmission(
  tx: Transaction,
  { associate: id, reason }: NewCorrection,
  { madeBy, at }: Hand,
): Promise<AssociateRecord> {
  const { name, exit } = await lockAssociate(tx, id);
  if (exit) throw membershipErrors.LEFT_SINCE({ name, ...bothDays(exit.effectiveOn) });
  await tx.query(
    `INSERT INTO membership.associate_admission_correction (associate_id, reason, made_by, made_at) VALUES ($1, $2, $3, $4)`,
    [id, reason, madeBy, at],
  );
  return readAssociate(tx, id);
}

/**
 * The exit was recorded by mistake: membership, category and college go on as if it had not been.
 * @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND, MEMBERSHIP.ADMISSION_CORRECTED, MEMBERSHIP.NO_EXIT, MEMBERSHIP.ADMITTED_SINCE
 */
export async function correctExit(
  tx: Transaction,
  { associate: id, reason }: NewCorrection,
  { madeBy, at }: Hand,
): Promise<AssociateRecord> {
  const { name, person, exit, correctedExits } = await lockAssociate(tx, id);
  if (!exit) throw membershipErrors.NO_EXIT({ name });
  const since = (await readAssociatesOf(tx, person)).find(({ period }) => period.from >= exit.effectiveOn);
  if (since)
    throw membershipErrors.ADMITTED_SINCE({ name, number: since.number, ...bothDays(since.period.from) });
  await tx.query(
    `INSERT INTO membership.associate_exit_correction (associate_id, generation, reason, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [id, correctedExits.length + 1, reason, madeBy, at],
  );
  for (const [table, key] of [
    ['associate', 'id'],
    ['associate_category', 'associate_id'],
    ['associate_college', 'associate_id'],
  ]) {
    await tx.query(
      `UPDATE membership.${table} SET period = daterange(lower(period), NULL) WHERE ${key} = $1 AND upper(period) = $2`,
      [id, exit.effectiveOn],
    );
  }
  return readAssociate(tx, id);
}

/**
 * Category and college end with the membership; shares have their own way out (withdrawal).
 * @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND, MEMBERSHIP.EXITED_ALREADY, MEMBERSHIP.NOT_ASSOCIATE_THEN,
 *   MEMBERSHIP.ADMISSION_BEFORE_DECISION, MEMBERSHIP.CHANGE_AFTER_LAST, MEMBERSHIP.EXCLUSION_UNDECIDED
 */
export async function leave(
  tx: Transaction,
  leaving: Leaving,
  { madeBy, at }: Hand,
): Promise<AssociateRecord> {
  const { associate: id, reason, decidedOn, decidedBy = null, reference = null, effectiveOn } = leaving;
  const { name, exit, period, categories, colleges, correctedExits } = await lockAssociate(tx, id);
  if (exit) throw membershipErrors.EXITED_ALREADY({ name, ...bothDays(exit.effectiveOn) });
  if (effectiveOn <= period.from)
    throw membershipErrors.NOT_ASSOCIATE_THEN({ name, ...bothDays(effectiveOn) });
  const decidedFirst = reason === 'resignation' || reason === 'exclusion';
  if (decidedFirst && effectiveOn < decidedOn)
    throw membershipErrors.ADMISSION_BEFORE_DECISION({ decidedOn, effectiveOn });
  if (reason === 'exclusion' && !decidedBy) throw membershipErrors.EXCLUSION_UNDECIDED({});
  requireAfterLast([categories.at(-1), colleges.at(-1)], effectiveOn);
  await tx.query(
    `INSERT INTO membership.associate_exit (associate_id, generation, reason, decided_on, decided_by, reference, effective_on,
       made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, correctedExits.length + 1, reason, decidedOn, decidedBy, reference, effectiveOn, madeBy, at],
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
