import { type LocalDate, type Period, writePeriod } from '#kernel';
import { rangeLiteral, type Transaction } from '#persistence';
import type { Hand } from './acts.js';
import { requirePast, takeRegister } from './acts.js';
import { capitalErrors, notFound } from './capital-errors.js';
import { type BalanceChange, capOfInterest, centDaysOf, interestOf } from './interest.js';
import { personName, type Reader } from './read-holdings.js';
import { rulesOn } from './subscribe.js';

/** A yearly mean of the TMO as it was entered last. */
export interface TmoRate {
  readonly year: number;
  readonly rateBasisPoints: number;
  /** Whether somebody compared it with the Journal officiel. */
  readonly verified: boolean;
  readonly source: string;
}

export interface InterestWish {
  /** The financial year, end excluded. */
  readonly exercise: Period;
  readonly rateBasisPoints: number;
  /** The day of the assembly: the three years before it make the cap. */
  readonly decidedOn: LocalDate;
}

export interface InterestPart {
  readonly personId: number;
  readonly personCode: string;
  readonly personName: string;
  readonly amountCents: number;
}

export interface InterestForecast {
  readonly capBasisPoints: number;
  readonly parts: readonly InterestPart[];
  readonly totalCents: number;
}

export interface InterestRecord {
  readonly id: number;
  readonly exercise: Period;
  readonly rateBasisPoints: number;
  readonly capBasisPoints: number;
  readonly decidedOn: LocalDate;
  readonly reason: string;
  readonly totalCents: number;
  readonly holders: number;
}

export async function listTmo(reader: Reader): Promise<TmoRate[]> {
  return reader.query(
    `SELECT DISTINCT ON (year) year, rate_basis_points AS "rateBasisPoints", verified, source
     FROM membership.tmo_rate ORDER BY year DESC, revision DESC`,
  );
}

export async function writeTmo(tx: Transaction, rate: TmoRate, hand: Hand): Promise<void> {
  await takeRegister(tx);
  await tx.query(
    `INSERT INTO membership.tmo_rate (year, revision, rate_basis_points, verified, source, made_by, made_at)
     SELECT $1::integer, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6 FROM membership.tmo_rate WHERE year = $1`,
    [rate.year, rate.rateBasisPoints, rate.verified, rate.source, hand.madeBy, hand.at],
  );
}

/**
 * What a rate would give to whom, and the cap.
 * @throws CAPITAL.INTEREST_NOT_POSITIVE, CAPITAL.TMO_MISSING, CAPITAL.INTEREST_ABOVE_CAP, CAPITAL.YEAR_NOT_OVER
 */
export async function forecastInterest(tx: Transaction, wish: InterestWish): Promise<InterestForecast> {
  const { from, to } = wish.exercise;
  if (wish.rateBasisPoints <= 0) throw capitalErrors.INTEREST_NOT_POSITIVE({});
  if (to <= from || to > wish.decidedOn) throw capitalErrors.YEAR_NOT_OVER({ day: wish.decidedOn });
  const { interestMarginBasisPoints } = await rulesOn(tx, wish.decidedOn);
  const cap = capOfInterest(await listTmo(tx), wish.decidedOn, interestMarginBasisPoints);
  if ('missing' in cap) throw capitalErrors.TMO_MISSING({ years: cap.missing });
  const { capBasisPoints } = cap;
  if (wish.rateBasisPoints > capBasisPoints)
    throw capitalErrors.INTEREST_ABOVE_CAP({ rate: wish.rateBasisPoints, cap: capBasisPoints });
  const bearing = await centDaysByPerson(tx, wish.exercise);
  const persons: { id: number; code: string; name: string }[] = await tx.query(
    `SELECT p.id, p.code, ${personName('p')} AS name FROM membership.person p WHERE p.id = ANY ($1)
     ORDER BY p.name COLLATE "unicode", p.id`,
    [[...bearing.keys()]],
  );
  const parts = persons.map(({ id, code, name }) => ({
    personId: id,
    personCode: code,
    personName: name,
    amountCents: interestOf(bearing.get(id)!, wish.rateBasisPoints, wish.exercise),
  }));
  return { capBasisPoints, parts, totalCents: parts.reduce((sum, { amountCents }) => sum + amountCents, 0) };
}

