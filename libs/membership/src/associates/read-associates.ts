import { foldedColumn, patternsOf } from '#persistence';
import type { LocalDate } from '#kernel';
import { membershipErrors } from '../membership-errors.js';
import { fullNameOf, type Reader } from '../people/store-people.js';
import type {
  AssociateExit,
  AssociateRecord,
  Correction,
  Placement,
  WorkerStatus,
  WorkStatus,
} from './associate.js';

const placements = (of: 'category' | 'college') => `coalesce((
  SELECT jsonb_agg(jsonb_build_object('code', c.${of}, 'from', lower(c.period), 'to', coalesce(upper(c.period), '9999-12-31'),
    'reason', c.reason, 'madeBy', c.made_by, 'madeAt', c.made_at) ORDER BY c.period)
  FROM membership.associate_${of} c WHERE c.associate_id = a.id), '[]')`;

const exit = `jsonb_build_object('reason', x.reason, 'decidedOn', x.decided_on, 'decidedBy', x.decided_by,
  'reference', x.reference, 'effectiveOn', x.effective_on)`;
const correction = `jsonb_build_object('reason', c.reason, 'madeBy', c.made_by, 'madeAt', c.made_at)`;

const RECORD = `a.id, a.person_id AS person, a.number, a.decided_on AS "decidedOn", a.decided_by AS "decidedBy", a.reference,
  a.period, ${placements('category')} AS categories, ${placements('college')} AS colleges,
  (SELECT ${correction} FROM membership.associate_admission_correction c WHERE c.associate_id = a.id) AS correction,
  (SELECT ${exit} FROM membership.associate_exit_in_force x WHERE x.associate_id = a.id) AS exit,
  coalesce((SELECT jsonb_agg(${exit} || jsonb_build_object('correction', ${correction}) ORDER BY x.generation)
    FROM membership.associate_exit x JOIN membership.associate_exit_correction c USING (associate_id, generation)
    WHERE associate_id = a.id), '[]') AS "correctedExits"`;

interface PlacementRow {
  readonly code: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly reason: string | null;
  readonly madeBy: string;
  readonly madeAt: string;
}
interface CorrectionRow {
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: string;
}
type Row = Omit<AssociateRecord, 'categories' | 'colleges' | 'correction' | 'correctedExits'> & {
  readonly categories: readonly PlacementRow[];
  readonly colleges: readonly PlacementRow[];
  readonly correction: CorrectionRow | null;
  readonly correctedExits: readonly (AssociateExit & { readonly correction: CorrectionRow })[];
};

const placementOf = ({ from, to, madeAt, ...row }: PlacementRow): Placement => ({
  ...row,
  period: { from, to },
  madeAt: new Date(madeAt),
});

const correctionOf = (row: CorrectionRow): Correction => ({ ...row, madeAt: new Date(row.madeAt) });

const recordOf = (row: Row): AssociateRecord => ({
  ...row,
  correction: row.correction && correctionOf(row.correction),
  correctedExits: row.correctedExits.map((each) => ({ ...each, correction: correctionOf(each.correction) })),
  categories: row.categories.map(placementOf),
  colleges: row.colleges.map(placementOf),
});

/** By id. @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND */
export async function readAssociate(reader: Reader, id: number): Promise<AssociateRecord> {
  const [row]: Row[] = await reader.query(`SELECT ${RECORD} FROM membership.associate a WHERE a.id = $1`, [
    id,
  ]);
  if (!row) throw membershipErrors.ASSOCIATE_NOT_FOUND({ key: id });
  return recordOf(row);
}

/** Every admission of a person that counts, or those that do not: they were recorded by mistake. The newest first. */
export async function readAssociatesOf(
  reader: Reader,
  person: number,
  counts = true,
): Promise<AssociateRecord[]> {
  const rows: Row[] = await reader.query(
    `SELECT ${RECORD} FROM membership.associate a WHERE a.person_id = $1 AND a.counts = $2 ORDER BY a.period DESC, a.number DESC`,
    [person, counts],
  );
  return rows.map(recordOf);
}

/** Every admission ever, in the order of their numbers; those that were recorded by mistake among them. */
export async function readEveryAssociate(reader: Reader): Promise<AssociateRecord[]> {
  const rows: Row[] = await reader.query(`SELECT ${RECORD} FROM membership.associate a ORDER BY a.number`);
  return rows.map(recordOf);
}

/** Statuses of a person, the newest first; those that were taken back among them. */
export async function readStatusesOf(reader: Reader, person: number): Promise<WorkerStatus[]> {
  return reader.query(
    `SELECT id, person_id AS person, status, period, trial_ends_on AS "trialEndsOn", made_by AS "madeBy", made_at AS "madeAt",
       withdrawn_reason AS "withdrawnReason"
     FROM membership.worker_status WHERE person_id = $1 ORDER BY period DESC, id DESC`,
    [person],
  );
}

export const ASSOCIATE_SORTS = [
  'number',
  'name',
  'category',
  'college',
  'admittedOn',
  'quantity',
  'amount',
] as const;
export type AssociateSort = (typeof ASSOCIATE_SORTS)[number];

export interface AssociateSearch {
  /** Each word anywhere in the code, the names, the SIREN, the e-mail address or the number. */
  readonly search?: string;
  /** Those of that day, `former` those who had left by then, `all` everybody admitted. Present by default. */
  readonly standing?: 'present' | 'former' | 'all';
  readonly category?: string;
  readonly college?: string;
  readonly status?: WorkStatus;
  readonly sort?: AssociateSort;
  readonly descending?: boolean;
  readonly page?: number;
  readonly size?: number;
}

