import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import { bothDays, type Hand } from '../associates/write-associates.js';
import { membershipErrors } from '../membership-errors.js';
import { fullNameOf, readPerson, type Reader } from '../people/store-people.js';
import type { Career } from './due-steps.js';

export interface InterviewRecord {
  readonly id: number;
  readonly person: number;
  readonly heldOn: LocalDate;
  readonly heldBy: string;
  readonly note: string | null;
  /** Since when both have signed; null until then. */
  readonly signedOn: LocalDate | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export interface NewInterview {
  readonly person: number;
  readonly heldOn: LocalDate;
  readonly heldBy: string;
  readonly note?: string | null | undefined;
  readonly signedOn?: LocalDate | null | undefined;
}

const INTERVIEW = `i.id, i.person_id AS person, i.held_on AS "heldOn", i.held_by AS "heldBy", i.note,
  s.signed_on AS "signedOn", i.made_by AS "madeBy", i.made_at AS "madeAt"
  FROM membership.interview i LEFT JOIN membership.interview_signature s ON s.interview_id = i.id`;

/** The newest first. */
export async function readInterviewsOf(reader: Reader, person: number): Promise<InterviewRecord[]> {
  return reader.query(`SELECT ${INTERVIEW} WHERE i.person_id = $1 ORDER BY i.held_on DESC, i.id DESC`, [
    person,
  ]);
}

async function readInterview(reader: Reader, id: number): Promise<InterviewRecord> {
  const [row]: InterviewRecord[] = await reader.query(`SELECT ${INTERVIEW} WHERE i.id = $1`, [id]);
  if (!row) throw membershipErrors.INTERVIEW_NOT_FOUND({ key: id });
  return row;
}

function refuseFuture(day: LocalDate | null, today: LocalDate): void {
  if (day !== null && day > today) throw membershipErrors.DAY_IN_THE_FUTURE(bothDays(day));
}

/** @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.DAY_IN_THE_FUTURE */
export async function recordInterview(
  tx: Transaction,
  { person, heldOn, heldBy, note = null, signedOn = null }: NewInterview,
  { madeBy, at, today }: Hand & { readonly today: LocalDate },
): Promise<InterviewRecord> {
  await readPerson(tx, person);
  refuseFuture(heldOn, today);
  const [{ id }]: [{ id: number }] = await tx.query(
    `INSERT INTO membership.interview (person_id, held_on, held_by, note, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [person, heldOn, heldBy, note, madeBy, at],
  );
  return signedOn === null
    ? readInterview(tx, id)
    : signInterview(tx, { id, signedOn }, { madeBy, at, today });
}

/** @throws MEMBERSHIP.INTERVIEW_NOT_FOUND, MEMBERSHIP.INTERVIEW_SIGNED_ALREADY, MEMBERSHIP.INVALID_FIELD, MEMBERSHIP.DAY_IN_THE_FUTURE */
export async function signInterview(
  tx: Transaction,
  { id, signedOn }: { readonly id: number; readonly signedOn: LocalDate },
  { madeBy, at, today }: Hand & { readonly today: LocalDate },
): Promise<InterviewRecord> {
  const { heldOn, signedOn: before } = await readInterview(tx, id);
  if (before !== null) throw membershipErrors.INTERVIEW_SIGNED_ALREADY({});
  refuseFuture(signedOn, today);
  if (signedOn < heldOn) {
    throw membershipErrors.INVALID_FIELD({
      field: 'signedOn',
      fieldFr: 'date de signature',
      fieldEn: 'day of signing',
      value: signedOn,
      expected: 'un entretien ne se signe pas avant d’avoir eu lieu.',
      expectedEn: 'an interview is not signed before it was held.',
    });
  }
  await tx.query(
    `INSERT INTO membership.interview_signature (interview_id, signed_on, made_by, made_at) VALUES ($1, $2, $3, $4)`,
    [id, signedOn, madeBy, at],
  );
  return readInterview(tx, id);
}

/** The révision coopérative, as it was made. */
export interface CooperativeRevision {
  readonly heldOn: LocalDate;
  readonly reviser: string;
  readonly reference: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** The newest first. */
export async function readRevisions(reader: Reader): Promise<CooperativeRevision[]> {
  return reader.query(
    `SELECT held_on AS "heldOn", reviser, reference, made_by AS "madeBy", made_at AS "madeAt"
     FROM membership.cooperative_revision ORDER BY held_on DESC`,
  );
}

export interface NewRevision {
  readonly heldOn: LocalDate;
  readonly reviser: string;
  readonly reference?: string | null | undefined;
}

/** @throws MEMBERSHIP.DAY_IN_THE_FUTURE, MEMBERSHIP.REVISION_KNOWN */
export async function recordRevision(
  tx: Transaction,
  { heldOn, reviser, reference = null }: NewRevision,
  { madeBy, at, today }: Hand & { readonly today: LocalDate },
): Promise<CooperativeRevision> {
  refuseFuture(heldOn, today);
  await tx.query(
    `INSERT INTO membership.cooperative_revision (held_on, reviser, reference, made_by, made_at) VALUES ($1, $2, $3, $4, $5)`,
    [heldOn, reviser, reference, madeBy, at],
  );
  return (await readRevisions(tx)).find((each) => each.heldOn === heldOn)!;
}

/** Of everybody who works here on a day. */
export async function readCareers(reader: Reader, day: LocalDate): Promise<Career[]> {
  const rows: {
    person: number;
    name: string;
    statuses: {
      status: Career['statuses'][number]['status'];
      from: LocalDate;
      to: LocalDate;
      trial: LocalDate | null;
    }[];
    memberships: { from: LocalDate; to: LocalDate }[];
    interviews: LocalDate[];
  }[] = await reader.query(
    `SELECT p.id AS person, ${fullNameOf('p')} AS name,
       (SELECT jsonb_agg(jsonb_build_object('status', w.status, 'from', lower(w.period),
           'to', coalesce(upper(w.period), '9999-12-31'), 'trial', w.trial_ends_on))
         FROM membership.worker_status w WHERE w.person_id = p.id AND w.withdrawn_at IS NULL) AS statuses,
       coalesce((SELECT jsonb_agg(jsonb_build_object('from', lower(a.period), 'to', coalesce(upper(a.period), '9999-12-31')))
         FROM membership.associate a WHERE a.person_id = p.id AND a.counts), '[]') AS memberships,
       coalesce((SELECT jsonb_agg(i.held_on) FROM membership.interview i
         JOIN membership.interview_signature s ON s.interview_id = i.id WHERE i.person_id = p.id), '[]') AS interviews
     FROM membership.person p
     WHERE EXISTS (SELECT FROM membership.worker_status w
       WHERE w.person_id = p.id AND w.withdrawn_at IS NULL AND w.period @> $1::date)`,
    [day],
  );
  return rows.map(({ statuses, ...career }) => ({
    ...career,
    statuses: statuses.map(({ status, from, to, trial }) => ({
      status,
      period: { from, to },
      trialEndsOn: trial,
    })),
  }));
}