/**
 * Paid-up capital bears interest, day by day: what was paid on the bulletins whose shares are there, and the nominal of the
 * shares that came or went otherwise, which are paid up.
 */
async function centDaysByPerson(reader: Reader, exercise: Period): Promise<Map<number, bigint>> {
  const rows: (BalanceChange & { readonly person: number })[] = await reader.query(
    `SELECT person_id AS person, day, sum(cents)::bigint AS cents FROM (
       SELECT person_id, day, paid_up_change AS cents FROM membership.share_subscription_day
       UNION ALL SELECT person_id, day, cents FROM membership.share_leg WHERE kind <> 'subscription') changes
     WHERE day < $1 GROUP BY person_id, day HAVING sum(cents) <> 0`,
    [exercise.to],
  );
  const changes = new Map<number, BalanceChange[]>();
  for (const { person, ...change } of rows) changes.set(person, [...(changes.get(person) ?? []), change]);
  const bearing = [...changes].map(([person, each]) => [person, centDaysOf(each, exercise)] as const);
  return new Map(bearing.filter(([, centDays]) => centDays > 0n));
}

/** @throws CAPITAL.TMO_MISSING, CAPITAL.INTEREST_ABOVE_CAP, CAPITAL.INTEREST_KNOWN, CAPITAL.DAY_IN_FUTURE */
export async function writeInterest(
  tx: Transaction,
  wish: InterestWish & { readonly reason: string },
  hand: Hand,
): Promise<number> {
  requirePast(wish.decidedOn, hand);
  await takeRegister(tx);
  const { capBasisPoints, parts } = await forecastInterest(tx, wish);
  const [known] = await tx.query(
    'SELECT exercise FROM membership.share_interest WHERE exercise && $1::daterange ORDER BY exercise LIMIT 1',
    [rangeLiteral(wish.exercise)],
  );
  if (known) throw capitalErrors.INTEREST_KNOWN({ exercise: writePeriod(known.exercise as Period, 'fr') });
  const bearing = await centDaysByPerson(tx, wish.exercise);
  const [row] = await tx.query(
    `INSERT INTO membership.share_interest (exercise, rate_basis_points, cap_basis_points, decided_on, reason, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      rangeLiteral(wish.exercise),
      wish.rateBasisPoints,
      capBasisPoints,
      wish.decidedOn,
      wish.reason,
      hand.madeBy,
      hand.at,
    ],
  );
  const { id } = row as { id: number };
  for (const { personId, amountCents } of parts) {
    await tx.query(
      'INSERT INTO membership.share_interest_part (interest_id, person_id, cent_days, amount_cents) VALUES ($1, $2, $3, $4)',
      [id, personId, String(bearing.get(personId)), amountCents],
    );
  }
  return id;
}

const INTERESTS = `SELECT i.id, i.exercise, i.rate_basis_points AS "rateBasisPoints", i.cap_basis_points AS "capBasisPoints",
    i.decided_on AS "decidedOn", i.reason, coalesce(sum(p.amount_cents), 0)::bigint AS "totalCents",
    count(p.person_id)::int AS holders
  FROM membership.share_interest i LEFT JOIN membership.share_interest_part p ON p.interest_id = i.id`;

/** Newest first. */
export async function listInterests(reader: Reader): Promise<InterestRecord[]> {
  return reader.query(`${INTERESTS} GROUP BY i.id ORDER BY lower(i.exercise) DESC`);
}

/** With what each holder has of it, by name. */
export interface OneInterest extends InterestRecord {
  readonly parts: readonly InterestPart[];
}

/** @throws CAPITAL.NOT_FOUND */
export async function readInterest(reader: Reader, id: number): Promise<OneInterest> {
  const [row]: InterestRecord[] = await reader.query(`${INTERESTS} WHERE i.id = $1 GROUP BY i.id`, [id]);
  if (!row) throw notFound('interest', id);
  const parts: InterestPart[] = await reader.query(
    `SELECT p.id AS "personId", p.code AS "personCode", ${personName('p')} AS "personName", x.amount_cents AS "amountCents"
     FROM membership.share_interest_part x JOIN membership.person p ON p.id = x.person_id WHERE x.interest_id = $1
     ORDER BY p.name COLLATE "unicode", p.id`,
    [id],
  );
  return { ...row, parts };
}