/** An associate as the list shows them on a day: of those who left, the last category and college. */
export interface AssociateRow {
  readonly id: number;
  readonly person: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'natural' | 'legal';
  readonly number: number;
  readonly category: string;
  readonly college: string | null;
  readonly status: WorkStatus | null;
  readonly admittedOn: LocalDate;
  /** The first day on which they are no associate; null while they are. */
  readonly leftOn: LocalDate | null;
  readonly exitReason: AssociateExit['reason'] | null;
  /** Shares of all classes, and their nominal. */
  readonly quantity: number;
  readonly amountCents: number;
}

export interface AssociateList {
  readonly items: readonly AssociateRow[];
  readonly total: number;
  readonly quantity: number;
  readonly amountCents: number;
}

const ORDERS: Readonly<Record<AssociateSort, string>> = {
  number: 'number',
  name: 'name COLLATE "unicode"',
  category: 'category',
  college: 'college',
  admittedOn: '"admittedOn"',
  quantity: 'quantity',
  amount: '"amountCents"',
};

const searched = foldedColumn(`concat_ws(' ', p.code, p.given_name, p.name, p.siren, p.email, a.number)`);

/** Of the last day on which they had one, up to $1. */
const last = (of: 'category' | 'college') => `(SELECT c.${of} FROM membership.associate_${of} c
  WHERE c.associate_id = a.id ORDER BY (lower(c.period) <= $1) DESC,
    CASE WHEN lower(c.period) <= $1 THEN c.period END DESC, c.period LIMIT 1)`;

/** One page of the register as it stands on a day. */
export async function listAssociates(
  reader: Reader,
  today: LocalDate,
  { search = '', standing = 'present', category, college, status, ...rest }: AssociateSearch,
): Promise<AssociateList> {
  const { sort = 'number', descending = false, page = 1, size = 50 } = rest;
  const rows: (AssociateRow & { total: number; allQuantity: number; allCents: number })[] =
    await reader.query(
      `WITH held AS (SELECT l.person_id, sum(l.quantity)::int AS quantity, sum(l.cents)::bigint AS cents
         FROM membership.share_leg l WHERE l.day <= $1 GROUP BY l.person_id),
       placed AS (
         SELECT a.id, a.person_id AS person, p.code, ${fullNameOf('p')} AS name, p.kind, a.number,
           ${last('category')} AS category, ${last('college')} AS college,
           (SELECT w.status FROM membership.worker_status w
             WHERE w.person_id = p.id AND w.period @> $1::date AND w.withdrawn_at IS NULL) AS status,
           lower(a.period) AS "admittedOn", upper(a.period) AS "leftOn",
           (SELECT x.reason FROM membership.associate_exit_in_force x WHERE x.associate_id = a.id) AS "exitReason",
           coalesce(h.quantity, 0) AS quantity, coalesce(h.cents, 0) AS "amountCents"
         FROM membership.associate a JOIN membership.person p ON p.id = a.person_id
         LEFT JOIN held h ON h.person_id = p.id
         WHERE a.counts AND ${searched} LIKE ALL ($2::text[])
           AND CASE $3 WHEN 'present' THEN a.period @> $1::date WHEN 'former' THEN upper(a.period) <= $1 ELSE true END),
       found AS (SELECT * FROM placed WHERE ($4::text IS NULL OR category = $4) AND ($5::text IS NULL OR college = $5)
         AND ($6::text IS NULL OR status = $6))
     SELECT page.*, whole.* FROM (SELECT count(*) AS total, coalesce(sum(quantity), 0)::int AS "allQuantity",
       coalesce(sum("amountCents"), 0)::bigint AS "allCents" FROM found) whole
     LEFT JOIN LATERAL (SELECT * FROM found ORDER BY ${ORDERS[sort]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, number
       LIMIT $7 OFFSET $8) page ON true`,
      [
        today,
        patternsOf(search),
        standing,
        category ?? null,
        college ?? null,
        status ?? null,
        size,
        (page - 1) * size,
      ],
    );
  const { total, allQuantity, allCents } = rows[0]!;
  return {
    items: rows.flatMap(({ total: _, allQuantity: __, allCents: ___, ...row }) =>
      row.id === null ? [] : [row],
    ),
    total,
    quantity: allQuantity,
    amountCents: allCents,
  };
}

/** Somebody who is an associate on a day, with what the bounds of the law look at. */
export interface RosterMember {
  readonly associate: number;
  readonly person: number;
  readonly name: string;
  readonly number: number;
  readonly category: string;
  readonly college: string | null;
  readonly quantity: number;
  readonly amountCents: number;
}

/** All associates of a day. */
export async function readRoster(reader: Reader, day: LocalDate): Promise<RosterMember[]> {
  return reader.query(
    `SELECT a.id AS associate, p.id AS person, ${fullNameOf('p')} AS name, a.number, c.category, g.college,
       coalesce(h.quantity, 0) AS quantity, coalesce(h.cents, 0) AS "amountCents"
     FROM membership.associate a JOIN membership.person p ON p.id = a.person_id
     LEFT JOIN membership.associate_category c ON c.associate_id = a.id AND c.period @> $1::date
     LEFT JOIN membership.associate_college g ON g.associate_id = a.id AND g.period @> $1::date
     LEFT JOIN (SELECT l.person_id, sum(l.quantity)::int AS quantity, sum(l.cents)::bigint AS cents
       FROM membership.share_leg l WHERE l.day <= $1 GROUP BY l.person_id) h ON h.person_id = p.id
     WHERE a.counts AND a.period @> $1::date ORDER BY a.number`,
    [day],
  );
}
